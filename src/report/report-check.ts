import type { Report } from './report.ts';
import { validateReport } from './report-validator.ts';

export type CheckedReport =
  | { readonly kind: 'report'; readonly report: Report }
  /** `reason` says where and what, without a value of the report: `/topics/ours/0 must match pattern "…"`. */
  | { readonly kind: 'other'; readonly reason: string };

/**
 * Whether a value is a report as `report.schema.json` publishes it, bounds of lists and texts included; members that the
 * schema does not name are taken out of it. Load this module only where a report is read: it brings a validator along.
 */
export function checkReport(value: unknown): CheckedReport {
  if (validateReport(value)) return { kind: 'report', report: value };
  const [error] = validateReport.errors ?? [];
  // The path may hold names of members, which are whatever the file says.
  const path = error?.instancePath.replace(/[^\w/$.-]/g, '?').slice(0, 100) ?? '';
  return { kind: 'other', reason: `${path} ${error?.message ?? 'is not what the schema says'}`.trim() };
}
