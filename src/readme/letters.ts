/** Expressions with classes of Unicode take V8 a tenth of a millisecond each to make, and ASCII never needs them. */
const LETTER = '\\p{L}';
const LETTER_OR_DIGIT = '[\\p{L}\\p{N}]';
let letter: RegExp | undefined;
let letterOrDigit: RegExp | undefined;

const isAsciiLetter = (code: number): boolean => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);

/** Whether a character is a letter of any script; of one in two halves, neither half is. */
export function isLetter(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return isAsciiLetter(code);
  letter ??= new RegExp(LETTER, 'u');
  return letter.test(text.charAt(at));
}

/** Whether a character is a letter or digit of any script; of one in two halves, neither half is. */
export function isLetterOrDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return isAsciiLetter(code) || (code >= 48 && code <= 57);
  letterOrDigit ??= new RegExp(LETTER_OR_DIGIT, 'u');
  return letterOrDigit.test(text.charAt(at));
}

const HALF = /[\ud800-\udfff]/;

/** A text without what is no letter at its ends; empty where it has none. */
export function trimToLetters(text: string): string {
  if (HALF.test(text)) return text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');
  let start = 0;
  let end = text.length;
  while (start < end && !isLetter(text, start)) start++;
  while (end > start && !isLetter(text, end - 1)) end--;
  return text.slice(start, end);
}
