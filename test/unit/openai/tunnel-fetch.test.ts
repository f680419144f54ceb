import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { startProxy } from '../../github/proxy.ts';
import { makeCertificate } from './certificate.ts';
import { completion, openModel, request, startServer } from './scene.ts';

afterEach(() => vi.unstubAllEnvs());

async function openProxy(hosts: ReadonlyMap<string, number>) {
  const proxy = await startProxy(hosts);
  onTestFinished(() => proxy.close());
  return proxy;
}

async function startEncryptedServer(name: string) {
  const urls: string[] = [];
  const server = createServer(makeCertificate(name), (incoming, response) => {
    urls.push(`${incoming.headers.host}${incoming.url}`);
    incoming.resume().on('end', () => response.end(JSON.stringify(completion('{}'))));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { port: (server.address() as AddressInfo).port, urls }; // it listens on a port, not on a pipe
}

describe('behind a proxy', () => {
  test('a model is asked through it', async () => {
    const server = await startServer(() => ({ body: completion('{}') }));
    const proxy = await openProxy(new Map([['llm.test', server.port]]));
    const { model } = await openModel({ baseUrl: 'http://llm.test/v1?a=b', environment: { http_proxy: proxy.url } });
    await expect(model.ask(request, () => {})).resolves.toMatchObject({ content: '{}' });
    expect(proxy.requests).toEqual(['POST http://llm.test/v1/chat/completions?a=b']);
    expect(server.seen[0]).toMatchObject({ headers: { host: 'llm.test', 'accept-encoding': 'identity' } });
    expect(server.seen[0]?.headers).not.toHaveProperty('proxy-authorization');
  });

  test('https goes through a tunnel, in which the proxy sees nothing', async () => {
    const server = await startEncryptedServer('llm.test');
    const proxy = await openProxy(new Map([['llm.test', server.port]]));
    const { model } = await openModel({ baseUrl: 'https://llm.test/v1', environment: { HTTPS_PROXY: proxy.url } });
    // The certificate is its own; the way there is what is tested here, and the next test tests the certificate.
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    await expect(model.ask(request, () => {})).resolves.toMatchObject({ content: '{}' });
    expect(proxy.requests).toEqual(['CONNECT llm.test:443']);
    expect(server.urls).toEqual(['llm.test/v1/chat/completions']);
  });

  test('a certificate that nobody vouches for is not trusted', async () => {
    const server = await startEncryptedServer('llm.test');
    const proxy = await openProxy(new Map([['llm.test', server.port]]));
    const { model, pausesMs } = await openModel({
      baseUrl: 'https://llm.test/v1',
      environment: { HTTPS_PROXY: proxy.url },
    });
    const asking = model.ask(request, () => {});
    await expect(asking).rejects.toMatchObject({ code: 'network/certificate' });
    await expect(asking).rejects.toThrow('is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT)');
    expect(server.urls).toEqual([]);
    expect(pausesMs).toEqual([]);
  });

  test.each(['https://llm.test/v1', 'http://llm.test/v1'])('that refuses, %s is told apart', async (baseUrl) => {
    const proxy = await openProxy(new Map());
    const { model } = await openModel({ baseUrl, environment: { https_proxy: proxy.url, http_proxy: proxy.url } });
    await expect(model.ask(request, () => {})).rejects.toMatchObject({
      // A proxy that reads the request answers in the place of the server.
      code: baseUrl.startsWith('https') ? 'network/proxy' : 'llm/unavailable',
    });
  });

  test('that wants a login, the login is sent, and a wrong one is told', async () => {
    const proxy = await startServer(({ headers }) =>
      headers['proxy-authorization'] === `Basic ${Buffer.from('me:p@ss').toString('base64')}`
        ? { body: completion('{}') }
        : { status: 407 },
    );
    const login = `http://me:p%40ss@127.0.0.1:${proxy.port}`;
    const known = await openModel({ baseUrl: 'http://llm.test/v1', environment: { HTTP_PROXY: login } });
    await expect(known.model.ask(request, () => {})).resolves.toMatchObject({ content: '{}' });
    const unknown = await openModel({ baseUrl: 'http://llm.test/v1', environment: { HTTP_PROXY: proxy.origin } });
    await expect(unknown.model.ask(request, () => {})).rejects.toMatchObject({ code: 'network/proxy' });
  });

  test('that is not there, or is silent, nothing hangs', async () => {
    const environment = { https_proxy: 'http://127.0.0.1:9' };
    const gone = await openModel({ baseUrl: 'https://llm.test/v1', environment });
    await expect(gone.model.ask(request, () => {})).rejects.toMatchObject({ code: 'network/proxy' });
  });

  test('what is on this machine is asked directly', async () => {
    const server = await startServer(() => ({ body: completion('{}') }));
    const { model } = await openModel({
      baseUrl: `${server.origin}/v1`,
      environment: { http_proxy: 'http://127.0.0.1:9' },
    });
    await expect(model.ask(request, () => {})).resolves.toMatchObject({ content: '{}' });
  });

  test('time is kept', async () => {
    const { model } = await openModel({
      baseUrl: 'http://llm.test/v1',
      environment: { HTTP_PROXY: (await startSilence()).origin },
      timeoutMs: 100,
    });
    await expect(model.ask(request, () => {})).rejects.toMatchObject({ code: 'llm/timeout' });
    const tunnel = await openModel({
      baseUrl: 'https://llm.test/v1',
      environment: { HTTPS_PROXY: (await startSilence()).origin },
      timeoutMs: 100,
    });
    await expect(tunnel.model.ask(request, () => {})).rejects.toMatchObject({ code: 'llm/timeout' });
  });
});

/** Takes connections and says nothing. */
async function startSilence(): Promise<{ readonly origin: string }> {
  const { createServer: listen } = await import('node:net');
  const sockets = new Set<{ destroy(): void }>();
  const server = listen((socket) => void sockets.add(socket.on('error', () => {})));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }; // it listens on a port, not on a pipe
}
