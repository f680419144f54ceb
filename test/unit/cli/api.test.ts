import { expect, test } from 'vitest';
import { adviseCaller, findApiAccess } from '../../../src/cli/api.ts';
import { UserError } from '../../../src/errors.ts';

test.each([
  [{}, 'https://api.github.com', ''],
  [{ GITHUB_TOKEN: ' t\n', GH_TOKEN: 'u' }, 'https://api.github.com', 't'],
  [{ GITHUB_TOKEN: '', GH_TOKEN: 'u' }, 'https://api.github.com', 'u'],
  [{ GITHUB_API_URL: 'https://ghe.example/api/v3/', GH_HOST: 'other.example' }, 'https://ghe.example/api/v3', ''],
  [{ GH_HOST: 'GHE.example' }, 'https://ghe.example/api/v3', ''],
  [{ GH_HOST: 'github.com' }, 'https://api.github.com', ''],
  [{ GH_HOST: 'corp.ghe.com' }, 'https://api.corp.ghe.com', ''],
])('with %j reads from %s', (env, baseUrl, token) => {
  expect(findApiAccess(env)).toEqual({ baseUrl, token });
});

test.each([
  { GITHUB_API_URL: 'ghe.example' },
  { GITHUB_API_URL: 'file:///etc/passwd' },
  { GH_HOST: 'https://ghe.example' },
  { GH_HOST: 'a b' },
])('refuses %j', (env) => {
  expect(() => findApiAccess(env)).toThrow('expected');
});

test('says where the token comes from, and what to do without one', () => {
  const error = (code: string) => new UserError('work', { code, message: 'Cannot read.' });
  const advise = (code: string, token: string) =>
    (adviseCaller(error(code), { baseUrl: '', token }, 'No such file either.') as Error).message;
  expect(advise('github/not-found', '')).toBe('Cannot read. No such file either.');
  expect(advise('github/unauthorized', 't')).toContain('GITHUB_TOKEN');
  expect(advise('github/rate-limit', '')).toContain('set GITHUB_TOKEN');
  expect(advise('github/rate-limit', 't')).toBe('Cannot read.');
  const bug = new Error('x');
  expect(adviseCaller(bug, { baseUrl: '', token: '' }, '')).toBe(bug);
});
