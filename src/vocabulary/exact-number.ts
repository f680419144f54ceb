/**
 * Whether a number as written comes back as exactly that text from JSON: `7`, `-7`, `0.5`; not `007`, `1e3`, `-0`,
 * `1.50`, nor a whole number beyond 9,007,199,254,740,991, from where on neighbours become one.
 */
export function isExactNumber(source: string): boolean {
  const number = Number(source);
  if (!Number.isFinite(number) || String(number) !== source) return false;
  return !Number.isInteger(number) || Number.isSafeInteger(number);
}
