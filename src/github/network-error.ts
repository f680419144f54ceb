import type { Problem } from '../errors.ts';

/** What Node calls certificates that it does not trust (nodejs.org/api/tls.html, "X509 certificate error codes"). */
export const CERTIFICATE_CODES: ReadonlySet<string> = new Set([
  'SELF_SIGNED_CERT_IN_CHAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'CERT_REVOKED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/**
 * Why no whole answer came, and what to do. Codes: `network/dns`, `certificate`, `proxy`, `refused`, `reset`, `timeout`,
 * `answer`.
 */
export function explainNetworkError(error: Error): Problem {
  const { code, message } = findCause(error);
  const again = 'It was tried several times. Run it again later, and check the network of this runner.';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return { code: 'network/dns', message: `the host is not known (${code}). ${again}` };
  }
  if (CERTIFICATE_CODES.has(code)) {
    return {
      code: 'network/certificate',
      message: `the server's certificate is not trusted (${code}). Where a proxy or a GitHub Enterprise Server has a certificate of its own, set NODE_EXTRA_CA_CERTS to its file.`,
    };
  }
  if (/proxy response|tunnel/i.test(message)) {
    return {
      code: 'network/proxy',
      message: `the proxy refused the connection. Check HTTPS_PROXY and NO_PROXY of this runner.`,
    };
  }
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') {
    return { code: 'network/refused', message: `nothing answers there (${code}). ${again}` };
  }
  if (code === 'ETIMEDOUT' || code.endsWith('_TIMEOUT') || /timed out/.test(message)) {
    return { code: 'network/timeout', message: `no answer came in time. ${again}` };
  }
  if (message.startsWith('the answer is ')) {
    return { code: 'network/answer', message: `${message}. ${again}` };
  }
  return { code: 'network/reset', message: `the connection broke${code ? ` (${code})` : ''}. ${again}` };
}

/** The innermost cause with a code, or else the outermost error. `fetch` wraps what happened twice. */
function findCause(error: Error): { code: string; message: string } {
  let found = { code: '', message: error.message };
  let current: unknown = error;
  for (let depth = 0; depth < 6 && current instanceof Error; depth++) {
    if ('code' in current && typeof current.code === 'string') found = { code: current.code, message: current.message };
    else if (found.code === '' && /^the answer is |proxy/i.test(current.message))
      found = { code: '', message: current.message };
    // Node tries several addresses and gives one error each.
    current = current instanceof AggregateError && current.errors.length > 0 ? current.errors[0] : current.cause;
  }
  return found;
}
