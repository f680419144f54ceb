import { expect, test } from 'vitest';
import { createStyle, hasBlocks, hasColor, renderBar } from '../../../src/cli/style.ts';

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
  [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  [{ TERM: 'dumb' }, true, false],
])('with %j and terminal %s decides on colour %s', (env, isTerminal, expected) => {
  expect(hasColor(env, isTerminal)).toBe(expected);
});

test('marks text with colour only, and leaves it alone without', () => {
  expect(createStyle(true).red('x')).toBe('\u001b[31mx\u001b[39m');
  expect(createStyle(true).red('')).toBe('');
  expect(createStyle(false).red('x')).toBe('x');
});

test.each([
  [0, '          '],
  [1, '██████████'],
  [0.5, '█████     '],
  [0.75, '███████▌  '],
  [0.01, '▏         '],
  [2, '██████████'],
  [-1, '          '],
])('draws %d in eighths of ten columns', (share, bar) => {
  expect(renderBar(share, 10, true)).toBe(bar);
});

test('draws with ASCII where the terminal has no blocks', () => {
  expect(renderBar(0.5, 4, false)).toBe('##  ');
  expect(hasBlocks({ TERM: 'linux' })).toBe(false);
  expect(hasBlocks({ TERM: 'xterm-256color' })).toBe(true);
});
