/**
 * What two names are compared by: case, width (`ＣＬＩ`), composed or split accents, runs of spaces and joiners do not
 * make two names different. Hyphens, underscores and spaces do (`web app` and `web-app` meet as topics, not here).
 */
export function nameKey(name: string): string {
  // Nearly all names take this path: normalising ten thousand of them would cost more than reading the file.
  if (/^[a-z0-9-]+(?: [a-z0-9-]+)*$/.test(name)) return name;
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\u200c|\u200d|\ufe0e|\ufe0f/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
