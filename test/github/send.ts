import type { ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';
import { errorReply, type Reply } from './reply.ts';

type Headers = { readonly [name: string]: string };

/** Writes an answer whole. */
export function sendReply(reply: Reply, response: ServerResponse, common: Headers): number {
  const { headers, body } = encode(reply);
  response.writeHead(reply.status, { ...common, ...headers, ...reply.headers });
  response.end(body);
  return reply.status;
}

/** Lets `fault` happen to the answer; resolves to the status that was sent, 0 where none was. */
export async function sendFault(
  fault: Fault,
  reply: Reply,
  response: ServerResponse,
  common: Headers,
): Promise<number> {
  switch (fault.kind) {
    case 'status':
      return sendReply(replyFor(fault), response, common);
    case 'reset':
      response.socket?.resetAndDestroy();
      return 0;
    case 'cut':
      return await sendHalf(reply, response, common);
    case 'shape': {
      const other = fault.json ?? (Array.isArray(reply.json) ? { unexpected: true } : []);
      return sendReply(
        { ...(reply.headers && { headers: reply.headers }), status: 200, json: other },
        response,
        common,
      );
    }
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
      return sendReply(reply, response, common);
    case 'silence':
      return 0;
  }
}

function replyFor(fault: Fault & { kind: 'status' }): Reply {
  const { status, headers } = fault;
  if (fault.text !== undefined)
    return { status, ...(headers && { headers }), bytes: { content: Buffer.from(fault.text), type: 'text/html' } };
  if (fault.json !== undefined) return { status, ...(headers && { headers }), json: fault.json };
  return errorReply(status, fault.message ?? 'Server Error', headers && { headers });
}

async function sendHalf(reply: Reply, response: ServerResponse, common: Headers): Promise<number> {
  const { headers, body } = encode(reply.json === undefined && !reply.bytes ? { ...reply, json: {} } : reply);
  response.writeHead(reply.status, { ...common, ...headers, ...reply.headers });
  const half = body.subarray(0, Math.floor(body.length / 2));
  await new Promise<void>((resolve) => response.write(half, () => resolve()));
  response.socket?.destroySoon();
  return reply.status;
}

function encode(reply: Reply): { readonly headers: Headers; readonly body: Buffer } {
  const body = reply.bytes
    ? Buffer.from(reply.bytes.content)
    : Buffer.from(reply.json === undefined ? '' : JSON.stringify(reply.json));
  const type = reply.bytes?.type ?? (reply.json === undefined ? undefined : 'application/json; charset=utf-8');
  const isBodiless = reply.status === 304 || reply.status === 204;
  return {
    headers: { ...(type && { 'content-type': type }), ...(!isBodiless && { 'content-length': String(body.length) }) },
    body,
  };
}
