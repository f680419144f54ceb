import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ChildResult, projectFile, runChild } from './child.ts';

export type CliOptions = {
  readonly stdin?: string | Uint8Array;
  /** The whole environment beside PATH and HOME. */
  readonly env?: { readonly [name: string]: string };
  readonly node?: string;
  readonly nodeArguments?: readonly string[];
  /** Working directory; the project's root unless told. */
  readonly cwd?: string;
  readonly timeFactor?: number;
  readonly timeoutMs?: number;
  /** Built file to run; dist/cli.js unless told. */
  readonly script?: string;
};

/** Runs the built command line with nothing of the developer's environment and no way past the loopback interface. */
export async function runCli(args: readonly string[], options: CliOptions = {}): Promise<ChildResult> {
  const { env, cwd, script, ...rest } = options;
  const home = mkdtempSync(join(tmpdir(), 'home-'));
  try {
    return await runChild(script ?? projectFile('dist/cli.js'), args, {
      ...rest,
      cwd: cwd ?? projectFile('.'),
      env: { HOME: home, USERPROFILE: home, LANG: 'C.UTF-8', ...env },
    });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
