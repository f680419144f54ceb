import type { ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';
import type { Reply } from './reply.ts';

type Headers = { readonly [name: string]: string };

/** Writes an answer whole. */
export function sendReply(reply: Reply, response: ServerResponse, common: Headers): number {
  const { headers, body } = encode(reply);
  response.writeHead(reply.status, { ...common, ...headers, ...reply.headers });
  response.end(body);
  return reply.status;
}

/** What a fault needs to know beside the answer that it spoils. */
export type FaultContext = {
  /** An error in the words of the endpoint. */
  readonly errorReply: (fault: Fault & { readonly kind: 'status' }) => Reply;
  readonly elsewhere: string;
  readonly itself: string;
};

/** Lets `fault` happen to the answer, and gives the status that was sent; 0 where none was. */
export function sendFault(
  fault: Fault,
  reply: Reply,
  response: ServerResponse,
  common: Headers,
  context: FaultContext,
): number {
  switch (fault.kind) {
    case 'status':
      return sendReply(context.errorReply(fault), response, common);
    case 'body':
      return sendReply(
        {
          status: 200,
          bytes: { content: fault.text, type: fault.type },
          ...(fault.headers && { headers: fault.headers }),
        },
        response,
        common,
      );
    case 'redirect':
      return sendReply(
        { status: fault.status, headers: { location: fault.to === 'itself' ? context.itself : context.elsewhere } },
        response,
        common,
      );
    case 'gzip':
      return sendReply({ ...reply, headers: { ...reply.headers, 'content-encoding': 'gzip' } }, response, common);
    case 'reset':
      if (fault.after === 'request') {
        response.socket?.resetAndDestroy();
        return 0;
      }
      begin(reply, response, common, '');
      setImmediate(() => response.socket?.resetAndDestroy());
      return reply.status;
    case 'cut': {
      const { body } = encode(reply);
      begin(reply, response, common, body.subarray(0, Math.floor(body.length / 2)));
      response.socket?.destroySoon();
      return reply.status;
    }
    case 'silence':
      if (fault.after === 'request') return 0;
      begin(reply, response, common, '');
      return reply.status;
    case 'drip':
      drip(fault, reply, response, common);
      return reply.status;
    case 'flood':
      flood(response, common);
      return 200;
  }
}

/** The headers of the whole answer and a part of its body. */
function begin(reply: Reply, response: ServerResponse, common: Headers, part: Uint8Array | string): void {
  const { headers } = encode(reply);
  response.writeHead(reply.status, { ...common, ...headers, ...reply.headers });
  response.flushHeaders();
  if (part.length > 0) response.write(part);
}

function drip(fault: Fault & { kind: 'drip' }, reply: Reply, response: ServerResponse, common: Headers): void {
  response.writeHead(reply.status, { ...common, 'content-type': 'application/json' });
  let sent = 0;
  const timer = setInterval(() => {
    sent += 1;
    if (sent <= fault.lines) response.write('\n');
    else {
      clearInterval(timer);
      response.end(encode(reply).body);
    }
  }, fault.everyMs);
  response.once('close', () => clearInterval(timer));
}

/** As fast as it is taken; the client has to stop it. */
function flood(response: ServerResponse, common: Headers): void {
  response.writeHead(200, { ...common, 'content-type': 'application/json' });
  const chunk = Buffer.alloc(64 * 1024, ' ');
  const pour = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', pour);
  pour();
}

function encode(reply: Reply): { readonly headers: Headers; readonly body: Buffer } {
  const body = reply.bytes
    ? Buffer.from(reply.bytes.content)
    : Buffer.from(reply.json === undefined ? '' : JSON.stringify(reply.json));
  const type = reply.bytes?.type ?? (reply.json === undefined ? undefined : 'application/json');
  return {
    headers: {
      ...(type && { 'content-type': type }),
      ...(reply.status !== 204 && { 'content-length': String(body.length) }),
    },
    body,
  };
}
