import {
  isSameRepository,
  parseRepositoryName,
  type RepositoryName,
  renderRepositoryName,
} from '../model/repository.ts';
import type { ChangePart } from '../model/topics.ts';
import { type Digests, fingerprintOf } from './fingerprint.ts';
import { REPORT_SCHEMA_VERSION, type Report } from './report.ts';

/** Reports are some 10 kB; with twenty tags and long lines some 50. */
export const MAX_REPORT_BYTES = 5_000_000;

export type ParsedReport =
  | { readonly kind: 'report'; readonly report: Report }
  /** `reason` follows "The report" in a sentence: `is not JSON`. It quotes only short values. */
  | { readonly kind: 'unusable'; readonly reason: string };

/** A report as one of our runs wrote it. The bytes may come from anywhere: size, JSON, version and every member are checked. */
export async function parseReport(bytes: Uint8Array): Promise<ParsedReport> {
  if (bytes.length > MAX_REPORT_BYTES) return unusable(`is larger than ${MAX_REPORT_BYTES / 1_000_000} MB`);
  const value = parseJson(bytes);
  if (value === undefined) return unusable('is not JSON');
  const version = memberOf(value, 'schemaVersion');
  if (typeof version === 'number' && version !== REPORT_SCHEMA_VERSION) {
    return unusable(`has schemaVersion ${version}; this version of the action knows ${REPORT_SCHEMA_VERSION}`);
  }
  const { checkReport } = await import('./report-check.ts');
  const checked = checkReport(value);
  if (checked.kind === 'other') return unusable(`is not what report.schema.json says: ${checked.reason}`);
  const { report } = checked;
  if (report.fingerprint !== fingerprintOf(report.digests))
    return unusable('has a fingerprint that its digests do not make');
  return { kind: 'report', report };
}

/**
 * The last report, where it can be the memory of `repository`. One under another name is where `wasCalled` says that the
 * repository had it, so that a rename keeps the memory. A dry run's report never is: it did nothing.
 */
export async function parseMemory(
  bytes: Uint8Array,
  repository: RepositoryName,
  wasCalled: (name: RepositoryName) => Promise<boolean>,
): Promise<ParsedReport> {
  const parsed = await parseReport(bytes);
  if (parsed.kind === 'unusable') return parsed;
  const { report } = parsed;
  if (report.dryRun) return unusable('is that of a dry run');
  // The command line writes null for a file of no known repository.
  const about = parseRepositoryName(report.repository ?? '');
  if (about === null) return unusable('names no repository');
  if (!isSameRepository(about, repository) && !(await wasCalled(about))) {
    return unusable(
      `is about ${renderRepositoryName(about)}, not about ${renderRepositoryName(repository)}; give each repository that this workflow reads an "artifact-name" of its own`,
    );
  }
  return parsed;
}

/** Whether a file says of itself that it is the report of a dry run, which says nothing of what stands on the repository. */
export function isDryRun(bytes: Uint8Array): boolean {
  return memberOf(parseJson(bytes), 'dryRun') === true;
}

/** What a fingerprint is made of. */
export const CHANGE_PARTS: readonly ChangePart[] = ['readme', 'description', 'vocabulary', 'settings', 'classifier'];

/** The parts in which two runs differ; empty where their fingerprints are equal. */
export function findDiffering(before: Digests, now: Digests): ReadonlySet<ChangePart> {
  return new Set(CHANGE_PARTS.filter((part) => before[part] !== now[part]));
}

function unusable(reason: string): ParsedReport {
  return { kind: 'unusable', reason };
}

/** Undefined for what is no JSON in UTF-8. */
function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function memberOf(value: unknown, name: 'schemaVersion' | 'dryRun'): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return new Map<string, unknown>(Object.entries(value)).get(name);
}
