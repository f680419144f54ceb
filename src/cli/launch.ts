#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cachedDataVersionTag } from 'node:v8';
import { Script } from 'node:vm';
import { openCodeStore } from './code-store.ts';
import { expectShortRun } from './short-run.ts';
import type { start } from './start.ts';

// Loads the built command line. Where it classifies one README it does so with compiled code that an earlier run kept, or
// keeps its own: Node's own `enableCompileCache` is not on Node 20, and keeps no function that is first called later.

/** The file with `start`, put in by the build. */
declare const PROGRAM: string;

type Loaded = { readonly name: string; readonly script: Script; readonly isKept: boolean };

const folder = join(dirname(fileURLToPath(import.meta.url)), 'chunks');
const require = createRequire(import.meta.url);
const { argv, env } = process;
const isShort = argv[2] === 'classify' && !argv.some((argument) => argument.startsWith('--batch'));
// V8 takes only code that was compiled with the flags it has now, so they are set before anything is loaded.
if (isShort) expectShortRun();
const tag = isShort ? cachedDataVersionTag() : 0;
const store = isShort ? openCodeStore(env, tag) : null;
const scripts: Loaded[] = [];
const modules = new Map<string, { exports: unknown }>();

/** Stands in for `require` in the built files: they hold nothing but ASCII, and name each other as `./name`. */
function load(specifier: string): unknown {
  if (!specifier.startsWith('./')) return require(specifier);
  const name = specifier.slice(2);
  const known = modules.get(name);
  if (known) return known.exports;
  const filename = join(folder, name);
  const cachedData = store?.read(name);
  const script = new Script(
    `(function(exports,require,module,__filename,__dirname){${readFileSync(filename, 'latin1')}\n})`,
    {
      filename,
      ...(cachedData && { cachedData }),
    },
  );
  scripts.push({ name, script, isKept: cachedData !== undefined && script.cachedDataRejected === false });
  const module = { exports: {} };
  modules.set(name, module);
  script.runInThisContext()(module.exports, load, module, filename, folder);
  return module.exports;
}

/** Only after a run that went well, which has called what such runs call. A long README has set the flags back: its code fits no short run. */
function keepCode(): void {
  if (!store || cachedDataVersionTag() !== tag) return;
  for (const { name, script, isKept } of scripts) if (!isKept) store.write(name, script.createCachedData());
}

// The built file is `cli/start.ts`.
const program = load(`./${PROGRAM}`) as { readonly start: typeof start };
process.exitCode = await program.start(process);
if (process.exitCode === 0) keepCode();
// Everything is written by now. Taking the heap down tidily takes longer than ending; a Windows console still needs its turn.
if (isShort && process.platform !== 'win32') process.exit();
