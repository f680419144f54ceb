/**
 * What a tags file may hold. The limits are far above any list a person keeps, and low enough that a wrong or hostile
 * file is refused at once.
 */

/** All files of one list together. */
export const maxBytes = 5_000_000;
/** YAML takes about a second a megabyte to read, whatever it holds; JSON takes a hundredth of that. */
export const maxYamlBytes = 2_000_000;
export const maxTags = 10_000;
/** Lists and objects within each other; a tags file needs four. */
export const maxDepth = 100;
/** Characters (code points) of a name, alias, group or id. */
export const maxNameCharacters = 200;
/** Characters (code points) of a description. */
export const maxDescriptionCharacters = 2_000;
/** Aliases of one tag. Also bounds what YAML aliases (`*name`) can multiply a file to. */
export const maxAliases = 100;
/** Fields of one entry, unknown ones included. Also bounds what YAML aliases can multiply a file to. */
export const maxFields = 100;
/** Problems, and warnings, told of one list; the rest is counted. */
export const maxProblems = 100;
