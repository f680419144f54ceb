#!/usr/bin/env node
import { createRequire } from 'node:module';
import { expectShortRun } from './short-run.ts';
import type { start } from './start.ts';

// Loads the built command line, which is CommonJS: that starts faster than modules do.

/** The file with `start`, put in by the build. */
declare const PROGRAM: string;

const { argv } = process;
const isShort = argv[2] === 'classify' && !argv.some((argument) => argument.startsWith('--batch'));
// V8 compiles with the flags it has at that time, so they are set before anything is loaded.
if (isShort) expectShortRun();

// The built file is `cli/start.ts`.
const program = createRequire(import.meta.url)(`./chunks/${PROGRAM}`) as { readonly start: typeof start };
process.exitCode = await program.start(process);
// Everything is written by now. Taking the heap down tidily takes longer than ending; a Windows console still needs its turn.
if (isShort && process.platform !== 'win32') process.exit();
