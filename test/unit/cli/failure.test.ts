import { expect, test } from 'vitest';
import { reportFailure } from '../../../src/cli/failure.ts';
import { createStyle } from '../../../src/cli/style.ts';
import { UserError } from '../../../src/errors.ts';

function report(error: unknown, options: { isVerbose?: boolean; help?: string } = {}) {
  let text = '';
  const output = {
    isTerminal: false,
    columns: 80,
    style: createStyle(false),
    blocks: true,
    write: (more: string) => {
      text += more;
    },
  };
  const exitCode = reportFailure(error, output, { isVerbose: false, ...options });
  return { exitCode, text };
}

test('ends with 2 for what the caller wrote and with 1 for work that failed', () => {
  const problem = { code: 'file/x', message: 'It is gone.' };
  expect(report(new UserError('input', problem))).toEqual({ exitCode: 2, text: 'error: It is gone.\n' });
  expect(report(new UserError('work', problem))).toEqual({ exitCode: 1, text: 'error: It is gone.\n' });
});

test('says where help is after an error in the call only', () => {
  const help = 'Run it with --help.';
  expect(report(new UserError('input', { code: 'call/x', message: 'No.' }), { help }).text).toBe(
    'error: No.\nRun it with --help.\n',
  );
  expect(report(new UserError('input', { code: 'file/x', message: 'No.' }), { help }).text).toBe('error: No.\n');
});

test('calls a bug a bug, with the place to tell of it and no stack', () => {
  const { exitCode, text } = report(new TypeError('x is not a function\u001b[31m'));
  expect(exitCode).toBe(1);
  expect(text).toMatch(
    /^error: Internal error: x is not a function\[31m\. This is a bug in readme-tagger \S+; please open an issue: https:\/\/\S+\/issues\n/,
  );
  expect(text).toContain('--verbose');
  expect(text).not.toMatch(/^ +at /m);
});

test('shows where a bug or the cause of an error happened to those who ask', () => {
  expect(report(new TypeError('x'), { isVerbose: true }).text).toMatch(/^ +at /m);
  const caused = new UserError('work', { code: 'a/b', message: 'No.' }, { cause: new Error('deeper') });
  expect(report(caused, { isVerbose: true }).text).toContain('Error: deeper');
  expect(report(caused).text).toBe('error: No.\n');
});

test('copes with what is no error', () => {
  expect(report('just text').text).toContain('Internal error: just text.');
  expect(report(undefined).exitCode).toBe(1);
});
