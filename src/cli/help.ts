import { type Command, optionName } from './command-line.ts';
import { textWidth } from './text-width.ts';

const INDENT = 2;
const GAP = 2;
const MIN_DESCRIPTION_COLUMNS = 24;

/** How one command is called: usage, operands, options and what stands below them. */
export function renderCommandHelp(command: Command, columns: number): string {
  const operands = command.operands.map((operand, index) => [operand, command.operandHelp[index] ?? ''] as const);
  const options = Object.entries(command.options).map(([key, { short, value, description }]) => {
    const name = `${short === null ? '    ' : `-${short}, `}--${optionName(key)}${value === null ? '' : ` <${value}>`}`;
    return [name, description] as const;
  });
  return [
    `Usage: readme-tagger ${[command.name, ...command.operands, '[options]'].join(' ')}\n\n${command.summary}.\n`,
    ...(operands.length > 0 ? [`\n${renderTable(operands, columns)}`] : []),
    `\nOptions:\n${renderTable(options, columns)}`,
    command.help,
  ].join('');
}

/** What there is: all commands, each with a line. */
export function renderProgramHelp(
  summary: string,
  commands: readonly Command[],
  help: string,
  columns: number,
): string {
  const rows = commands.map(
    (command) => [`${[command.name, ...command.operands].join(' ')}`, command.summary] as const,
  );
  const options = [
    ['-h, --help', 'print this; behind a command, how that command is called'],
    ['-V, --version', 'print the version'],
  ] as const;
  return `Usage: readme-tagger <command> [options]\n\n${wrap(summary, columns).join('\n')}\n\nCommands:\n${renderTable(rows, columns)}\nOptions:\n${renderTable(options, columns)}${help}`;
}

function renderTable(rows: readonly (readonly [name: string, description: string])[], columns: number): string {
  const nameColumns = Math.max(...rows.map(([name]) => textWidth(name)));
  const start = INDENT + nameColumns + GAP;
  const isBeside = columns - start >= MIN_DESCRIPTION_COLUMNS;
  const lines = rows.flatMap(([name, description]) => {
    const head = `${' '.repeat(INDENT)}${name}`;
    if (!isBeside) return [head, ...wrap(description, columns - 6).map((line) => `      ${line}`)];
    const [first = '', ...rest] = wrap(description, columns - start);
    return [`${head.padEnd(start)}${first}`, ...rest.map((line) => ' '.repeat(start) + line)];
  });
  return `${lines.join('\n')}\n`;
}

function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && textWidth(line) + 1 + textWidth(word) > columns) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
