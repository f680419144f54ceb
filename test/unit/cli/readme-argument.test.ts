import { expect, test } from 'vitest';
import { parseRemote } from '../../../src/cli/readme-argument.ts';

test.each([
  ['octocat/hello-world', { repository: { owner: 'octocat', name: 'hello-world' }, ref: null }],
  ['a/b.js@v1.2', { repository: { owner: 'a', name: 'b.js' }, ref: 'v1.2' }],
  ['a/b@feature/x@y', { repository: { owner: 'a', name: 'b' }, ref: 'feature/x@y' }],
  ['a/notes.md@main', { repository: { owner: 'a', name: 'notes.md' }, ref: 'main' }],
])('takes %s for a repository', (argument, target) => {
  expect(parseRemote(argument)).toEqual(target);
});

test.each([
  'README.md',
  './a/b',
  '../a',
  '/a/b',
  'a/b/c',
  'a/b@',
  'docs/README.md',
  'docs/readme',
  'docs/index.rst',
  'a b/c',
  '',
])('takes %j for the path of a file', (argument) => {
  expect(parseRemote(argument)).toBeNull();
});
