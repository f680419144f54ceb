/**
 * Untrusted text (README quotes, tag names, bodies of APIs) made fit for one line of a terminal: line breaks and tabs become
 * a space; control and escape characters, bidirectional controls, invisible format characters and lone surrogates are dropped.
 * The joiners that emoji and some scripts need (U+200C, U+200D) stay: they move no cursor.
 */
export function toPlainLine(text: string): string {
  return text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\p{Cs}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu, '')
    .replace(/[\u{e0000}-\u{e0fff}]/gu, '');
}

/** The same for text that has lines of its own, such as an error message with a list. */
export function toPlainLines(text: string): string {
  return text.split('\n').map(toPlainLine).join('\n');
}

/**
 * JSON on one line that is safe to print on a terminal: what `JSON.stringify` leaves raw and a terminal might act on (C1
 * controls, DEL, bidirectional controls, line separators) is written as an escape. The value is the same to any reader.
 */
export function toTerminalJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
