const SPACE = 0;
const LINE_END = 1;
const LETTER = 2;
const DIGIT = 3;
const SIGN = 4;
const WIDE = 5;
const FOREIGN = 6;

/** About how many tokens a model's tokenizer makes of a text. */
export function estimateTokens(text: string): number {
  let tokens = 0;
  let kind = -1;
  let length = 0;
  const close = (): void => {
    if (length === 0) return;
    if (kind === LETTER) tokens += length <= 7 ? 1 : 1 + (length - 7) / 4;
    else if (kind === DIGIT) tokens += Math.ceil(length / 3);
    else if (kind === SIGN) tokens += Math.max(1, length / 1.6);
    else if (kind === WIDE) tokens += length;
    else if (kind === FOREIGN) tokens += Math.max(1, length / 2.2);
    else if (kind === LINE_END) tokens += 1;
    else if (length > 1) tokens += 1;
    length = 0;
  };
  for (let index = 0; index < text.length; index++) {
    const next = kindOf(text.charCodeAt(index));
    if (next !== kind) close();
    kind = next;
    length++;
  }
  close();
  return Math.ceil(tokens);
}

function kindOf(code: number): number {
  if (code === 0x0a || code === 0x0d) return LINE_END;
  if (code === 0x20 || code === 0x09) return SPACE;
  if ((code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a)) return LETTER;
  if (code >= 0x30 && code <= 0x39) return DIGIT;
  if (code < 0x80) return SIGN;
  if (code >= 0x2e80) return WIDE;
  return FOREIGN;
}
