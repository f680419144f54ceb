import { expect, test } from 'vitest';
import { renderSize, runMatrix } from './matrix.ts';
import { hosted } from './personalities/every.ts';

test('no hosted endpoint, whatever it replies and however it fails, makes us give a wrong tag or tell a secret', async () => {
  const size = await runMatrix(hosted);
  console.log(renderSize(size));
  expect(size.runs).toBeGreaterThan(10_000);
}, 600_000);
