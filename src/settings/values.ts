import { parseRepositoryName, type RepositoryName } from '../model/repository.ts';
import { renderSuggestion } from '../suggestion.ts';
import { quote } from './quote.ts';

/** The value of an input, or every problem with its text: each a clause that follows `Input "max-tags" `. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Parses the text of an input, which is trimmed and not empty. */
export type Parser<Value> = (text: string) => Parsed<Value>;

const ok = <Value>(value: Value): Parsed<Value> => ({ ok: true, value });
const bad = (...problems: string[]): Parsed<never> => ({ ok: false, problems });

export function text(maxChars: number): Parser<string> {
  return (given) =>
    given.length <= maxChars ? ok(given) : bad(`has ${given.length} characters; expected at most ${maxChars}.`);
}

/** What can stand in a header: no white space, only ASCII. The text is never quoted. `what` is `a token` or `a key`. */
export function secret(maxChars: number, what = 'a token'): Parser<string> {
  return (given) =>
    given.length <= maxChars && /^[!-~]+$/.test(given)
      ? ok(given)
      : bad(
          `is not what ${what} looks like: up to ${maxChars} letters, digits and signs without white space. Paste it into the secret again.`,
        );
}

export function wholeNumber(lowest: number, highest: number): Parser<number> {
  return (given) => {
    const value = /^[0-9]{1,9}$/.test(given) ? Number(given) : Number.NaN;
    return value >= lowest && value <= highest
      ? ok(value)
      : bad(`is ${quote(given)}; expected a whole number from ${lowest} to ${highest}.`);
  };
}

export function fraction(): Parser<number> {
  return (given) => {
    const value = /^(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)$/.test(given) ? Number(given) : Number.NaN;
    return value >= 0 && value <= 1
      ? ok(value)
      : bad(`is ${quote(given)}; expected a number from 0 to 1, such as 0.5.`);
  };
}

/** An amount of money, with at most nine digits before the point. */
export function price(): Parser<number> {
  return (given) => {
    const value = /^(?:[0-9]{1,9}(?:\.[0-9]{0,9})?|\.[0-9]{1,9})$/.test(given) ? Number(given) : Number.NaN;
    return value >= 0 ? ok(value) : bad(`is ${quote(given)}; expected a number without a currency, such as 0.10.`);
  };
}

/** Which classifier answers; the model-backed one is not built yet, and a call that asks for it must not run without it. */
export function classifier(): Parser<'offline'> {
  return (given) => {
    if (given === 'offline') return ok(given);
    const more = given === 'llm' ? ' The model-backed classifier is not there yet.' : '';
    return bad(`is ${quote(given)}; expected "offline".${more}`);
  };
}

/** YAML's core schema, as `getBooleanInput` of `@actions/core` reads it. */
export function boolean(): Parser<boolean> {
  return (given) => {
    if (['true', 'True', 'TRUE'].includes(given)) return ok(true);
    if (['false', 'False', 'FALSE'].includes(given)) return ok(false);
    return bad(`is ${quote(given)}; expected true or false.`);
  };
}

/**
 * Names apart by commas or line breaks. A name in double quotes may hold commas, and a double quote in it is written
 * twice, as in CSV. Names keep their order; repeated ones are kept once.
 */
export function names(): Parser<readonly string[]> {
  return (given) => {
    const found: string[] = [];
    const problems: string[] = [];
    for (const line of given.split(/\r\n|\r|\n/)) {
      let rest = line.trim();
      while (rest !== '') {
        const quoted = /^"((?:[^"]|"")*)"\s*(?:,|$)/.exec(rest);
        if (quoted) {
          found.push(quoted[1]!.replaceAll('""', '"').trim());
          rest = rest.slice(quoted[0].length).trimStart();
        } else if (rest.startsWith('"')) {
          problems.push(
            `holds ${quote(rest)}, whose double quotes do not close before a comma or the end of the line. A name with a comma is written "like, this", and a double quote in it twice.`,
          );
          break;
        } else {
          const end = rest.indexOf(',');
          found.push((end === -1 ? rest : rest.slice(0, end)).trim());
          rest = end === -1 ? '' : rest.slice(end + 1).trimStart();
        }
      }
    }
    return problems.length > 0 ? bad(...problems) : ok([...new Set(found.filter((name) => name !== ''))]);
  };
}

/** One of the words `allowed`. */
export function oneOf<Choice extends string>(allowed: readonly Choice[]): Parser<Choice> {
  const expected = allowed.map((choice) => JSON.stringify(choice)).join(', ');
  return (given) => {
    const found = allowed.find((choice) => choice === given);
    if (found !== undefined) return ok(found);
    return bad(`is ${quote(given)}; expected one of ${expected}${renderSuggestion(given, allowed) || '.'}`);
  };
}

/** A list of the words `allowed`. */
export function choices<Choice extends string>(allowed: readonly Choice[]): Parser<readonly Choice[]> {
  const isChoice = (word: string): word is Choice => allowed.some((choice) => choice === word);
  const expected = allowed.map((choice) => JSON.stringify(choice)).join(', ');
  return (given) => {
    const words = names()(given);
    if (!words.ok) return words;
    const problems = words.value.flatMap((word) => {
      if (isChoice(word)) return [];
      return [`holds ${quote(word)}; expected any of ${expected}${renderSuggestion(word, allowed) || '.'}`];
    });
    return problems.length > 0 ? bad(...problems) : ok(words.value.filter(isChoice));
  };
}

