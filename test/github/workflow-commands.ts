/** A command that a step gives the runner on stdout or stderr: `::error file=a.json,line=3::text`. */
export type WorkflowCommand = {
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly data: string;
};

export type Annotation = {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
};

/**
 * Commands that the runner knows; a line with any other name is printed as it is.
 * Source: actions/runner, src/Runner.Worker/ActionCommandManager.cs.
 */
const known = new Set([
  'add-mask',
  'add-matcher',
  'add-path',
  'debug',
  'echo',
  'endgroup',
  'error',
  'group',
  'notice',
  'remove-matcher',
  'save-state',
  'set-env',
  'set-output',
  'stop-commands',
  'warning',
]);

/** The replacements in the runner's own order: `%25` last, so that `%250A` becomes `%0A`. */
const dataEscapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%25', '%'],
] as const;
const propertyEscapes = [
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%3A', ':'],
  ['%2C', ','],
  ['%25', '%'],
] as const;
const oldEscapes = [
  ['%3B', ';'],
  ['%0D', '\r'],
  ['%0A', '\n'],
  ['%5D', ']'],
  ['%25', '%'],
] as const;

const unescapeWith = (text: string, escapes: readonly (readonly [string, string])[]): string =>
  escapes.reduce((result, [from, to]) => result.replaceAll(from, to), text);

/**
 * One line as the runner reads it: `::name k=v,k=v::data` after white space, else `##[name k=v;k=v]data` anywhere in the
 * line. Null for a line that is no command. Source: actions/runner, src/Runner.Common/ActionCommand.cs.
 */
export function parseWorkflowCommand(line: string, names: ReadonlySet<string> = known): WorkflowCommand | null {
  const trimmed = line.trimStart();
  const end = trimmed.startsWith('::') ? trimmed.indexOf('::', 2) : -1;
  if (end >= 0) {
    const command = parseInfo(trimmed.slice(2, end), ',', propertyEscapes, names);
    if (command) return { ...command, data: unescapeWith(trimmed.slice(end + 2), dataEscapes) };
  }
  const start = line.indexOf('##[');
  const bracket = start < 0 ? -1 : line.indexOf(']', start);
  if (bracket < 0) return null;
  const command = parseInfo(line.slice(start + 3, bracket), ';', oldEscapes, names);
  return command && { ...command, data: unescapeWith(line.slice(bracket + 1), oldEscapes) };
}

function parseInfo(
  info: string,
  separator: string,
  escapes: readonly (readonly [string, string])[],
  names: ReadonlySet<string>,
): Omit<WorkflowCommand, 'data'> | null {
  const space = info.indexOf(' ');
  const name = (space < 0 ? info : info.slice(0, space)).toLowerCase();
  if (!names.has(name)) return null;
  const properties = new Map<string, string>();
  for (const part of space < 0
    ? []
    : info
        .slice(space + 1)
        .trim()
        .split(separator)) {
    const equals = part.indexOf('=');
    if (equals > 0 && equals < part.length - 1)
      properties.set(part.slice(0, equals).toLowerCase(), unescapeWith(part.slice(equals + 1), escapes));
  }
  return { name, properties };
}

/** Every command of a step's output that the runner would obey; between `stop-commands` and its token it obeys none. */
export function parseOutput(text: string): readonly WorkflowCommand[] {
  const commands: WorkflowCommand[] = [];
  let stopToken: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    const names: ReadonlySet<string> = stopToken === null ? known : new Set([...known, stopToken.toLowerCase()]);
    const command = parseWorkflowCommand(line, names);
    if (!command) continue;
    if (stopToken !== null) {
      if (command.name === stopToken.toLowerCase()) stopToken = null;
      continue;
    }
    if (command.name === 'stop-commands') stopToken = command.data;
    commands.push(command);
  }
  return commands;
}

/** The annotations among commands, as they would appear on the run's page. */
export function annotationsOf(commands: readonly WorkflowCommand[]): readonly Annotation[] {
  return commands.flatMap(({ name, properties, data }): Annotation[] => {
    if (name !== 'error' && name !== 'warning' && name !== 'notice') return [];
    const [title, file, line] = ['title', 'file', 'line'].map((key) => properties.get(key));
    return [
      {
        level: name,
        message: data,
        ...(title !== undefined && { title }),
        ...(file !== undefined && { file }),
        ...(line !== undefined && { line: Number(line) }),
      },
    ];
  });
}
