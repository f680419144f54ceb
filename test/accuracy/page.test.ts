import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { projectFile } from '../github/child.ts';

const page = readFileSync(projectFile('docs/accuracy.md'), 'utf8');
const pictures = [...page.matchAll(/"(pictures\/[\w-]+\.svg)"/g)].map(([, path]) => path!);

test('each picture of the accuracy page is there, light and dark, and none is left over', () => {
  expect(pictures.filter((path) => !existsSync(projectFile(`docs/${path}`)))).toEqual([]);
  const themes = new Map<string, string[]>();
  for (const path of pictures) {
    const [, name = '', theme = ''] = /accuracy-(\w+)-(light|dark)/.exec(path) ?? [];
    themes.set(name, [...(themes.get(name) ?? []), theme]);
  }
  expect([...themes.keys()]).toEqual(['given', 'calibration', 'risk']);
  for (const both of themes.values()) expect(both.sort()).toEqual(['dark', 'light']);
  const drawn = readdirSync(projectFile('docs/pictures')).filter((name) => name.startsWith('accuracy-'));
  expect(drawn.sort()).toEqual(pictures.map((path) => path.replace('pictures/', '')).sort());
});

test('each picture says in words what it shows', () => {
  const alts = [...page.matchAll(/<img alt="([^"]+)"/g)].map(([, alt]) => alt!);
  expect(alts.length).toBe(3);
  expect(alts.filter((alt) => alt.length < 40)).toEqual([]);
});

test.each(['measured', 'comparison', 'parts', 'tags', 'nothing', 'hidden'])('the block "%s" is filled', (name) => {
  const lines = page.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`<!-- ${name}:start`));
  const end = lines.findIndex((line) => line.startsWith(`<!-- ${name}:end`));
  expect(start).toBeGreaterThan(-1);
  const block = lines.slice(start + 1, end).join('\n');
  expect(block.trim()).not.toBe('');
  expect(block).not.toMatch(/NaN|undefined|null/);
});
