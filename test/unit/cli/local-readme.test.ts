import { expect, test } from 'vitest';
import { checkIsText } from '../../../src/cli/local-readme.ts';

/** Bytes without order, the same ones each time. */
function scramble(length: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state >>> 24;
  });
}

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

test.each([
  ['scrambled bytes', scramble(5000)],
  ['an image', PNG],
  ['zeros', new Uint8Array(100)],
])('refuses %s', (_, bytes) => {
  expect(() => checkIsText(bytes, 'logo.png')).toThrow('The README "logo.png" is not text.');
});

test.each([
  ['nothing', ''],
  ['UTF-8', '# Ærø\n\n数据库'],
  ['UTF-16 with a mark', Buffer.from('\uFEFF# A parser\n', 'utf16le')],
  ['UTF-16 without a mark', Buffer.from('# A parser for configuration files\n', 'utf16le')],
  ['Latin-1', Buffer.from('# Caf\u00e9 \u00e0 la carte', 'latin1')],
  ['text with a few stray bytes', `# A parser\n${'It reads files of all sorts.\n'.repeat(5)}\u0000\u0007`],
  ['colours of a terminal', '\u001b[1mbold\u001b[0m \u001b[31mred\u001b[0m'],
])('takes %s', (_, text) => {
  expect(() => checkIsText(Buffer.from(text as string), 'README.md')).not.toThrow();
});
