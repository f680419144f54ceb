/** Text of one source line (from 1), markup removed. */
export type TextLine = { readonly line: number; readonly text: string };

/**
 * What a paragraph is part of. `item`: a list item; `row`: a table row; `aside`: a note or warning to the reader, which
 * never introduces the project.
 */
export type ProseRole = 'paragraph' | 'item' | 'row' | 'aside';

/**
 * A README as every format's reader gives it, in source order. What becomes title, lead, intro or body, and what is dropped,
 * is decided once for all formats in `document.ts`.
 */
export type Block =
  | {
      readonly kind: 'heading';
      readonly level: number;
      readonly lines: readonly TextLine[];
      readonly alt: TextLine | null;
      /** It is a row of links, to the site, the documentation and the chat. */
      readonly isNavigation: boolean;
    }
  | {
      readonly kind: 'prose';
      readonly role: ProseRole;
      readonly lines: readonly TextLine[];
      /** All its words stand in bold: often a heading in disguise. */
      readonly isStrong: boolean;
      /** All its words stand in links. */
      readonly isLinks: boolean;
      readonly links: number;
      /** All its links lead to a place in the same document. */
      readonly isInternal: boolean;
      /** Its whole text is one code span. */
      readonly isCode: boolean;
      /** First image in it that is no badge, for a title that is a picture. */
      readonly alt: TextLine | null;
      /** Code spans in it, as they stand. */
      readonly spans: readonly TextLine[];
    }
  | {
      readonly kind: 'code';
      /** As written after the fence; empty where none is. */
      readonly language: string;
      readonly languageLine: number;
      readonly lines: readonly TextLine[];
    }
  /** The end of a foldable part: a section that began inside it ends here at the latest. */
  | { readonly kind: 'end'; readonly level: number };

/** Level of headings that are none in the outline: the summary of a foldable part, a line in bold. */
export const INFORMAL_LEVEL = 7;
