import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from './report.schema.json' with { type: 'json' };
import type { Report } from './report.ts';

// The only format of the schema; a package for all that there are would be as large as this folder.
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

const ajv = new Ajv2020({
  strict: true,
  // The schema is ours and a test checks it; the schema of schemas takes longer to compile than all the rest.
  meta: false,
  validateSchema: false,
  allowUnionTypes: true,
  formats: { 'date-time': dateTime },
  // Members are only added within a schemaVersion: those that a newer version wrote are left out, not held against it.
  removeAdditional: true,
});
const validate = ajv.compile<Report>(schema);

export type CheckedReport =
  | { readonly kind: 'report'; readonly report: Report }
  /** `reason` says where and what, without a value of the report: `/topics/ours/0 must match pattern "…"`. */
  | { readonly kind: 'other'; readonly reason: string };

/**
 * Whether a value is a report as `report.schema.json` publishes it, bounds of lists and texts included; members that the
 * schema does not name are taken out of it. Load this module only where a report is read: it brings a validator along.
 */
export function checkReport(value: unknown): CheckedReport {
  if (validate(value)) return { kind: 'report', report: value };
  const [error] = validate.errors ?? [];
  // The path may hold names of members, which are whatever the file says.
  const path = error?.instancePath.replace(/[^\w/$.-]/g, '?').slice(0, 100) ?? '';
  return { kind: 'other', reason: `${path} ${error?.message ?? 'is not what the schema says'}`.trim() };
}