export function repository(): Parser<RepositoryName> {
  return (given) => {
    const name = parseRepositoryName(given);
    if (name) return ok(name);
    const fromUrl = /^(?:https?:\/\/|git@)[^/:]+[/:]([^/]+\/[^/]+?)(?:\.git)?\/?$/.exec(given)?.[1];
    const suggestion = fromUrl && parseRepositoryName(fromUrl) ? `; did you mean ${JSON.stringify(fromUrl)}?` : '.';
    return bad(`is ${quote(given)}; expected owner/name${suggestion}`);
  };
}

/** Why `ref` cannot be the name of a branch or tag, or a sha; null when it can. The rules are those of `git check-ref-format`. */
function refFault(ref: string): string | null {
  if (ref.length > 250) return 'it is longer than 250 characters';
  if (/[\s\p{Cc}~^:?*[\\]/u.test(ref)) return 'spaces and ~ ^ : ? * [ \\ are not allowed in a ref';
  if (ref.includes('..') || ref.includes('@{') || ref.includes('//'))
    return '"..", "@{" and "//" are not allowed in a ref';
  if (/^[-/.]|[/.]$|\.lock$/.test(ref)) return 'a ref neither starts with - / . nor ends with / . or .lock';
  return null;
}

export function ref(): Parser<string> {
  return (given) => {
    const fault = refFault(given);
    return fault === null ? ok(given) : bad(`is ${quote(given)}; expected a branch, a tag or a commit (${fault}).`);
  };
}

/** Why `path` cannot be a path inside a repository; null when it can. */
function pathFault(path: string): string | null {
  if (path === '') return 'it is empty';
  if (path.startsWith('/')) return 'it starts with a slash; paths start at the top of the repository';
  if (path.includes('\\')) return 'it has a backslash; write folders with "/"';
  if (/\p{Cc}/u.test(path)) return 'it has a control character';
  if (path.split('/').includes('..')) return 'it leaves the repository with ".."';
  if (path.length > 1000) return 'it is longer than 1000 characters';
  return null;
}

const cleanPath = (path: string) =>
  path
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');

/** A file or folder of the repository; the empty string is its top folder. */
export function path(): Parser<string> {
  return (given) => {
    const fault = pathFault(given);
    return fault === null
      ? ok(cleanPath(given))
      : bad(`is ${quote(given)}; expected the path of a file or folder in the repository (${fault}).`);
  };
}

/** Where a tags file is read; `given` is what the user wrote. */
export type TagsFileSource =
  | { readonly kind: 'repository'; readonly given: string; readonly path: string }
  | { readonly kind: 'checkout'; readonly given: string; readonly path: string }
  | {
      readonly kind: 'elsewhere';
      readonly given: string;
      readonly repository: RepositoryName;
      readonly path: string;
      /** Null means the tip of that repository's default branch. */
      readonly ref: string | null;
    };

/** One source a line: `path`, `./path` or `owner/repo:path@ref`. A path with an `@` in `owner/repo:path` needs a ref after it. */
export function tagsFiles(): Parser<readonly TagsFileSource[]> {
  return (given) => {
    const sources: TagsFileSource[] = [];
    const problems: string[] = [];
    for (const line of new Set(given.split(/\r\n|\r|\n/).map((part) => part.trim()))) {
      if (line === '') continue;
      const source = parseTagsFile(line);
      if (typeof source === 'string') problems.push(`holds ${quote(line)}: ${source}`);
      else sources.push(source);
    }
    return problems.length > 0 ? bad(...problems) : ok(sources);
  };
}

function parseTagsFile(given: string): TagsFileSource | string {
  if (/^[a-z]+:\/\//i.test(given)) {
    return 'addresses are not read; name a file of another repository as owner/repo:path@ref.';
  }
  const colon = given.indexOf(':');
  const elsewhere = colon === -1 ? null : parseRepositoryName(given.slice(0, colon));
  if (elsewhere) {
    const rest = given.slice(colon + 1);
    const at = rest.lastIndexOf('@');
    const filePath = at === -1 ? rest : rest.slice(0, at);
    const atRef = at === -1 ? null : rest.slice(at + 1);
    const fault = pathFault(filePath) ?? (atRef === null ? null : refFault(atRef || ' '));
    if (fault !== null) return `expected owner/repo:path@ref (${fault}).`;
    return { kind: 'elsewhere', given, repository: elsewhere, path: cleanPath(filePath), ref: atRef };
  }
  const fault = pathFault(given) ?? (given.endsWith('/') ? 'it is a folder' : null);
  if (fault !== null) {
    return `expected a path in the repository, ./path for the checkout, or owner/repo:path@ref (${fault}).`;
  }
  return { kind: given.startsWith('./') ? 'checkout' : 'repository', given, path: cleanPath(given) };
}

/**
 * What can name an artifact and a file on every system: letters, digits, `.`, `_`, `-` and spaces inside, at most 80
 * characters. Artifact names reject `" : < > | * ? \ /` and line breaks
 * (`@actions/artifact`, path-and-artifact-name-validation).
 */
export function fileName(): Parser<string> {
  return (given) =>
    /^[A-Za-z0-9_](?:[A-Za-z0-9._ -]{0,78}[A-Za-z0-9_-])?$/.test(given)
      ? ok(given)
      : bad(
          `is ${quote(given)}; expected 1 to 80 letters, digits, ".", "_", "-" or spaces, starting with a letter, digit or "_" and not ending with "." or a space.`,
        );
}
