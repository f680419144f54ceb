import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { Readable } from 'node:stream';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { Fetch } from '../github/bounded-fetch.ts';

/** Set on what is thrown where the proxy is at fault. */
export const PROXY_FAILED = 'ERR_PROXY';

/** How long the proxy may take to open a tunnel. */
const connectTimeoutMs = 15_000;

/**
 * A `fetch` through an HTTP proxy, for requests whose body is text: Node's own knows proxies only from version 24 on. What is
 * asked over https goes through a tunnel, so that the proxy sees the host and nothing else. It follows no redirects.
 */
export function createTunnelFetch(proxy: URL): Fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const signal = init?.signal ?? undefined;
    const body = typeof init?.body === 'string' ? init.body : '';
    const headers = {
      ...Object.fromEntries(new Headers(init?.headers)),
      host: url.host,
      // Nothing here unpacks what is packed.
      'accept-encoding': 'identity',
      'content-length': String(Buffer.byteLength(body)),
    };
    const options: RequestOptions = { method: init?.method ?? 'GET', headers, ...(signal ? { signal } : {}) };
    const answer =
      url.protocol === 'https:'
        ? await send(httpsRequest, { ...options, ...placeOf(url), ...(await openTunnel(proxy, url, signal)) }, body)
        : await send(requestOf(proxy), { ...options, ...throughProxy(proxy, url, headers) }, body);
    return toResponse(answer);
  };
}

type Send = typeof httpRequest | typeof httpsRequest;

const requestOf = (proxy: URL): Send => (proxy.protocol === 'https:' ? httpsRequest : httpRequest);

const placeOf = (url: URL): RequestOptions => ({
  host: hostOf(url),
  port: url.port || (url.protocol === 'https:' ? 443 : 80),
  path: url.pathname + url.search,
});

/** Without the brackets of IPv6. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

function throughProxy(proxy: URL, url: URL, headers: Record<string, string>): RequestOptions {
  return {
    ...placeOf(proxy),
    path: url.href,
    headers: { ...headers, ...proxyHeaders(proxy) },
  };
}

function proxyHeaders(proxy: URL): Record<string, string> {
  if (proxy.username === '' && proxy.password === '') return {};
  const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` };
}

async function openTunnel(proxy: URL, url: URL, signal: AbortSignal | undefined): Promise<RequestOptions> {
  const target = `${url.hostname}:${url.port || 443}`;
  const socket = await new Promise<Socket>((resolve, reject) => {
    const connecting = requestOf(proxy)({
      ...placeOf(proxy),
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...proxyHeaders(proxy) },
      timeout: connectTimeoutMs,
      agent: false,
      ...(signal ? { signal } : {}),
    });
    connecting.on('connect', (answer, tunnel) => {
      // Types it as a stream; it is the socket to the proxy.
      if (answer.statusCode === 200) resolve(tunnel as Socket);
      else {
        tunnel.destroy();
        reject(proxyError(`the proxy answered ${answer.statusCode}`));
      }
    });
    connecting.on('response', (answer) => {
      answer.destroy();
      reject(proxyError(`the proxy answered ${answer.statusCode}`));
    });
    connecting.on('timeout', () => connecting.destroy(proxyError('the proxy does not answer')));
    connecting.on('error', (error) => reject(signal?.aborted ? error : proxyError('the proxy cannot be reached')));
    connecting.end();
  });
  const name = hostOf(url);
  const createConnection = (): TLSSocket =>
    connectTls({ socket, ...(/^[\d.]+$|:/.test(name) ? { host: name } : { servername: name }) });
  // Without an agent, which would make connections of its own.
  return { createConnection };
}

const proxyError = (message: string): Error => Object.assign(new Error(message), { code: PROXY_FAILED });

function send(request: Send, options: RequestOptions, body: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const outgoing = request(options, resolve);
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

function toResponse(answer: IncomingMessage): Response {
  const headers = new Headers();
  for (let at = 0; at + 1 < answer.rawHeaders.length; at += 2) {
    headers.append(answer.rawHeaders[at] ?? '', answer.rawHeaders[at + 1] ?? '');
  }
  const status = answer.statusCode ?? 502;
  const hasBody = status !== 204 && status !== 205 && status !== 304;
  // Both are streams of the web; the types of the two modules know nothing of each other.
  const stream = Readable.toWeb(answer) as ReadableStream<Uint8Array>;
  return new Response(hasBody ? stream : null, { status, headers });
}
