import { expect, test } from 'vitest';
import { renderSize, runMatrix } from './matrix.ts';
import { local } from './personalities/every.ts';

test('no local server, whatever it replies and however it fails, makes us give a wrong tag or tell a secret', async () => {
  const size = await runMatrix(local);
  console.log(renderSize(size));
  expect(size.runs).toBeGreaterThan(10_000);
}, 600_000);
