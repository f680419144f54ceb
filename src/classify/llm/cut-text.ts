/** The beginning of a text, of `end` UTF-16 units or one fewer where the cut would go through a character. */
export function cutText(text: string, end: number): string {
  const last = text.charCodeAt(end - 1);
  const isHalf = end < text.length && last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, isHalf ? end - 1 : end);
}
