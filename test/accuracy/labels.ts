import { parseRepositoryName, type RepositoryName } from '../../src/model/repository.ts';

/** What was said of the README of somebody else's repository: where it stands and which tags fit, but none of its text. */
export type Label = {
  readonly repository: RepositoryName;
  /** Null where nobody wrote it down: the newest commit is taken then. */
  readonly commit: string | null;
  readonly path: string;
  /** Whether those who labelled it saw the repository's description. */
  readonly described: boolean;
  readonly best: readonly string[];
  readonly ok: readonly string[];
};

/** Reads labels, one JSON object a line. @throws Error that names the line where one is not as it should be. */
export function parseLabels(text: string): readonly Label[] {
  return text
    .split('\n')
    .map((line, index) => ({ line, number: index + 1 }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, number }) => parseLabel(line, number));
}

function parseLabel(line: string, number: number): Label {
  const fields = new Map(Object.entries(JSON.parse(line) as object));
  const text = (name: string): string | null => {
    const value: unknown = fields.get(name);
    return typeof value === 'string' ? value : null;
  };
  const names = (name: string): readonly string[] => {
    const value: unknown = fields.get(name);
    if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value;
    throw new Error(`line ${number}: "${name}" is no list of tag names`);
  };
  const repository = parseRepositoryName(text('repo') ?? '');
  const path = text('path');
  const commit = text('commit');
  if (repository === null) throw new Error(`line ${number}: "repo" is no owner/name`);
  if (path === null || path === '') throw new Error(`line ${number}: "path" is missing`);
  if (commit !== null && !/^[0-9a-f]{40}$/.test(commit)) throw new Error(`line ${number}: "commit" is no sha`);
  return {
    repository,
    commit,
    path,
    described: fields.get('described') === true,
    best: names('best'),
    ok: names('ok'),
  };
}

/** What may be published of a gold file whose READMEs belong to others. */
export function renderLabels(gold: string): string {
  return gold
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      // Our own file, whose shape `parseGold` has checked.
      const record = JSON.parse(line) as Record<string, string | string[] | null | undefined>;
      const trimmed = (names: unknown): readonly string[] => (names as string[]).map((name) => name.trim());
      return `${JSON.stringify({
        repo: record['repo'],
        commit: record['commit'] ?? null,
        path: record['readmePath'],
        described: (record['description'] ?? '') !== '',
        best: trimmed(record['best']),
        ok: trimmed(record['ok']),
      })}\n`;
    })
    .join('');
}
