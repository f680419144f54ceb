import { Parser } from 'htmlparser2';
import MarkdownIt from 'markdown-it';

// As permissive as GitHub's renderer: HTML passes, addresses become links, tables are tables.
// Bare `evil.example` is no link there (GFM 6.9); `www.` is, which the tests look for themselves.
const markdown = new MarkdownIt({ html: true, linkify: true });
markdown.linkify.set({ fuzzyLink: false });

export type Rendered = {
  /** Elements in the order they open, with their attributes. */
  readonly elements: readonly { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[];
  /** Text in the order it stands, without that of comments. */
  readonly text: string;
  /** Text outside of `code`, `pre` and `a`: where GitHub looks for mentions, references and emoji codes. */
  readonly openText: string;
  readonly html: string;
};

/** What a browser would make of Markdown on GitHub. */
export function renderMarkdown(source: string): Rendered {
  const html = markdown.render(source);
  const elements: { name: string; attributes: Record<string, string> }[] = [];
  let text = '';
  let openText = '';
  let closed = 0;
  const isClosed = (name: string) => name === 'code' || name === 'pre' || name === 'a';
  const parser = new Parser({
    onopentag(name, attributes) {
      elements.push({ name, attributes });
      if (isClosed(name)) closed += 1;
      if (name === 'td' || name === 'p' || name === 'li' || name === 'br') openText += '\n';
    },
    onclosetag(name) {
      if (isClosed(name)) closed -= 1;
    },
    ontext(data) {
      text += data;
      if (closed === 0) openText += data;
    },
  });
  parser.end(html);
  return { elements, text, openText, html };
}
