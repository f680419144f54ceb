/** Puts `block` between the lines that hold `start` and `end`, which stay. Throws where one of them is missing or twice there. */
export function replaceBlock(text: string, start: string, end: string, block: string): string {
  const lines = text.split('\n');
  const find = (marker: string): number => {
    const found = lines.flatMap((line, number) => (line.includes(marker) ? [number] : []));
    if (found.length !== 1) throw new Error(`Expected one line with ${marker}, found ${found.length}`);
    return found[0]!;
  };
  const [first, last] = [find(start), find(end)];
  if (first > last) throw new Error(`${end} stands above ${start}`);
  return [...lines.slice(0, first + 1), block, ...lines.slice(last)].join('\n');
}
