import { type Place, type Problem, UserError } from '../errors.ts';
import type { Vocabulary } from '../model/vocabulary.ts';
import type { Labels } from './outcome.ts';

/** A labelled README: one line of a gold file. */
export type GoldRecord = Labels & {
  /** `owner/name`, or null. */
  readonly repo: string | null;
  /** Where the README stands: a path relative to the gold file, or the text itself. */
  readonly readme: { readonly path: string } | { readonly text: string };
  /** Path of the README in its repository: it tells the format. The path read from where this is not given. */
  readonly readmePath: string;
  readonly description: string | null;
  /** Line of the gold file, from 1. */
  readonly line: number;
};

/** Problems told of one gold file at most; the rest is counted. */
const MAX_PROBLEMS = 20;

/**
 * Reads a gold file: JSON Lines with `id`, `best` and one of `readme` (a path) and `text`; optionally `ok`, `repo`,
 * `readmePath` and `description`. Other fields are left alone; empty lines are skipped. `name` stands in messages.
 * @throws UserError with every problem and its line: `gold/not-json`, `gold/field`, `gold/duplicate-id`, `gold/empty`.
 */
export function parseGold(text: string, name: string): readonly GoldRecord[] {
  const problems: Problem[] = [];
  const records: GoldRecord[] = [];
  const lineOfId = new Map<string, number>();
  const lines = text.replace(/^\uFEFF/, '').split('\n');
  for (const [index, raw] of lines.entries()) {
    if (raw.trim() === '') continue;
    const place = { file: name, line: index + 1 };
    const record = parseRecord(raw, place, problems);
    if (!record) continue;
    const earlier = lineOfId.get(record.id);
    if (earlier !== undefined) {
      problems.push({
        code: 'gold/duplicate-id',
        message: `id ${quote(record.id)} stands on line ${earlier} already. Each README needs an id of its own.`,
        place,
      });
    }
    lineOfId.set(record.id, index + 1);
    records.push(record);
  }
  if (records.length === 0 && problems.length === 0) {
    problems.push({
      code: 'gold/empty',
      message: 'holds no record. Expected one JSON object a line: {"id", "readme" or "text", "best": ["tag", …]}.',
      place: { file: name },
    });
  }
  if (problems.length > 0) throw createGoldError(problems, name);
  return records;
}

/**
 * Brings labels to the names of a vocabulary: an alias, or the name of a tag that was replaced, counts as the tag's name.
 * Labels that the vocabulary does not hold stay and count as misses; `unknown` lists them, each once, for a warning.
 * @throws UserError `gold/foreign` when the vocabulary holds none of the labels: that is the wrong tags file.
 */
export function resolveLabels(
  records: readonly GoldRecord[],
  vocabulary: Vocabulary,
  name: string,
): { readonly records: readonly GoldRecord[]; readonly unknown: readonly string[] } {
  const names = createNameLookup(vocabulary);
  const unknown = new Set<string>();
  let known = 0;
  const resolve = (label: string): string => {
    const found = names.get(label.trim());
    if (found === undefined) unknown.add(label.trim());
    else known += 1;
    return found ?? label.trim();
  };
  const resolved = records.map((record) => ({
    ...record,
    best: record.best.map(resolve),
    ok: record.ok.map(resolve),
  }));
  if (known === 0 && unknown.size > 0) {
    throw new UserError('input', {
      code: 'gold/foreign',
      message: `none of its labels (${listNames([...unknown])}) is a tag of ${vocabulary.source}. Pass the tags file that these READMEs were labelled with.`,
      place: { file: name },
    });
  }
  return { records: resolved, unknown: [...unknown] };
}

/** The first few names, quoted, and how many more there are. */
export function listNames(names: readonly string[], most = 5): string {
  const shown = names.slice(0, most).map(quote).join(', ');
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}

function createNameLookup(vocabulary: Vocabulary): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const tag of vocabulary.tags) {
    for (const alias of tag.aliases) names.set(alias.trim(), tag.name);
  }
  for (const tag of vocabulary.tags) {
    if (tag.replacedBy === null) names.set(tag.name, tag.name);
  }
  for (const tag of vocabulary.tags) {
    if (tag.replacedBy !== null) names.set(tag.name, names.get(tag.replacedBy.trim()) ?? tag.replacedBy);
  }
  return names;
}

function parseRecord(raw: string, place: Place, problems: Problem[]): GoldRecord | null {
  const before = problems.length;
  const report = (code: string, message: string) => problems.push({ code, message, place });
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch {
    report('gold/not-json', 'is not valid JSON. A gold file holds one JSON object a line.');
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    report('gold/field', 'is not a JSON object. A gold file holds one JSON object a line.');
    return null;
  }
  // JSON.parse gave an object that is neither null nor a list.
  const fields = new Map(Object.entries(value as Record<string, unknown>));

  const optionalText = (field: string): string | null => {
    const found = fields.get(field);
    if (found === undefined || found === null) return null;
    if (typeof found === 'string') return found;
    report('gold/field', `"${field}" is ${quote(found)}; expected text.`);
    return null;
  };
  const names = (field: string, required: boolean): readonly string[] => {
    const found = fields.get(field);
    if (!required && (found === undefined || found === null)) return [];
    if (Array.isArray(found) && found.every((name) => typeof name === 'string')) return found;
    report(
      'gold/field',
      `"${field}" is ${found === undefined ? 'missing' : quote(found)}; expected a list of tag names${required ? ' (an empty one where no tag fits)' : ''}.`,
    );
    return [];
  };

  const id = fields.get('id');
  const isId = typeof id === 'string' || typeof id === 'number';
  if (!isId) report('gold/field', `"id" is ${id === undefined ? 'missing' : quote(id)}; expected text or a number.`);
  const path = optionalText('readme');
  const text = optionalText('text');
  if ((path === null) === (text === null) && problems.length === before) {
    report(
      'gold/field',
      path === null
        ? 'has neither "readme" (a path relative to this file) nor "text".'
        : 'has both "readme" and "text"; keep one.',
    );
  }
  if (path?.trim() === '') report('gold/field', '"readme" is empty; expected a path relative to this file.');
  const best = names('best', true);
  const ok = names('ok', false);
  const repo = optionalText('repo');
  const readmePath = optionalText('readmePath');
  const description = optionalText('description');
  if (problems.length > before || !isId) return null;
  return {
    id: String(id),
    repo,
    readme: path === null ? { text: text ?? '' } : { path },
    readmePath: readmePath ?? path ?? 'README.md',
    description,
    best,
    ok,
    line: place.line ?? 0,
  };
}

function createGoldError(problems: readonly Problem[], name: string): UserError {
  const shown = problems.slice(0, MAX_PROBLEMS);
  const rest = problems.length - shown.length;
  const all =
    rest > 0
      ? [...shown, { code: 'gold/more', message: `${rest} more problems like these.`, place: { file: name } }]
      : shown;
  return new UserError('input', all, { headline: `${name} has ${problems.length} problems:` });
}

/** A value as it stands in a message: JSON, cut short. */
function quote(value: unknown): string {
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${Array.from(json).slice(0, 60).join('')}…` : json;
}
