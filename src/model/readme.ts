/**
 * Parts of what is known about a repository, from the most to the least telling.
 *
 * `title` is the first heading that names no section, a line in bold or the alternative text of a picture in its place, or what
 * front matter says; `lead` is what stands first as prose (up to two paragraphs before the next heading, 600 characters; a
 * tagline set as a heading under the title is its first), `intro` what follows it, list items and table rows included
 * (up to 2,500 characters with the lead), `body` all other text, notes and warnings among it.
 *
 * `install` is a line of code, or a code span in a sentence, that installs or adds a thing; `code` everything else in code
 * blocks and in code spans that are a paragraph of their own; `fence` the language of a code block by its lower-case name
 * (`javascript`, `c++`, `shell`; never `js`). Code spans in a sentence are part of its text.
 */
export type Field =
  | 'name'
  | 'description'
  | 'title'
  | 'lead'
  | 'intro'
  | 'heading'
  | 'body'
  | 'code'
  | 'install'
  | 'fence';

/**
 * A piece of plain text that stands in one field and on one line: markup, addresses, emoji codes and hidden characters are
 * removed, white space is single. Its words stand on its line of the source in this order, but for the names of languages in
 * `fence` and for letters that the source has as entities; one line can have several segments.
 */
export type Segment = {
  readonly field: Field;
  /** Line of the README's source, from 1; 0 for `name` and `description`, which are not in it. */
  readonly line: number;
  readonly text: string;
};

/** What is read as one of the five: MDX and HTML count as `markdown`, wiki markup, RDoc, Textile and Pod as `text`. */
export type ReadmeFormat = 'markdown' | 'restructuredtext' | 'asciidoc' | 'org' | 'text';

/** Counts of what the README is made of, all but `words` taken before anything is dropped; they tell what kind of project it is. */
export type ReadmeShape = {
  /**
   * Words of prose, headings, list items and tables; neither code nor what was dropped. Where a script has no spaces, two
   * characters count as one word.
   */
  readonly words: number;
  /** Links with a text that lead elsewhere: neither those around an image alone nor those to a place in the README itself. */
  readonly links: number;
  readonly listItems: number;
  /** List items and table rows whose text starts with a link to elsewhere: the mark of curated lists. */
  readonly linkItems: number;
  readonly codeBlocks: number;
  /** Images but for badges. */
  readonly images: number;
  /** Images by services that draw build states, versions, counters and buttons. */
  readonly badges: number;
};

/** A README, read: what it says, by field, and what it looks like. */
export type ReadmeDocument = {
  readonly format: ReadmeFormat;
  /** In the order of the README; `name` and `description` first. */
  readonly segments: readonly Segment[];
  readonly shape: ReadmeShape;
  /** Decoded source with LF line ends, hidden characters included: what line numbers and quotes refer to. */
  readonly source: string;
  /** Length of the whole README in bytes, before any cut. */
  readonly bytes: number;
  /** Whether the README was longer than 1,000,000 bytes and is cut there, after a line where one ends near. */
  readonly truncated: boolean;
  /**
   * Line of a paragraph, heading or cell of more than 100,000 characters from which on its markup was read as plain words; the
   * first where there are several, null where there is none.
   */
  readonly plainFrom: number | null;
  /** Path that a stub points at (a README whose whole text names another file), else null. A stub has no text of its own. */
  readonly stub: string | null;
  /** Whether there is no text at all: empty, white space, or nothing but what is dropped. False for a stub. */
  readonly empty: boolean;
};
