import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { boundedFetch } from '../../../src/github/bounded-fetch.ts';

let server: Server | null = null;
afterEach(() => {
  server?.close();
  server?.closeAllConnections();
});

const serve = async (answer: (response: ServerResponse) => void): Promise<string> => {
  server = createServer((_request, response) => answer(response));
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return `http://127.0.0.1:${port}/`;
};
const get = async (
  answer: (response: ServerResponse) => void,
  bounds: { maxBytes?: number; whenLarger?: 'cut' | 'refuse'; timeoutMs?: number } = {},
) => {
  const url = await serve(answer);
  const bounded = boundedFetch({ fetch, timeoutMs: 10_000, maxBytes: 100, whenLarger: 'refuse', ...bounds });
  return bounded(url);
};
const json = { 'content-type': 'application/json; charset=utf-8' };

describe('a bounded fetch', () => {
  it('gives status, headers, address and body', async () => {
    const response = await get((answer) => answer.writeHead(201, { ...json, 'x-a': 'b' }).end('{"a":1}'));
    expect(response.status).toBe(201);
    expect(response.headers.get('x-a')).toBe('b');
    expect(response.url).toMatch(/^http:\/\/127/);
    expect(await response.json()).toEqual({ a: 1 });
  });

  it.each([204, 304])('allows %d to have no body', async (status) => {
    expect((await get((answer) => answer.writeHead(status).end())).status).toBe(status);
  });

  it('refuses a longer body, or cuts it where that is wanted', async () => {
    const long = (answer: ServerResponse) => answer.writeHead(200).end('x'.repeat(5_000_000));
    await expect(get(long)).rejects.toThrow('the answer is longer than 100 bytes');
    const cut = await get(long, { whenLarger: 'cut' });
    expect((await cut.text()).length).toBe(100);
  });

  it.each([
    ['that never starts', (_answer: ServerResponse) => {}],
    ['that never ends', (answer: ServerResponse) => void answer.writeHead(200).write('x')],
  ])('gives up on an answer %s', async (_name, answer) => {
    await expect(get(answer, { timeoutMs: 100 })).rejects.toThrow('timed out after 0.1 s');
  });

  it.each([
    ['half an object', (answer: ServerResponse) => answer.writeHead(200, json).end('{"a":')],
    ['nothing', (answer: ServerResponse) => answer.writeHead(200, json).end()],
  ])('refuses JSON that is %s', async (_name, answer) => {
    await expect(get(answer)).rejects.toThrow('the answer is not whole JSON');
  });

  it('refuses a body that breaks off', async () => {
    const breakOff = (answer: ServerResponse) => {
      answer.writeHead(200, { 'content-length': '50' }).write('half');
      setTimeout(() => answer.destroy(), 20);
    };
    await expect(get(breakOff)).rejects.toThrow();
  });

  it('leaves it to the caller what an error looks like', async () => {
    const response = await get((answer) => answer.writeHead(500, json).end('{"a'));
    expect(response.status).toBe(500);
  });

  it('ends when the caller does', async () => {
    const url = await serve(() => {});
    const bounded = boundedFetch({ fetch, timeoutMs: 10_000, maxBytes: 100, whenLarger: 'refuse' });
    await expect(bounded(url, { signal: AbortSignal.timeout(50) })).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
