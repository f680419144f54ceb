import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder for one test, taken away after it. */
export type Workspace = {
  readonly folder: string;
  readonly path: (name: string) => string;
  readonly read: (name: string) => string;
};

export const SOCKET_README = `# tinysocket

A small WebSocket client and server for Node.js.

## Install

    npm install tinysocket

The server speaks the WebSocket protocol (RFC 6455) and passes messages in real time.
`;

export const TAGS = '[{"id":7,"name":"websocket"},{"id":"db","name":"database"},{"id":9,"name":"cooking"}]';

/** Makes a folder that holds `README.md`, `tags.json` and the given files. */
export function makeWorkspace(files: { readonly [name: string]: string } = {}): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'workspace-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);
  for (const [name, text] of Object.entries({ 'README.md': SOCKET_README, 'tags.json': TAGS, ...files })) {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  }
  return { folder, path, read: (name) => readFileSync(path(name), 'utf8') };
}
