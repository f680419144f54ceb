import { describe, expect, test } from 'vitest';
import { detectFormat } from '../../../src/vocabulary/format.ts';

describe('the format of a tags file', () => {
  test.each([
    ['tags.json', 'json'],
    ['.github/tags.YAML', 'yaml'],
    ['tags.yml', 'yaml'],
    ['tags.csv', 'csv'],
    ['tags.tsv', 'csv'],
    ['tags.txt', 'text'],
    ['./generated/tags.csv', 'csv'],
    ['acme/vocabulary:tags.yml', 'yaml'],
    ['acme/vocabulary:tags.yml@v2.json', 'json'],
    ['acme/vocabulary:lists/tags.csv@main', 'csv'],
    ['acme/vocabulary:tags.csv@release/1.0', 'csv'],
    ['acme/vocabulary:packages/@acme/tags.csv@pkg@1.0.0', 'csv'],
    ['tags.csv@main', 'json'],
  ])('is told by the extension of %s', (name, format) => {
    expect(detectFormat(name, '[]')).toBe(format);
  });

  test.each([
    ['[{"name": "cli"}]', 'json'],
    ['\n\n {"tags": []}', 'json'],
    ['- cli\n- web', 'yaml'],
    ['# ours\n\ntags:\n  - cli', 'yaml'],
    ['---\n- cli', 'yaml'],
    ['$schema: x\ntags: []', 'yaml'],
    ['id,name\n1,cli', 'csv'],
    ['Name;Description\ncli;x', 'csv'],
    ['id\tname\n1\tcli', 'csv'],
    ['name\ncli', 'text'],
    ['web, mobile\ncli', 'text'],
    ['# ours\ncli', 'text'],
    ['', 'text'],
  ])('is told by the content %j where there is no extension', (text, format) => {
    expect(detectFormat('-', text)).toBe(format);
    expect(detectFormat('tags', text)).toBe(format);
    expect(detectFormat('acme/vocabulary:tags@v1.2', text)).toBe(format);
  });
});
