import { type Problem, UserError } from '../errors.ts';
import type { Parsed, Parser } from '../settings/values.ts';
import { renderSuggestion } from '../suggestion.ts';

// An argument parser of our own: loading commander takes more than a third of the time that a whole run may take beyond the
// start of Node itself, and `parseArgs` of node:util a tenth.

/** One option of a command. Its name on the command line is its key in kebab-case. */
export type Option<Value> = {
  /** One letter, or null. */
  readonly short: string | null;
  /** What the value is called in the help (`file`); null for a switch, which takes none. */
  readonly value: string | null;
  readonly description: string;
  /** Reads one value; `before` is what earlier uses of the option gave. */
  readonly read: (given: string, before: Value | undefined) => Parsed<Value>;
};

// biome-ignore lint/suspicious/noExplicitAny: an option reads its own type only, so no one type but this fits all
export type Options = { readonly [key: string]: Option<any> };

export type Command<Given extends Options = Options> = {
  readonly name: string;
  readonly summary: string;
  /** As in the usage line: `<gold>` is needed, `[readme]` is not. A last one with `...` may be many. */
  readonly operands: readonly string[];
  /** One line of help for each operand. */
  readonly operandHelp: readonly string[];
  readonly options: Given;
  /** Text below the options. */
  readonly help: string;
};

/** What was given for the options of a command, by key; an option that was not used is not there. */
export type Flags<Given extends Options> = {
  readonly [Key in keyof Given]?: Given[Key] extends Option<infer Value> ? Value : never;
};

export type Call<Given extends Options> = { readonly operands: readonly string[]; readonly flags: Flags<Given> };

/** A switch: there or not. */
export function toggle(short: string | null, description: string): Option<true> {
  return { short, value: null, description, read: () => ({ ok: true, value: true }) };
}

/** An option with one value; the last of several uses counts. */
export function single<Value>(
  short: string | null,
  value: string,
  parser: Parser<Value>,
  description: string,
): Option<Value> {
  return { short, value, description, read: (given) => parser(given) };
}

/** An option that may be used several times, each use adding to the list. */
export function list<Item>(
  short: string | null,
  value: string,
  parser: Parser<readonly Item[]>,
  description: string,
): Option<readonly Item[]> {
  return {
    short,
    value,
    description,
    read: (given, before) => {
      const parsed = parser(given);
      return parsed.ok ? { ok: true, value: [...new Set([...(before ?? []), ...parsed.value])] } : parsed;
    },
  };
}

/** Takes any value as it is. */
export function anyText(given: string): Parsed<string> {
  return { ok: true, value: given };
}

/** Takes any value but an empty one. */
export function someText(given: string): Parsed<string> {
  return given === '' ? { ok: false, problems: ['is empty.'] } : { ok: true, value: given };
}

/** `maxTags` as it is written: `max-tags`. */
export function optionName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/**
 * Reads the arguments behind a command's name as GNU programs do: `--name value`, `--name=value`, `-n value`, `-nvalue`, `-qn
 * value`; options may stand behind operands; after `--` all are operands; `-` is an operand. A value that starts with a dash
 * has to be written with `=`, so that a forgotten one is told.
 * @throws UserError with everything that is wrong with the call, codes `call/<option>`, `call/unknown-option`, `call/operands`.
 */
export function parseCall<Given extends Options>(command: Command<Given>, argv: readonly string[]): Call<Given> {
  const problems: Problem[] = [];
  const { uses, operands, doubtful } = splitArguments(command, argv, problems);
  const flags = new Map<string, unknown>();
  for (const { key, given } of uses) {
    const parsed: Parsed<unknown> = (command.options[key] as Option<unknown>).read(given, flags.get(key));
    if (parsed.ok) flags.set(key, parsed.value);
    else {
      const name = optionName(key);
      problems.push(
        ...parsed.problems.map((problem) => ({ code: `call/${name}`, message: `Option "--${name}" ${problem}` })),
      );
    }
  }
  checkOperands(command, operands, doubtful, problems);
  if (problems.length > 0) throw new UserError('input', problems, { headline: `${problems.length} things are wrong:` });
  // Each value was read by the option that its key names.
  return { operands, flags: Object.fromEntries(flags) as Flags<Given> };
}

type Use = { readonly key: string; readonly given: string };

