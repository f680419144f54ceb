import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { isStatus, toUserError } from '../../../src/github/http-error.ts';

const attempt = { what: 'read the README of octo/widgets', permission: 'contents: read', missing: 'It is not there.' };
const answer = (status: number, message: string, headers: Record<string, string> = {}) =>
  Object.assign(new Error(message), { status, response: { status, headers, data: {} } });
const explain = (error: unknown): UserError => {
  const explained = toUserError(error, attempt);
  if (!(explained instanceof UserError)) throw new Error('It is not explained');
  return explained;
};

describe('what GitHub says no to', () => {
  it.each<[number, string, Record<string, string>, string, string]>([
    [401, 'Bad credentials', {}, 'github/unauthorized', 'GitHub does not accept the token (401)'],
    [403, 'Resource not accessible by integration', {}, 'github/forbidden', 'It needs contents: read'],
    [
      403,
      'Resource not accessible by personal access token',
      { 'x-accepted-github-permissions': 'metadata=read' },
      'github/forbidden',
      'It needs metadata: read, which every token for the repository has',
    ],
    [
      403,
      'Resource not accessible by integration',
      { 'x-accepted-github-permissions': 'issues=write; contents=read' },
      'github/forbidden',
      'It needs contents: read: add it',
    ],
    [
      403,
      'Resource not accessible by integration',
      { 'x-accepted-github-permissions': 'issues=write; pull_requests=write,metadata=read' },
      'github/forbidden',
      'It needs issues: write, or pull-requests: write: add it',
    ],
    [
      403,
      'Resource protected by organization SAML enforcement. You must grant your token access to this organization.',
      { 'x-github-sso': 'required; url=https://github.com/orgs/acme/sso?x=1' },
      'github/sso',
      'Authorise it at https://github.com/orgs/acme/sso?x=1',
    ],
    [403, 'the `acme` organization has an IP allow list enabled', {}, 'github/forbidden', 'IP allow list'],
    [403, 'This API returns blobs up to 100 MB in size. too_large', {}, 'github/too-large', '100 MB'],
    [
      403,
      'API rate limit exceeded for installation ID 1.',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-limit': '1000', 'x-ratelimit-reset': '1767323045' },
      'github/rate-limit',
      'the rate limit of 1000 requests an hour is used up until 2026-01-02T03:04:05.000Z (403)',
    ],
    [
      403,
      'You have exceeded a secondary rate limit.',
      {},
      'github/rate-limit',
      'GitHub limits how fast requests may come',
    ],
    [429, 'Too many', { 'retry-after': '1' }, 'github/rate-limit', '(429)'],
    [404, 'Not Found', {}, 'github/not-found', 'GitHub answered 404. It is not there.'],
    [409, 'Git Repository is empty.', {}, 'github/conflict', 'GitHub says: "Git Repository is empty."'],
    [410, 'Gone', {}, 'github/gone', 'not available any more'],
    [451, 'Repository access blocked', {}, 'github/gone', '451'],
    [422, 'No commit found for SHA: x', {}, 'github/refused', 'GitHub says: "No commit found for SHA: x"'],
    [502, '<html>', {}, 'github/unavailable', 'GitHub answered 502 on every attempt'],
    [304, 'Not modified', {}, 'github/unexpected', 'which is not expected here'],
  ])('%d %s', (status, message, headers, code, part) => {
    const error = explain(answer(status, message, headers));
    expect(error.code).toBe(code);
    expect(error.kind).toBe('work');
    expect(error.message).toMatch(/^Cannot read the README of octo\/widgets: /);
    expect(error.message).toContain(part);
  });

  it('is quoted on one line, bounded, and without its documentation', () => {
    const message = `line one\n::error::two ${'x'.repeat(1000)} - https://docs.github.com/rest/x`;
    const error = explain(answer(422, message));
    expect(error.message).not.toContain('\n');
    expect(error.message.length).toBeLessThan(450);
    expect(explain(answer(422, 'Why - https://docs.github.com/rest/x')).message).toMatch(/GitHub says: "Why"$/);
  });

  it('is a network error where there was no answer', () => {
    const error = explain(Object.assign(new Error('timed out after 30 s'), { status: 500 }));
    expect(error).toMatchObject({ code: 'network/timeout' });
  });
});

describe('everything else', () => {
  it('stays what it is', () => {
    const bug = new TypeError('x is not a function');
    expect(toUserError(bug, attempt)).toBe(bug);
    const told = new UserError('work', { code: 'a/b', message: 'told' });
    expect(toUserError(told, attempt)).toBe(told);
  });

  it('is no status', () => {
    expect(isStatus(answer(404, ''), 404)).toBe(true);
    expect(isStatus(Object.assign(new Error(), { status: 404 }), 404)).toBe(false);
    expect(isStatus('404', 404)).toBe(false);
  });
});
