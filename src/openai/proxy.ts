import { UserError } from '../errors.ts';
import type { Environment } from '../github/event.ts';

/**
 * The proxy that the environment names for an address, by the rules of the runner's own actions: HTTPS_PROXY or HTTP_PROXY in
 * either case, NO_PROXY with names, domains and ports, and never for this machine itself.
 * @throws UserError `network/proxy` where the address of the proxy is none.
 */
export function findProxy(target: URL, environment: Environment): URL | null {
  if (isLoopback(target.hostname) || isExcluded(target, environment['no_proxy'] || environment['NO_PROXY'] || '')) {
    return null;
  }
  const scheme = target.protocol.slice(0, -1);
  const given = (environment[`${scheme}_proxy`] || environment[`${scheme.toUpperCase()}_PROXY`] || '').trim();
  if (given === '') return null;
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(given) ? given : `http://${given}`;
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url !== null && /^https?:$/.test(url.protocol) && isEncoded(url.username) && isEncoded(url.password)) return url;
  // It may hold a password.
  throw new UserError('work', {
    code: 'network/proxy',
    message: `${scheme.toUpperCase()}_PROXY of the environment is no address of an HTTP proxy; expected one such as http://proxy.example.com:3128. A % in a name or password is written %25.`,
  });
}

/** Whether every `%` begins a byte, and the bytes are text. */
function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function isLoopback(hostname: string): boolean {
  return /^(?:localhost|.*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i.test(hostname);
}

function isExcluded(target: URL, noProxy: string): boolean {
  const host = target.hostname.toLowerCase();
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  const names = noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((name) => name !== '');
  return names.some((name) => {
    if (name === '*') return true;
    const domain = name.replace(/^\*?\./, '');
    return [host, `${host}:${port}`].some((own) => own === domain || own.endsWith(`.${domain}`));
  });
}
