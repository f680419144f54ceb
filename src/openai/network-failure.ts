import { CERTIFICATE_CODES } from '../github/network-error.ts';
import { TIMED_OUT, TOO_LONG } from './transport.ts';
import { PROXY_FAILED } from './tunnel-fetch.ts';

export type NetworkFailure = {
  readonly kind: 'network';
  readonly what:
    | 'dns'
    | 'certificate'
    | 'tls'
    | 'proxy'
    | 'refused'
    | 'connect'
    | 'timeout'
    | 'reset'
    | 'protocol'
    | 'port'
    | 'too-long';
  /** The system's own word for it, such as `ECONNREFUSED`; the empty string where there is none. */
  readonly code: string;
};

const ownCodes = new Set([TIMED_OUT, TOO_LONG, PROXY_FAILED]);

/** What became of a request without an answer, by the codes of what was thrown and its causes. */
export function readNetworkFailure(error: Error): NetworkFailure {
  const code = findSystemCode(error);
  // `fetch` gives these two no code; ports of other protocols it never asks (fetch.spec.whatwg.org/#port-blocking).
  if (code === '') {
    if (someCause(error, ({ message }) => message === 'bad port')) return { kind: 'network', what: 'port', code };
    if (someCause(error, ({ name }) => name === 'HTTPParserError')) return { kind: 'network', what: 'protocol', code };
  }
  return { kind: 'network', what: classify(code), code: ownCodes.has(code) ? '' : code };
}

function classify(code: string): NetworkFailure['what'] {
  if (code === TIMED_OUT || code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') return 'timeout';
  if (code === TOO_LONG) return 'too-long';
  if (code === PROXY_FAILED) return 'proxy';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'dns';
  if (CERTIFICATE_CODES.has(code)) return 'certificate';
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')) return 'tls';
  if (code.startsWith('HPE_')) return 'protocol';
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') {
    return 'connect';
  }
  return 'reset';
}

function someCause(error: Error, isMeant: (cause: Error) => boolean): boolean {
  let current: unknown = error;
  for (let depth = 0; depth < 6 && current instanceof Error; depth++) {
    if (isMeant(current)) return true;
    current = current.cause;
  }
  return false;
}

/** The code of the innermost cause that has one: the library and `fetch` each wrap what happened. */
function findSystemCode(error: Error): string {
  let found = '';
  let current: unknown = error;
  for (let depth = 0; depth < 6 && current instanceof Error; depth++) {
    if ('code' in current && typeof current.code === 'string' && /^[A-Z][A-Z0-9_]{1,59}$/.test(current.code)) {
      found = current.code;
    }
    // Node tries several addresses of a host and gives one error each.
    current = current instanceof AggregateError && current.errors.length > 0 ? current.errors[0] : current.cause;
  }
  return found;
}
