const MAX_STUB_CHARACTERS = 400;
/** A path inside the repository to a file that may be a README. */
const PATH = /^\.{0,2}\/?[\w.@+-]{1,80}(?:\/[\w.@+-]{1,80}){0,12}$/;
const DOCUMENT = /\.(?:md|mdx|markdown|mdown|mkd|rst|adoc|asciidoc|org|txt|textile|rdoc|pod|html?)$/i;

/**
 * Path that a stub points at: a README whose whole text is a path (a symbolic link checked out as a file), or a sentence that
 * sends the reader to another file of the repository, with a heading above it at most. Else null.
 */
export function findStub(text: string): string | null {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > MAX_STUB_CHARACTERS) return null;
  if (PATH.test(trimmed) && (DOCUMENT.test(trimmed) || (trimmed.includes('/') && /readme$/i.test(trimmed))))
    return trimmed;
  const lines = trimmed.split('\n').filter((line) => line.trim() !== '');
  const hasUnderline = /^(?:=+|-+)\s*$/.test(lines[1] ?? '');
  const sentences = lines.slice(hasUnderline ? 2 : /^[#=]/.test(lines[0] ?? '') ? 1 : 0);
  if (sentences.length !== 1) return null;
  const [sentence = ''] = sentences;
  const words = sentence.split(/\s+/).filter((word) => word !== '');
  if (
    words.length > 15 ||
    !/\b(?:see|read|moved|refer|go|visit|look|find|found|please|located|lives|here)\b/i.test(sentence)
  )
    return null;
  for (const match of sentence.matchAll(/[\w.@+/-]{3,200}/g)) {
    const path = match[0].replace(/\.$/, '');
    if (
      PATH.test(path) &&
      DOCUMENT.test(path) &&
      !sentence.slice(0, match.index).endsWith(':/') &&
      !sentence.includes('://')
    )
      return path;
  }
  return null;
}