function splitArguments(command: Command, argv: readonly string[], problems: Problem[]) {
  const keyOfName = new Map(Object.keys(command.options).map((key) => [`--${optionName(key)}`, key]));
  const keyOfLetter = new Map(Object.entries(command.options).map(([key, { short }]) => [short, key]));
  const uses: Use[] = [];
  const operands: string[] = [];
  /** Positions of operands that stand behind an unknown option and may be its value. */
  const doubtful = new Set<number>();

  let next = 0;
  const takeValue = (key: string, attached: string | null): void => {
    const { value } = command.options[key] as Option<unknown>;
    const follower = argv[next];
    if (attached !== null) uses.push({ key, given: attached });
    else if (follower === undefined || (follower.startsWith('-') && follower !== '-')) {
      const name = `--${optionName(key)}`;
      const hint = follower === undefined ? '' : ` A value that starts with a dash is written ${name}=${follower}.`;
      problems.push({
        code: `call/${optionName(key)}`,
        message: `Option "${name}" needs a value: ${name} <${value}>.${hint}`,
      });
    } else {
      uses.push({ key, given: follower });
      next += 1;
    }
  };

  while (next < argv.length) {
    const argument = argv[next] as string;
    next += 1;
    if (argument === '--') {
      operands.push(...argv.slice(next));
      break;
    }
    if (argument === '-' || !argument.startsWith('-')) {
      operands.push(argument);
    } else if (argument.startsWith('--')) {
      const equals = argument.indexOf('=');
      const name = equals === -1 ? argument : argument.slice(0, equals);
      const attached = equals === -1 ? null : argument.slice(equals + 1);
      const key = keyOfName.get(name);
      if (key === undefined) {
        problems.push(createUnknown(name, keyOfName.keys()));
        if (attached === null) doubtful.add(operands.length);
      } else if (command.options[key]?.value !== null) takeValue(key, attached);
      else if (attached === null) uses.push({ key, given: '' });
      else problems.push({ code: `call/${optionName(key)}`, message: `Option "${name}" takes no value.` });
    } else if (keyOfName.has(`-${argument}`)) {
      // `-tags file` would else be `-t ags`.
      problems.push(createUnknown(argument, [`-${argument}`]));
      doubtful.add(operands.length);
    } else {
      for (let at = 1; at < argument.length; at += 1) {
        const key = keyOfLetter.get(argument[at] as string);
        if (key === undefined) {
          problems.push(createUnknown(`-${argument[at]}`, keyOfName.keys(), argument));
          doubtful.add(operands.length);
          break;
        }
        if (command.options[key]?.value === null) {
          uses.push({ key, given: '' });
          continue;
        }
        const rest = argument.slice(at + 1);
        takeValue(key, rest === '' ? null : rest.replace(/^=/, ''));
        break;
      }
    }
  }
  return { uses, operands, doubtful };
}

function createUnknown(given: string, names: Iterable<string>, argument = given): Problem {
  const within = given === argument ? '' : ` (in ${JSON.stringify(argument)})`;
  const near = renderSuggestion(argument.startsWith('--') ? argument : `-${argument}`, names);
  return {
    code: 'call/unknown-option',
    message: `There is no option ${JSON.stringify(given)}${within}${near || '.'}`,
  };
}

function checkOperands(
  { name, operands, operandHelp }: Command,
  given: readonly string[],
  doubtful: ReadonlySet<number>,
  problems: Problem[],
): void {
  const missing = operands.findIndex((operand, index) => index >= given.length && operand.startsWith('<'));
  if (missing !== -1) {
    const operand = (operands[missing] as string).replace('...', '');
    const meaning = operandHelp[missing] === undefined ? '' : `: ${operandHelp[missing]}`;
    problems.push({ code: 'call/operands', message: `${name} needs ${operand}${meaning}.` });
  }
  const most = operands.at(-1)?.includes('...') ? Number.POSITIVE_INFINITY : operands.length;
  const extra = given
    .filter((_, index) => !doubtful.has(index))
    .slice(most)
    .map((operand) => JSON.stringify(operand));
  if (extra.length > 0) {
    problems.push({
      code: 'call/operands',
      message: `${name} takes ${most === 1 ? 'one argument' : `${most} arguments`}; there is also ${extra.join(', ')}. Put text with spaces into quotes.`,
    });
  }
}
