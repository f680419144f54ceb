// The parts of action.yml and README.md that are made from the tables of inputs and outputs in src/.

import { OUTPUTS } from '../../src/settings/outputs.ts';
import { INPUTS, type Input } from '../../src/settings.ts';
import { renderErrorsTable } from './error-codes.ts';

const inputs: readonly Input<unknown>[] = Object.values(INPUTS);

/** `inputs:` of action.yml. */
export function renderActionInputs(): string {
  const entries = inputs.map((input) =>
    [
      `  ${input.name}:`,
      `    description: ${quoteYaml(input.description)}`,
      ...(input.default === null ? [] : [`    default: ${quoteYaml(input.default)}`]),
    ].join('\n'),
  );
  return ['inputs:', ...entries].join('\n');
}

/** `outputs:` of action.yml. */
export function renderActionOutputs(): string {
  const entries = OUTPUTS.map(({ name, description }) => `  ${name}:\n    description: ${quoteYaml(description)}`);
  return ['outputs:', ...entries].join('\n');
}

/** The README's table of inputs. */
export function renderInputsTable(): string {
  const rows = inputs.map((input) => {
    const value = input.default === null ? (input.defaultNote ?? '') : `\`${input.default}\``;
    return renderRow([`\`${input.name}\``, value, input.description]);
  });
  return [renderRow(['Input', 'Default', 'Meaning']), renderRow(['---', '---', '---']), ...rows].join('\n');
}

/** The README's table of outputs. */
export function renderOutputsTable(): string {
  const rows = OUTPUTS.map(({ name, description }) => renderRow([`\`${name}\``, description]));
  return [renderRow(['Output', 'Meaning']), renderRow(['---', '---']), ...rows].join('\n');
}

/** The blocks of each file, by the names in their markers. */
export const BLOCKS = [
  { file: 'action.yml', name: 'inputs', start: '# inputs:start', end: '# inputs:end', render: renderActionInputs },
  { file: 'action.yml', name: 'outputs', start: '# outputs:start', end: '# outputs:end', render: renderActionOutputs },
  {
    file: 'README.md',
    name: 'inputs',
    start: '<!-- inputs:start',
    end: '<!-- inputs:end -->',
    render: pad(renderInputsTable),
  },
  {
    file: 'README.md',
    name: 'outputs',
    start: '<!-- outputs:start',
    end: '<!-- outputs:end -->',
    render: pad(renderOutputsTable),
  },
  {
    file: 'README.md',
    name: 'errors',
    start: '<!-- errors:start',
    end: '<!-- errors:end -->',
    render: pad(renderErrorsTable),
  },
] as const;

/** A Markdown table needs an empty line between it and an HTML comment. */
function pad(render: () => string): () => string {
  return () => `\n${render()}\n`;
}

function quoteYaml(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function renderRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
