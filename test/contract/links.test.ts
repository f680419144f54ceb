import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROJECT_URL } from '../../src/project.ts';
import { projectFile } from '../github/child.ts';
import { documentPaths, readDocument } from './documents.ts';

const documents = new Map(documentPaths().map((path) => [path, readDocument(path)]));

describe.each([...documents])('the links of %s', (path, { links }) => {
  const local = links.filter((link) => !/^[a-z]+:/i.test(link));

  test('lead to files that are there', () => {
    const targets = local.map((link) => decodeURIComponent(link.split('#')[0] ?? ''));
    const lost = targets.filter((to) => to !== '' && !existsSync(projectFile(posix.join(posix.dirname(path), to))));
    expect(lost).toEqual([]);
  });

  test('lead to headings that are there', () => {
    const lost = local.filter((link) => {
      const [file = '', anchor] = link.split('#');
      if (anchor === undefined) return false;
      const target = file === '' ? path : posix.join(posix.dirname(path), file);
      return documents.get(target)?.anchors.has(anchor) === false;
    });
    expect(lost).toEqual([]);
  });

  test('are encrypted where they lead elsewhere', () => {
    expect(links.filter((link) => /^[a-z]+:/i.test(link) && !link.startsWith('https://'))).toEqual([]);
  });
});

test('the front page and the pages for contributors are among those that are checked', () => {
  expect([...documents.keys()]).toEqual(
    expect.arrayContaining(['README.md', '.github/CONTRIBUTING.md', '.github/SECURITY.md', '.github/AGENTS.md']),
  );
  const all = [...documents.values()].flatMap(({ links }) => links);
  expect(all.filter((link) => link.startsWith(PROJECT_URL)).length).toBeGreaterThan(1);
  expect(all.filter((link) => !link.includes(':')).length).toBeGreaterThan(5);
});

test('the instructions for reviewers fit on a page', () => {
  expect(documents.get('.github/AGENTS.md')?.text.trimEnd().split('\n').length).toBeLessThanOrEqual(30);
});
