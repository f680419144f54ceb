export type GhLine = {
  /** `https://github.com`, without a slash at the end. */
  readonly serverUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
};

/** The line of the GitHub CLI that changes the topics by hand; null where there is nothing to change. */
export function renderGhLine({ serverUrl, repository, added, removed }: GhLine): string | null {
  if (added.length === 0 && removed.length === 0) return null;
  const host = new URL(serverUrl).host;
  const target = host === 'github.com' ? repository : `${host}/${repository}`;
  const flags = [...added.map((topic) => `--add-topic ${topic}`), ...removed.map((topic) => `--remove-topic ${topic}`)];
  return `gh repo edit ${target} ${flags.join(' ')}`;
}
