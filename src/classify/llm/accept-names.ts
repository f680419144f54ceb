import type { Tag } from '../../model/vocabulary.ts';

/** Finds the tag that a model means; null where its name is none of the list. */
export type TagNames = { readonly find: (name: string) => Tag | null };

/**
 * Looks names up as models write them, surest first: as the list has it; the same but for case, width, spaces, hyphens and
 * underscores; an alias (the names of tags that were replaced are aliases of what took their place), again as it is and
 * folded; an id. What would mean two tags means none.
 */
export function createTagNames(tags: readonly Tag[]): TagNames {
  const open = tags.filter(({ replacedBy }) => replacedBy === null);
  const tables = [
    { key: same, table: index(open, ({ name }) => [name], same) },
    { key: foldName, table: index(open, ({ name }) => [name], foldName) },
    { key: same, table: index(open, ({ aliases }) => aliases, same) },
    { key: foldName, table: index(open, ({ aliases }) => aliases, foldName) },
    { key: same, table: index(open, ({ id }) => [String(id)], same) },
  ];
  const look = (name: string): Tag | null => {
    for (const { key, table } of tables) {
      const found = table.get(key(name));
      if (found !== undefined) return found;
    }
    return null;
  };
  return { find: (name) => look(name) ?? look(withoutMarkup(name)) ?? look(withoutDescription(name)) };
}

/** Null where two tags have the key. */
function index(
  tags: readonly Tag[],
  namesOf: (tag: Tag) => readonly string[],
  key: (name: string) => string,
): ReadonlyMap<string, Tag | null> {
  const table = new Map<string, Tag | null>();
  for (const tag of tags) {
    for (const name of namesOf(tag)) {
      const at = key(name);
      if (at === '') continue;
      const other = table.get(at);
      table.set(at, other === undefined || other === tag ? tag : null);
    }
  }
  return table;
}

const same = (name: string): string => name;

function foldName(name: string): string {
  return name
    .slice(0, MAX_NAME)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, '');
}

/** A little over the longest name of any list; folding more would only cost time. */
const MAX_NAME = 400;

/** `**cli**`, `"cli"`, `#cli` and `` `cli` `` mean `cli` where no tag is called so itself. */
function withoutMarkup(name: string): string {
  const cut = name.slice(0, MAX_NAME);
  let from = 0;
  let to = cut.length;
  while (from < to && MARKUP.has(cut[from]!)) from++;
  while (to > from && MARKUP.has(cut[to - 1]!)) to--;
  return cut.slice(from, to);
}

/** `cli: programs for a terminal`, a line of the list as it was sent. */
function withoutDescription(name: string): string {
  const end = name.slice(0, MAX_NAME).indexOf(': ');
  return end === -1 ? '' : withoutMarkup(name.slice(0, end));
}

const MARKUP: ReadonlySet<string> = new Set(' \t\n*_`"\'#.,:;“”‘’');
