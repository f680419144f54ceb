import type { TextLine } from './block.ts';

/** Addresses in ASCII without brackets, but for pairs of round ones. */
const URL =
  /(?:\b[A-Za-z][A-Za-z0-9+.-]{1,15}:\/\/|\b[Ww]{3}\.(?=[A-Za-z0-9]))[!-'*-;=?-Z\\^-z|~]*(?:\([!-'*-;=?-Z\\^-z|~]{0,200}\)[!-'*-;=?-Z\\^-z|~]*){0,8}/g;
/** What is left of `(https://…)`. */
const EMPTY_BRACKETS = /\(\s{0,4}\)|\[\s{0,4}\]/g;
const EMOJI_CODE = /(?<![\w:]):[a-z0-9_+-]{1,40}:(?![\w:])/g;
const FOOTNOTE = /\[\^[^\]\s]{1,64}\]:?/g;
/** The second half of `[text][label]`, and what is left of `[label]: url`, where a parser found no definition. */
const LABEL = /\]\[[^[\]]{0,200}\]/g;
const DEFINITION = /^\s*\[[^[\]]{1,200}\]:\s*$/;
const SPACES = /\s+/g;
/** What any of the above begins with or has in it; most lines have none of it. */
const TELLTALE = /:[/\w+-]|www\.|\[\^|\]\[|\]:|\s\s|[^\S ]/;

/** One line of text as a reader meets it: without URLs, emoji codes and footnote marks, and with single spaces. */
export function cleanLine(text: string): string {
  let line = text.trim();
  if (!TELLTALE.test(line)) return line;
  if (line.includes('://') || line.includes('www.')) line = line.replace(URL, ' ').replace(EMPTY_BRACKETS, ' ');
  if (line.includes(':')) line = line.replace(EMOJI_CODE, ' ');
  if (line.includes('[^')) line = line.replace(FOOTNOTE, '');
  if (line.includes('][')) line = line.replace(LABEL, ']');
  if (line.includes(']:') && DEFINITION.test(line)) return '';
  return line.replace(SPACES, ' ').trim();
}

/** Whether there is a letter or digit in it; anything above ASCII counts, for scripts and symbols of all kinds. */
export function hasWord(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57)) return true;
    if (code >= 0xaa && !isSymbol(code)) return true;
  }
  return false;
}

/** General punctuation, arrows, boxes, dingbats; CJK punctuation; the halves of emoji. */
function isSymbol(code: number): boolean {
  return (
    (code >= 0x2000 && code <= 0x2bff) ||
    (code >= 0x3000 && code <= 0x3004) ||
    (code >= 0xd83c && code <= 0xd83e) ||
    (code >= 0xdc00 && code <= 0xdfff)
  );
}

/** The lines of a block as one text. */
export function textOf(lines: readonly TextLine[]): string {
  return lines.length === 1 ? lines[0]!.text : lines.map((line) => line.text).join(' ');
}

/** A character of a script that has no spaces, and two of them. */
const SPACELESS = /[\u3040-\u9fff]/;
const SPACELESS_PAIR = /[\u3040-\u9fff]{1,2}/g;

/** Number of words between spaces; in scripts that have no spaces (Chinese, Japanese), two characters count as one. */
export function wordCount(text: string): number {
  if (SPACELESS.test(text)) return wordCount(text.replace(SPACELESS_PAIR, ' w '));
  let count = 0;
  let start = 0;
  // Native search: looking at each character costs as much as a tenth of reading the README.
  for (let end = text.indexOf(' '); end >= 0; end = text.indexOf(' ', start)) {
    if (end > start) count++;
    start = end + 1;
  }
  return start < text.length ? count + 1 : count;
}
