import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { BLOCKS } from '../../.github/scripts/blocks.ts';
import { AREAS, findErrorCodes } from '../../.github/scripts/error-codes.ts';
import { replaceBlock } from '../../.github/scripts/markers.ts';
import { projectFile } from '../github/child.ts';
import { readDocument } from './documents.ts';

test.each(BLOCKS)('the block "$name" of $file is what "npm run docs" writes', ({ file, start, end, render }) => {
  const text = readFileSync(projectFile(file), 'utf8');
  expect(replaceBlock(text, start, end, render())).toBe(text);
});

describe('error codes', () => {
  test('are found in the sources, those put together at run time included', () => {
    const codes = findErrorCodes();
    expect(codes).toEqual(expect.arrayContaining(['vocabulary/double-id', 'github/rate-limit', 'settings/<input>']));
    expect(codes).not.toContain('owner/name');
    expect(new Set(codes.map((code) => code.slice(0, code.indexOf('/'))))).toEqual(new Set(AREAS.keys()));
  });

  test('stand in the README, each in its area', () => {
    const [, ...rows] = readDocument('README.md').tables.get('Errors') ?? [];
    const told = rows.flatMap(([area = '', , codes = '']) =>
      codes.split(', ').map((code) => `${area.replace(/`|…/g, '')}${code.replaceAll('`', '')}`),
    );
    expect([...told].sort()).toEqual(findErrorCodes());
  });
});

describe('replaceBlock', () => {
  test('replaces what stands between two markers and keeps the rest', () => {
    expect(replaceBlock('a\n<s x>\nold\nold\n<e>\nb', '<s', '<e>', 'new')).toBe('a\n<s x>\nnew\n<e>\nb');
    expect(replaceBlock('<s>\n<e>', '<s', '<e>', 'new')).toBe('<s>\nnew\n<e>');
  });

  test('refuses a text where a marker is missing, twice there, or where they are turned round', () => {
    expect(() => replaceBlock('<s>', '<s', '<e>', '')).toThrow('one line with <e>, found 0');
    expect(() => replaceBlock('<s>\n<s>\n<e>', '<s', '<e>', '')).toThrow('one line with <s, found 2');
    expect(() => replaceBlock('<e>\n<s>', '<s', '<e>', '')).toThrow('<e> stands above <s');
  });
});
