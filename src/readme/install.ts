import { COMMANDS, PREFIXES, STARTS_BY_CHARACTER } from './install-words.ts';

const MAX_LINE = 400;
const MAX_WORDS = 24;
const MAX_PREFIX = 60;
const PYTHONS: ReadonlySet<string> = new Set(['python', 'python3', 'py']);
const DOWNLOADERS: ReadonlySet<string> = new Set(['curl', 'wget', 'iwr', 'irm']);

/**
 * Whether a line of code installs or adds a thing: a package manager's command that names what it installs, a
 * dependency as a build file has it, a script piped into a shell. `npm install` alone (which sets up a checkout) is none.
 */
export function isInstall(text: string): boolean {
  if (text.length > MAX_LINE) return false;
  const line = text.trim();
  if (line === '') return false;
  const start = line.slice(0, MAX_PREFIX).toLowerCase();
  if (STARTS_BY_CHARACTER.get(start[0]!)?.some((known) => start.startsWith(known))) return true;
  const space = start.indexOf(' ');
  const first = space < 0 ? start : start.slice(0, space);
  // Most lines of code end here.
  if (!isCommand(baseName(first)) && !isPrefix(first)) return false;
  const lower = line.toLowerCase();
  const words = lower.split(/\s+/, MAX_WORDS);
  let at = 0;
  while (at < words.length && isPrefix(words[at]!)) at++;
  const command = baseName(words[at] ?? '');
  const next = COMMANDS.get(command);
  if (next) return next.some((form) => isCall(words, at + 1, form));
  if (PYTHONS.has(command)) {
    return words[at + 1] === '-m' && /^pipx?$/.test(words[at + 2] ?? '') && isCall(words, at + 3, 'install');
  }
  if (DOWNLOADERS.has(command)) {
    return /\| *(?:sudo )?(?:-e )?(?:ba|z|da)?sh\b|\| *(?:iex|invoke-expression|python)/.test(lower);
  }
  return false;
}

function isCommand(word: string): boolean {
  return COMMANDS.has(word) || PYTHONS.has(word) || DOWNLOADERS.has(word);
}

/** A prompt, a variable set for the command, or a word such as `sudo`. */
function isPrefix(word: string): boolean {
  if (PREFIXES.has(word)) return true;
  if (word.length > MAX_PREFIX) return false;
  if ('$#%>'.includes(word.at(-1) ?? ' ')) return true;
  return word.includes('=') && /^[a-z_][a-z0-9_]*=/.test(word);
}

function baseName(word: string): string {
  return word.startsWith('/') || word.startsWith('./') ? word.slice(word.lastIndexOf('/') + 1) : word;
}

/** `form` is the words that must follow; then must come something that is neither an option nor a folder of one's own. */
function isCall(words: readonly string[], start: number, form: string): boolean {
  let at = start;
  if (form !== '*') {
    for (const part of form.split(' ')) {
      while (!part.startsWith('-') && words[at]?.startsWith('-')) at++;
      if (words[at] !== part) return false;
      at++;
    }
  }
  for (; at < words.length; at++) {
    const word = words[at]!;
    if (word === '-r' || word === '--requirement' || word.startsWith('#') || word === '&&' || word === '|')
      return false;
    if (!word.startsWith('-')) return word !== '.' && word !== '\\' && !word.startsWith('./');
  }
  return false;
}
