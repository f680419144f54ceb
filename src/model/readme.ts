/**
 * Parts of what is known about a repository, from the most to the least telling. `lead` is what stands first as prose
 * (up to two paragraphs, 600 characters), `intro` what follows it (up to 2,500 characters in all); `install` a shell line
 * that installs or adds the project; `code` everything else in code blocks and code spans of their own line; `fence` the
 * normalised language of a fenced block (`javascript`, never `js`).
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

/** A piece of plain text (markup removed) that stands in one field and on one line. */
export type Segment = {
  readonly field: Field;
  /** Line of the README's source, from 1; 0 for `name` and `description`, which are not in it. */
  readonly line: number;
  readonly text: string;
};

export type ReadmeFormat = 'markdown' | 'restructuredtext' | 'asciidoc' | 'org' | 'text';

/** Counts of what the README is made of, taken before anything is dropped; they tell what kind of project it is. */
export type ReadmeShape = {
  /** Words of prose, headings and list items; neither code nor what was dropped. */
  readonly words: number;
  /** Links that are not images or badges. */
  readonly links: number;
  readonly listItems: number;
  /** List items and table rows whose text starts with a link: the mark of curated lists. */
  readonly linkItems: number;
  readonly codeBlocks: number;
  readonly images: number;
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
  /** Whether the README was longer than 1 MB and is cut there. */
  readonly truncated: boolean;
  /** Path that a stub points at (a README whose whole text names another file), else null. */
  readonly stub: string | null;
  /** Whether there is no text at all: empty, white space, or nothing but what is dropped. */
  readonly empty: boolean;
};
