import { expect, test } from 'vitest';
import { optionName } from '../../../src/cli/command-line.ts';
import { COMMANDS, PROGRAM_HELP, PROGRAM_SUMMARY } from '../../../src/cli/commands.ts';
import { renderCommandHelp, renderProgramHelp } from '../../../src/cli/help.ts';

test.each(COMMANDS.map((command) => [command.name, command] as const))(
  'shows every option of %s, and examples of it',
  (name, command) => {
    const help = renderCommandHelp(command, 100);
    for (const key of Object.keys(command.options)) expect(help).toContain(`--${optionName(key)}`);
    expect(help).toMatch(new RegExp(`Examples:\\n(?: {2}.*\\n)*(?:.*)readme-tagger ${name} `));
    expect(command.operandHelp).toHaveLength(command.operands.length);
  },
);

test.each(COMMANDS.map((command) => [command.name, command] as const))(
  'gives no letter to two options of %s',
  (_, command) => {
    const letters = Object.values(command.options).flatMap(({ short }) => short ?? []);
    expect(new Set(letters).size).toBe(letters.length);
  },
);

test.each([40, 60, 80, 120])('wraps descriptions at %i columns', (columns) => {
  for (const command of COMMANDS) {
    const [options = ''] = renderCommandHelp(command, columns).split('Options:\n')[1]?.split('\n\n') ?? [];
    for (const line of options.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
  }
});

test('lists every command with its summary', () => {
  const help = renderProgramHelp(PROGRAM_SUMMARY, COMMANDS, PROGRAM_HELP, 100);
  for (const { name, summary } of COMMANDS) {
    expect(help).toContain(`  ${name} `);
    expect(help).toContain(summary);
  }
});
