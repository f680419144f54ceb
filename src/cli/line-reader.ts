/** A line of a stream. A line over the limit is told of with its text dropped; reading goes on after it. */
export type Line = {
  /** From 1. */
  readonly number: number;
  readonly text: string | null;
  /** Bytes of the stream up to the end of this line. */
  readonly endByte: number;
};

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * Cuts a stream of bytes into lines, holding one line and one chunk at most. CRLF counts as one line end, a byte order mark
 * at the start is dropped, and a last line needs no line end. `text` is null for lines over `maxBytes`.
 */
export async function* readLines(stream: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<Line> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let number = 0;
  let endByte = 0;

  const finish = (): Line => {
    number += 1;
    const text = length > maxBytes ? null : Buffer.concat(parts, length).toString('utf8');
    parts = [];
    length = 0;
    const withoutMark = number === 1 && text?.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
    return { number, text: withoutMark?.endsWith('\r') ? withoutMark.slice(0, -1) : withoutMark, endByte };
  };
  const add = (part: Uint8Array): void => {
    length += part.length;
    endByte += part.length;
    if (length > maxBytes) parts = [];
    else if (part.length > 0) parts.push(part);
  };

  for await (const chunk of stream) {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(LINE_FEED, start);
      if (end === -1) break;
      add(chunk.subarray(start, end));
      endByte += 1;
      yield finish();
      start = end + 1;
    }
    add(chunk.subarray(start));
  }
  if (length > 0) yield finish();
}
