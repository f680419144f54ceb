import type { Segment } from '../../model/readme.ts';

const NO_LETTERS = /[^\p{L}\p{N}]+/gu;
const COMMAND = /^\s*(?:[$%>#❯] ?)?(?:sudo )?(?:\S*\/bin\/)?([^\s=(]+)(?:\s+[^\s=(]|\s*$)/;
const PROMPT = /^\s{0,20}(?:[$%❯] \S|usage:)/i;
const MAX_NAME_CHARACTERS = 100;

/** What a project goes by, in one word, as commands and packages have it; empty where nothing tells. */
export function ownName(segments: readonly Segment[]): string {
  const named = segments.find(({ field }) => field === 'name') ?? segments.find(({ field }) => field === 'title');
  return inOneWord(named?.text.slice(0, MAX_NAME_CHARACTERS) ?? '');
}

/** Whether a line of code of at most some hundred characters runs the command of that name, or shows one behind a prompt. */
export function isUsage(line: string, name: string): boolean {
  return PROMPT.test(line) || (name !== '' && inOneWord(COMMAND.exec(line)?.[1] ?? '') === name);
}

/** Whether a line names the project; where it has no name, any does. */
export function isNamed(line: string, name: string): boolean {
  return inOneWord(line).includes(name);
}

function inOneWord(text: string): string {
  return text.toLowerCase().replace(NO_LETTERS, '');
}
