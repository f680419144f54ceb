import { describe, expect, test } from 'vitest';
import { parseFileCommands } from './file-commands.ts';
import { annotationsOf, parseOutput, parseWorkflowCommand } from './workflow-commands.ts';

describe('a workflow command', () => {
  test.each([
    ['::error::text', 'error', {}, 'text'],
    ['  ::warning file=a%2Cb.md,line=3::one%0Atwo%25', 'warning', { file: 'a,b.md', line: '3' }, 'one\ntwo%'],
    ['::add-mask::%250A', 'add-mask', {}, '%0A'],
    ['::Error title=a%3A b::x::y', 'error', { title: 'a: b' }, 'x::y'],
    ['text before ##[error file=x;line=1]old%5D', 'error', { file: 'x', line: '1' }, 'old]'],
  ])('is read from %j', (line, name, properties, data) => {
    const command = parseWorkflowCommand(line);
    expect(command).toMatchObject({ name, data });
    expect(Object.fromEntries(command?.properties ?? [])).toEqual(properties);
  });

  test.each(['text', '::unknown::x', '::error', 'text ::error::x', '##[unknown]x', '##[error', ''])(
    'is not in %j',
    (line) => {
      expect(parseWorkflowCommand(line)).toBeNull();
    },
  );

  test('is not obeyed between stop-commands and its token', () => {
    const commands = parseOutput('::stop-commands::halt\n::error::hidden\n::halt::\n::notice title=t::seen\n');
    expect(commands.map(({ name }) => name)).toEqual(['stop-commands', 'notice']);
    expect(annotationsOf(commands)).toEqual([{ level: 'notice', message: 'seen', title: 't' }]);
  });
});

describe('a file of commands', () => {
  test('holds plain values and blocks', () => {
    const values = parseFileCommands('a=1=2\n\nb<<END\nx\n\ny=z\nEND\nempty<<END\nEND\n');
    expect([...values]).toEqual([
      ['a', '1=2'],
      ['b', 'x\n\ny=z'],
      ['empty', ''],
    ]);
  });

  test.each(['=x', 'name', 'a<<', '<<END\nEND', 'a<<END\nx'])('is refused when it holds %j', (text) => {
    expect(() => parseFileCommands(text)).toThrow('Invalid');
  });
});
