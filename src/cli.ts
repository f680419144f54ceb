#!/usr/bin/env node
// The command line as it runs from its sources; what is built starts with cli/launch.ts.
import { start } from './cli/start.ts';

process.exitCode = await start(process);
