import { readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { type CheckedReport, checkReport } from '../../src/report/report-check.ts';
import { projectFile } from '../github/child.ts';
import { sample } from '../unit/report/sample.ts';

type Check = (value: unknown) => CheckedReport;

/** The check as it is bundled: with code that Ajv made when it was built. */
async function bundledCheck(extension: string): Promise<Check> {
  const name = readdirSync(projectFile('dist/chunks')).find(
    (file) => file.startsWith('report-check-') && file.endsWith(extension),
  );
  const chunk: Record<string, unknown> = await import(pathToFileURL(projectFile(`dist/chunks/${name}`)).href);
  const functions = Object.values(chunk).filter((value) => typeof value === 'function');
  expect(functions).toHaveLength(1);
  // The bundler may give the one export of a chunk another name, and its type is not to be seen here.
  return functions[0] as Check;
}

/** Copies of a value, each with one part of it replaced, taken out, or with a member more. */
function* spoil(value: unknown): Generator<unknown> {
  for (const other of [null, true, -1, 1e9, '', 'x'.repeat(70_000), [], {}]) yield other;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) for (const spoilt of spoil(item)) yield value.with(index, spoilt);
    yield [...value, ...value];
  } else if (typeof value === 'object' && value !== null) {
    yield { ...value, 'added later': 1 };
    for (const [key, item] of Object.entries(value)) {
      yield Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
      for (const spoilt of spoil(item)) yield { ...value, [key]: spoilt };
    }
  }
}

test.each(['.cjs', '.mjs'])('the bundle (%s) says of any report what the schema says', async (extension) => {
  const check = await bundledCheck(extension);
  const copy = (value: unknown): unknown => structuredClone(value);
  expect(check(copy(sample()))).toEqual({ kind: 'report', report: sample() });
  let refused = 0;
  for (const spoilt of spoil(copy(sample()))) {
    const expected = checkReport(copy(spoilt));
    expect(check(copy(spoilt))).toEqual(expected);
    if (expected.kind === 'other') refused++;
  }
  expect(refused).toBeGreaterThan(500);
});
