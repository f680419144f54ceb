/**
 * The first of `steps`, the fullest first, whose UTF-8 length is at most `maxBytes`. The last one has to fit by how it is
 * made; if it does not, that is a bug.
 */
export function fitInto(maxBytes: number, steps: readonly (() => string)[]): string {
  for (const step of steps) {
    const text = step();
    if (Buffer.byteLength(text) <= maxBytes) return text;
  }
  throw new Error(`The shortest of ${steps.length} forms is longer than ${maxBytes} bytes.`);
}
