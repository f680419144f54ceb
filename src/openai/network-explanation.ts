import type { Problem } from '../errors.ts';
import { type Circumstances, renderAttempts } from './circumstances.ts';
import type { NetworkFailure } from './network-failure.ts';

/**
 * Why no whole answer came, and what to do. Codes: `network/dns`, `certificate`, `answer`, `proxy`, `refused`, `timeout`, `reset`, and
 * `llm/timeout` and `llm/no-completion` where the endpoint is reached and is too slow or does not end.
 */
export function explainNetwork({ what, code }: NetworkFailure, circumstances: Circumstances): Problem {
  const { endpoint, timeoutMs, hasProxy } = circumstances;
  const { host } = endpoint;
  const why = code === '' ? '' : ` (${code})`;
  const way = hasProxy ? ' The request goes through the proxy that the environment names.' : '';
  switch (what) {
    case 'dns':
      return {
        code: 'network/dns',
        message: `The host ${host} is not known${why}. Check "base-url", and the network of this machine.${way}`,
      };
    case 'certificate':
      return {
        code: 'network/certificate',
        message: `The certificate of ${host} is not trusted${why}. Where the server or a proxy has one of its own, set NODE_EXTRA_CA_CERTS to its file.`,
      };
    case 'tls':
      return {
        code: 'network/certificate',
        message: `No encrypted connection to ${host} comes about${why}. Where that server speaks plain http, write http:// in "base-url".`,
      };
    case 'protocol':
      return {
        code: 'network/answer',
        message: `Nothing at ${host} speaks HTTP${why}. Check the port, and whether "base-url" needs https://.`,
      };
    case 'port':
      return {
        code: 'network/answer',
        message: `${host} cannot be asked: its port is one that HTTP clients keep away from, since other services use it. Have the server listen on another port, such as 8080, and change "base-url".`,
      };
    case 'proxy':
      return {
        code: 'network/proxy',
        message: `The proxy does not let the request to ${host} through, or cannot be reached. Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY of this machine.`,
      };
    case 'refused':
      return {
        code: 'network/refused',
        message: `Nothing answers at ${host}${why}. Check "base-url", and that the server is running where this runs.${way}`,
      };
    case 'connect':
      return {
        code: 'network/timeout',
        message: `${host} cannot be reached${why}. Check "base-url", and the network of this machine.${way}`,
      };
    case 'timeout':
      return {
        code: 'llm/timeout',
        message: `${host} sent no whole answer within ${timeoutMs / 1000} s. A smaller or faster model helps, and on a server of one's own a shorter request: lower "readme-tokens" or "shortlist".`,
      };
    case 'too-long':
      return {
        code: 'llm/no-completion',
        message: `${host} sent an answer that is far longer than asked for. Check "base-url" and "model".`,
      };
    case 'reset':
      return {
        code: 'network/reset',
        message: `The connection to ${host} broke${why} on ${renderAttempts(circumstances)}. Run it again later.${way}`,
      };
  }
}
