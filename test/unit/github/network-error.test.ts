import { describe, expect, it } from 'vitest';
import { explainNetworkError } from '../../../src/github/network-error.ts';

const coded = (code: string, message = code) => Object.assign(new Error(message), { code });
/** As `fetch` and octokit wrap it. */
const wrapped = (cause: unknown) =>
  Object.assign(new Error('fetch failed', { cause: new TypeError('fetch failed', { cause }) }), { status: 500 });

describe('a network error', () => {
  it.each([
    ['ENOTFOUND', 'network/dns'],
    ['EAI_AGAIN', 'network/dns'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'network/certificate'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'network/certificate'],
    ['CERT_HAS_EXPIRED', 'network/certificate'],
    ['ECONNREFUSED', 'network/refused'],
    ['ETIMEDOUT', 'network/timeout'],
    ['UND_ERR_CONNECT_TIMEOUT', 'network/timeout'],
    ['ECONNRESET', 'network/reset'],
    ['UND_ERR_SOCKET', 'network/reset'],
  ])('of %s is %s', (code, expected) => {
    expect(explainNetworkError(wrapped(coded(code))).code).toBe(expected);
  });

  it('names the cause of all addresses that were tried', () => {
    const all = new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')], '');
    expect(explainNetworkError(wrapped(all))).toMatchObject({ code: 'network/refused' });
  });

  it('tells of a proxy that says no, and of an answer that is no answer', () => {
    const proxy = new Error('Proxy response (407) !== 200 when HTTP Tunneling');
    expect(explainNetworkError(wrapped(proxy)).code).toBe('network/proxy');
    const answer = Object.assign(new Error('the answer is not whole JSON'), { status: 500 });
    expect(explainNetworkError(answer)).toMatchObject({
      code: 'network/answer',
      message: expect.stringMatching(/^the answer is not whole JSON\./),
    });
  });

  it('says how a certificate becomes trusted', () => {
    expect(explainNetworkError(wrapped(coded('DEPTH_ZERO_SELF_SIGNED_CERT'))).message).toContain('NODE_EXTRA_CA_CERTS');
  });

  it('ends where causes go round in a circle', () => {
    const error = new Error('round');
    error.cause = error;
    expect(explainNetworkError(error).code).toBe('network/reset');
  });
});
