import { APIConnectionError, APIError } from 'openai/error';
import { describe, expect, test } from 'vitest';
import { readErrorBody, toFailure } from '../../../src/openai/failure.ts';

const nowMs = Date.parse('2026-11-23T12:00:00Z');

/** As `fetch` and the library wrap what the system says. */
const connectionError = (cause: Error) =>
  new APIConnectionError({ message: 'x', cause: new TypeError('fetch failed', { cause }) });
const systemError = (code: string) => Object.assign(new Error('untrusted'), { code });
const answer = (status: number, headers: Record<string, string>, body: object = {}) =>
  toFailure(new APIError(status, body, undefined, new Headers(headers)), nowMs);

describe('toFailure', () => {
  test.each([
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['ECONNREFUSED', 'refused'],
    ['ECONNRESET', 'reset'],
    ['UND_ERR_SOCKET', 'reset'],
    ['UND_ERR_CONNECT_TIMEOUT', 'connect'],
    ['ETIMEDOUT', 'connect'],
    ['ENETUNREACH', 'connect'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timeout'],
    ['UND_ERR_BODY_TIMEOUT', 'timeout'],
    ['CERT_HAS_EXPIRED', 'certificate'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'certificate'],
    ['EPROTO', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['HPE_INVALID_CONSTANT', 'protocol'],
    ['Z_DATA_ERROR', 'reset'],
  ])('takes %s for "%s"', (code, what) => {
    expect(toFailure(connectionError(systemError(code)), nowMs)).toEqual({ kind: 'network', what, code });
  });

  test('looks into the errors of several addresses', () => {
    const tries = new AggregateError([systemError('ECONNREFUSED'), systemError('ENETUNREACH')]);
    expect(toFailure(connectionError(tries), nowMs)).toMatchObject({ what: 'refused', code: 'ECONNREFUSED' });
  });

  test('keeps to itself what does not look like a code of the system', () => {
    for (const code of ['sk-12345678', 'a b', 'X'.repeat(61), '::error::']) {
      expect(toFailure(connectionError(systemError(code)), nowMs)).toEqual({
        kind: 'network',
        what: 'reset',
        code: '',
      });
    }
  });

  test('leaves bugs alone', () => {
    expect(toFailure(new TypeError('x is not a function'), nowMs)).toBeNull();
    expect(toFailure('thrown', nowMs)).toBeNull();
  });

  test.each([
    [{}, null],
    [{ 'retry-after': '12' }, 12_000],
    [{ 'retry-after': '1.5' }, 1500],
    [{ 'retry-after': 'Mon, 23 Nov 2026 12:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Mon, 23 Nov 2026 11:00:30 GMT' }, 0],
    [{ 'retry-after': '2026-11-23' }, null],
    [{ 'retry-after': 'Infinity' }, null],
    [{ 'retry-after': '1e9' }, null],
    [{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
    [{ 'retry-after-ms': '-1', 'retry-after': '9' }, 9000],
  ])('reads of %o the pause %o', (headers, retryAfterMs) => {
    expect(answer(429, headers)).toMatchObject({ retryAfterMs });
  });

  test('reads where a redirect leads, as far as anybody needs it', () => {
    expect(answer(301, { location: 'https://a.example/x?y' })).toMatchObject({ movedTo: 'https://a.example' });
    expect(answer(301, { location: '/x' })).toMatchObject({ movedTo: null });
    expect(answer(400, { location: 'https://a.example/' })).toMatchObject({ movedTo: null });
  });
});

describe('readErrorBody', () => {
  test.each([
    [
      { message: 'm', type: 't', param: 'p', code: 'c' },
      { message: 'm', type: 't', param: 'p', code: 'c' },
    ],
    [
      { message: 'm', code: 404, param: null },
      { message: 'm', type: null, param: null, code: '404' },
    ],
    ['a sentence', { message: 'a sentence', type: null, param: null, code: null }],
    [
      { object: 'error', message: 'm', type: 'BadRequestError' },
      { message: 'm', type: 'BadRequestError' },
    ],
    [{ detail: 'Not Found' }, { message: 'Not Found' }],
    [[{ error: { code: 400, message: 'm' } }], { message: 'm', code: '400' }],
    [{ object: 'error', message: { detail: [{ loc: ['body', 'x'], msg: 'no' }] } }, { message: 'body.x: no' }],
    [
      { detail: [{ type: 'extra_forbidden', loc: ['body', 'max_tokens'], msg: 'no', input: 'the README' }] },
      { message: 'body.max_tokens: no' },
    ],
    [
      { message: 'Provider returned error', metadata: { raw: '{"error":"no schema"}' } },
      { message: 'Provider returned error {"error":"no schema"}' },
    ],
    [null, { message: null, code: null }],
    [undefined, { message: null }],
    [7, { message: null }],
    [[], { message: null }],
    [
      { message: { a: 1 }, code: {}, type: [], detail: [null] },
      { code: null, type: null },
    ],
  ])('reads %o', (body, expected) => {
    expect(readErrorBody(400, body)).toMatchObject({ kind: 'answer', status: 400, ...expected });
  });

  test('looks at the beginning alone, since some repeat all that they were sent', () => {
    expect(readErrorBody(400, { message: `no${'x'.repeat(5000)}` }).message).toHaveLength(300);
    expect(readErrorBody(400, { code: 'x'.repeat(5000) }).code).toHaveLength(200);
  });
});
