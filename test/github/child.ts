import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export type ChildOptions = {
  /** A Node binary; that of the tests, or the Node 24 that `npm ci` brings where the tests run on another. */
  readonly node?: string;
  readonly cwd: string;
  /** The whole environment; nothing else is handed down but PATH. */
  readonly env: { readonly [name: string]: string };
  readonly stdin?: string | Uint8Array;
  readonly timeoutMs?: number;
  readonly nodeArguments?: readonly string[];
  /** Makes the child's waiting shorter: 20 turns a back-off of 4 s into 0.2 s, and a timeout of 30 s into 1.5 s. */
  readonly timeFactor?: number;
  /** Is given a function that ends the child; called once it runs. */
  readonly onStart?: (kill: (signal: NodeJS.Signals) => void) => void;
};

export type ChildResult = {
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly timedOut: boolean;
  readonly stdout: string;
  readonly stderr: string;
  /** stdout as it came, for what is not text. */
  readonly stdoutBytes: Uint8Array;
};

const root = fileURLToPath(new URL('../..', import.meta.url));

export const projectFile = (path: string): string => join(root, path);

/** The binary that runs actions: Node 24. Throws where neither this process is one nor `npm ci` brought one. */
export function node24(): string {
  if (process.versions.node.startsWith('24.')) return process.execPath;
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const bundled = projectFile(`node_modules/${name}/bin/node${process.platform === 'win32' ? '.exe' : ''}`);
  if (!existsSync(bundled)) throw new Error(`No Node 24 here: ${bundled} is missing`);
  return bundled;
}

/** What no process can do without. */
const systemEnv = (): Record<string, string> =>
  Object.fromEntries(
    ['PATH', 'SYSTEMROOT'].flatMap((name) => [[name, process.env[name]]]).filter(([, value]) => value),
  );

/**
 * Runs a script in a child process that can reach nothing but the loopback interface.
 * @throws Error when it tried to: whatever it then did with the error, the run does not count.
 */
export async function runChild(script: string, args: readonly string[], options: ChildOptions): Promise<ChildResult> {
  const folder = mkdtempSync(join(tmpdir(), 'guard-'));
  const report = join(folder, 'refused.txt');
  const { timeFactor } = options;
  const preloads = ['network-guard.mjs', ...(timeFactor === undefined ? [] : ['fast-timers.mjs'])].flatMap((name) => [
    '--import',
    pathToFileURL(join(root, 'test/github', name)).href,
  ]);
  try {
    const child = spawn(options.node ?? node24(), [...preloads, ...(options.nodeArguments ?? []), script, ...args], {
      cwd: options.cwd,
      env: {
        ...systemEnv(),
        ...options.env,
        LOOPBACK_GUARD_REPORT: report,
        ...(timeFactor !== undefined && { LOOPBACK_TIME_FACTOR: String(timeFactor) }),
      },
      stdio: 'pipe',
    });
    options.onStart?.((signal) => child.kill(signal));
    const result = await new Promise<ChildResult>((resolve, reject) => {
      const stdout: Uint8Array[] = [];
      const stderr: Uint8Array[] = [];
      let timedOut = false;
      const timer = setTimeout(() => {
        timedOut = true;
        child.kill('SIGKILL');
      }, options.timeoutMs ?? 30_000);
      child.stdout.on('data', (chunk: Uint8Array) => stdout.push(chunk));
      child.stderr.on('data', (chunk: Uint8Array) => stderr.push(chunk));
      // A child that ends without reading its input breaks the pipe; that is its business.
      child.stdin.on('error', () => {});
      child.stdin.end(options.stdin ?? '');
      child.on('error', reject);
      child.on('close', (exitCode, signal) => {
        clearTimeout(timer);
        const stdoutBytes = Buffer.concat(stdout);
        resolve({
          exitCode,
          signal,
          timedOut,
          stdout: stdoutBytes.toString(),
          stderr: Buffer.concat(stderr).toString(),
          stdoutBytes,
        });
      });
    });
    const refused = existsSync(report) ? readFileSync(report, 'utf8').trim() : '';
    if (refused !== '')
      throw new Error(`The program tried to leave the loopback interface:\n${refused}\n\n${result.stderr}`);
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
