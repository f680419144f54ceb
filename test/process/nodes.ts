import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { node24 } from '../github/child.ts';

/** Node binaries to run the command line with, by version: Node 24, and all others from 20 on that are on the path. */
export const NODES: readonly (readonly [version: string, binary: string])[] = findNodes();

function findNodes() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const onPath = (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name));
  const versions = new Map<string, string>();
  for (const binary of new Set([node24(), ...onPath])) {
    const version = existsSync(binary) ? spawnSync(binary, ['--version'], { encoding: 'utf8' }).stdout?.trim() : '';
    if (Number(/^v(\d+)/.exec(version)?.[1]) >= 20 && !versions.has(version)) versions.set(version, binary);
  }
  return [...versions];
}
