import type { TextLine } from '../block.ts';
import type { FrontMatter } from '../block-writer.ts';

/** Front matter longer than this is none: three dashes at the top are also a rule. */
const MAX_LINES = 400;
const KEY = /^["']?([A-Za-z_][\w .-]{0,60})["']?\s{0,8}[:=]/;

/**
 * Takes YAML (`---`) or TOML (`+++`) front matter off the top. Its lines become empty, so that line numbers stay. Of what it says
 * only a `title` and a `description` on one line are kept.
 */
export function readFrontMatter(text: string): { body: string; fields: FrontMatter } {
  const fence = /^(?:---|\+\+\+)[ \t]*\n/.exec(text)?.[0].trimEnd();
  const none = { body: text, fields: { title: null, description: null } };
  if (!fence) return none;
  const values = new Map<string, TextLine>();
  let position = text.indexOf('\n') + 1;
  let hasKey = false;
  for (let line = 2; line < MAX_LINES && position < text.length; line++) {
    const lineEnd = text.indexOf('\n', position);
    const end = lineEnd < 0 ? text.length : lineEnd;
    const content = text.slice(position, end);
    const trimmed = content.trimEnd();
    if (trimmed === fence || (fence === '---' && trimmed === '...')) {
      if (!hasKey) return none;
      const body = '\n'.repeat(line - 1) + text.slice(end);
      return { body, fields: { title: values.get('title') ?? null, description: values.get('description') ?? null } };
    }
    const key = KEY.exec(content);
    if (key) {
      hasKey = true;
      const value = scalar(content.slice(key[0].length));
      const name = key[1]!.toLowerCase();
      if (value !== '' && !values.has(name)) values.set(name, { line, text: value });
    } else if (
      line === 2 &&
      content.trim() !== '' &&
      !content.startsWith('#') &&
      !content.startsWith(' ') &&
      !content.startsWith('[')
    )
      return none;
    position = end + 1;
  }
  return none;
}

function scalar(value: string): string {
  const text = value.trim();
  const quote = text[0];
  if ((quote === '"' || quote === "'") && text.length > 1 && text.endsWith(quote)) return text.slice(1, -1);
  return /^[|>[{&*!]/.test(text) ? '' : text;
}
