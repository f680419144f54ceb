import { expect, test } from 'vitest';
import { createProgress, renderProgress, renderSeconds } from '../../../src/cli/progress.ts';
import { createStyle } from '../../../src/cli/style.ts';

const state = { noun: 'READMEs', done: 1204, failed: 3, share: 0.125, elapsedMs: 4000 };

test('says how far it is, how fast, and how long it will take', () => {
  expect(renderProgress(state, 80)).toBe('1,204 READMEs · 12 % · 3 errors · 301/s · 28 s left');
});

test('leaves out what does not fit, from the end', () => {
  expect(renderProgress(state, 30)).toBe('1,204 READMEs · 12 %');
  expect(renderProgress(state, 5)).toBe('1,204');
});

test('promises nothing before it has measured or where the end is not known', () => {
  expect(renderProgress({ ...state, elapsedMs: 500, failed: 0 }, 80)).toBe('1,204 READMEs · 12 %');
  expect(renderProgress({ ...state, share: null, failed: 1 }, 80)).toBe('1,204 READMEs · 1 error · 301/s');
});

test('draws ten times a second at most and takes its line away', () => {
  let now = 0;
  const written: string[] = [];
  const output = {
    isTerminal: true,
    columns: 40,
    style: createStyle(false),
    blocks: true,
    write: (text: string) => void written.push(text),
  };
  const progress = createProgress(output, 'READMEs', () => now);
  for (let done = 1; done <= 30; done += 1) {
    now += 10;
    progress.update(done, 0, done / 30);
  }
  progress.clear();
  progress.clear();
  expect(written).toEqual([
    '\r\u001b[K1 READMEs · 3 %',
    '\r\u001b[K11 READMEs · 36 %',
    '\r\u001b[K21 READMEs · 70 %',
    '\r\u001b[K',
  ]);
});

test('writes durations for people', () => {
  expect([900, 61_000, 3_700_000].map(renderSeconds)).toEqual(['1 s', '1 min 1 s', '1 h 1 min']);
});
