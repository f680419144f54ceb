import type { Answer } from './reply-shapes.ts';

/** Stands in the README, far from all that speaks for a tag: nobody who reads a log, an error or a summary may meet it. */
export const readmeCanary = 'marzipan-otter-7731';

export const readme = `# tinysocket

A small WebSocket client and server for Node.js.

## Install

    npm install tinysocket

## Use

The server speaks the WebSocket protocol (RFC 6455) and passes messages in real time.

## Thanks

To the people of ${readmeCanary} for their patience.
`;

export const description = 'A small WebSocket client and server';

const websocket = { id: 7, name: 'websocket', alias: 'web sockets', quote: 'speaks the WebSocket protocol' };
const realTime = { id: 82, name: 'real-time', alias: 'live updates', quote: 'passes messages in real time' };
const cooking = { id: 9, name: 'cooking', alias: 'recipes', quote: 'a recipe for every day' };
const featured = { id: 14, name: 'featured', alias: 'staff pick', quote: 'A small WebSocket client' };

/** The tags file. */
export const tagsFile = JSON.stringify([
  { id: 7, name: 'websocket', aliases: ['web sockets'], description: 'Talks over WebSockets' },
  { id: 'db', name: 'database' },
  { id: 9, name: 'cooking', aliases: ['recipes'] },
  { id: 82, name: 'real-time', aliases: ['live updates'] },
  { id: 13, name: 'networking' },
  { id: 14, name: 'featured', aliases: ['staff pick'], manual: true },
]);

/** What the model would say of this README. */
export const answer: Answer = {
  picks: [websocket, realTime],
  stranger: cooking,
  forbidden: featured,
  names: ['websocket', 'database', 'cooking', 'real-time', 'networking'],
};

/** Names of all tags that may ever be given. */
export const listed: ReadonlySet<string> = new Set(answer.names);

/** What may stand in nothing that people read, given the key. Eight characters of a key are a piece of it. */
export const secretsOf = (apiKey: string): readonly string[] => [
  apiKey,
  apiKey.slice(0, 14),
  apiKey.slice(-14),
  Buffer.from(apiKey).toString('base64').slice(4, 24),
  encodeURIComponent(apiKey),
];
