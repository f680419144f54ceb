import { appendFile } from 'node:fs/promises';
import * as core from '@actions/core';
import { UserError } from '../errors.ts';
import type { Outputs, SummaryStore } from '../ports.ts';
import type { Environment } from './event.ts';

/** The inputs of this step as the runner gives them: `INPUT_MAX-TAGS`. */
export function createInputReader(environment: Environment) {
  return {
    /** The empty string where an input is not set. */
    read: (name: string): string => environment[`INPUT_${name.toUpperCase()}`] ?? '',
    /** Names of all inputs in `with`, declared or not, in upper case. */
    names: (): readonly string[] =>
      Object.keys(environment).flatMap((key) => (/^INPUT_./i.test(key) ? [key.slice('INPUT_'.length)] : [])),
  };
}

/**
 * Keeps a secret out of the log, also in the forms that it takes in headers and addresses: the runner hides only what it
 * was told, letter by letter.
 */
export function maskSecret(secret: string): void {
  if (secret === '') return;
  const basic = [secret, `x-access-token:${secret}`].map((text) => Buffer.from(text).toString('base64'));
  for (const form of new Set([secret, ...basic, encodeURIComponent(secret)])) core.setSecret(form);
}

export function createOutputs(): Outputs {
  return {
    set(name, value) {
      try {
        core.setOutput(name, value);
      } catch (error) {
        throw cannotWrite(`the output ${name}`, error);
      }
    },
  };
}

export function createSummaryStore(environment: Environment): SummaryStore {
  return {
    async write(markdown) {
      const path = environment['GITHUB_STEP_SUMMARY'];
      if (!path) return false;
      try {
        await appendFile(path, markdown);
      } catch (error) {
        throw cannotWrite('the job summary', error);
      }
      return true;
    },
  };
}

/** The sentence for what the file system says when something cannot be written. */
export function cannotWrite(what: string, error: unknown): UserError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reasons = new Map([
    ['ENOSPC', 'the disk is full (ENOSPC). Free some space on the runner'],
    ['EDQUOT', 'the disk quota is used up (EDQUOT). Free some space on the runner'],
    ['EROFS', 'the file system is read-only (EROFS)'],
    ['EACCES', 'this user may not write there (EACCES)'],
    ['EPERM', 'this user may not write there (EPERM)'],
    ['ENOENT', 'the folder or file is not there (ENOENT)'],
    ['EISDIR', 'a folder of that name is in the way (EISDIR)'],
  ]);
  const reason = reasons.get(code) ?? `the file system says ${code || (error instanceof Error ? error.message : 'no')}`;
  return new UserError('work', { code: 'runner/write', message: `Cannot write ${what}: ${reason}.` }, { cause: error });
}
