import { expect, test } from 'vitest';
import { anyText, type Command, list, parseCall, single, toggle } from '../../../src/cli/command-line.ts';
import { UserError } from '../../../src/errors.ts';
import { names, wholeNumber } from '../../../src/settings/values.ts';

const paint = {
  name: 'paint',
  summary: 'Paint',
  operands: ['<wall>', '[second]'],
  operandHelp: [],
  options: {
    colour: single('c', 'name', anyText, 'the colour'),
    maxCoats: single('n', 'number', wholeNumber(1, 5), 'coats'),
    skipParts: list(null, 'names', names(), 'parts'),
    quick: toggle('q', 'be quick'),
    wet: toggle('w', 'be wet'),
  },
  help: '',
} satisfies Command;

function failure(...argv: string[]): UserError {
  try {
    parseCall(paint, argv);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

test.each([
  [['north', '--colour', 'red'], ['north'], { colour: 'red' }],
  [['--colour=red', 'north'], ['north'], { colour: 'red' }],
  [['--colour=', 'north'], ['north'], { colour: '' }],
  [['--colour=a=b', 'north'], ['north'], { colour: 'a=b' }],
  [['-c', 'red', 'north'], ['north'], { colour: 'red' }],
  [['-cred', 'north'], ['north'], { colour: 'red' }],
  [['-c=red', 'north'], ['north'], { colour: 'red' }],
  [['-qwn3', 'north'], ['north'], { quick: true, wet: true, maxCoats: 3 }],
  [['-qn', '3', 'north'], ['north'], { quick: true, maxCoats: 3 }],
  [['--max-coats', '2', 'north', '--max-coats', '4'], ['north'], { maxCoats: 4 }],
  [['--skip-parts', 'a,b', 'north', '--skip-parts', 'b,"c,d"'], ['north'], { skipParts: ['a', 'b', 'c,d'] }],
  [['-', 'south'], ['-', 'south'], {}],
  [['-c', '-', 'north'], ['north'], { colour: '-' }],
  [['--', '--colour', '-q'], ['--colour', '-q'], {}],
  [['--colour=-5', 'north'], ['north'], { colour: '-5' }],
])('reads %j', (argv, operands, flags) => {
  expect(parseCall(paint, argv)).toEqual({ operands, flags });
});

test.each([
  [['north', '--color', 'red'], 'There is no option "--color"; did you mean "--colour"?'],
  [['north', '-colour'], 'There is no option "-colour"; did you mean "--colour"?'],
  [['north', '-max-coat', '2'], 'There is no option "-m" (in "-max-coat"); did you mean "--max-coats"?'],
  [['north', '-x'], 'There is no option "-x".'],
  [['north', '--zzzzzzzzzz'], 'There is no option "--zzzzzzzzzz".'],
  [['north', '--colour'], 'Option "--colour" needs a value: --colour <name>.'],
  [['north', '--colour', '--quick'], 'A value that starts with a dash is written --colour=--quick.'],
  [['north', '--quick=yes'], 'Option "--quick" takes no value.'],
  [['north', '-n', '9'], 'Option "--max-coats" is "9"; expected a whole number from 1 to 5.'],
  [['north', '-n', '1.5'], 'Option "--max-coats" is "1.5"; expected a whole number from 1 to 5.'],
  [['north', '--toString', 'x'], 'There is no option "--toString"'],
  [['north', '--__proto__=x'], 'There is no option "--__proto__"'],
  [[], 'paint needs <wall>.'],
  [['a', 'b', 'c'], 'paint takes 2 arguments; there is also "c".'],
])('refuses %j', (argv, message) => {
  const error = failure(...argv);
  expect(error.kind).toBe('input');
  expect(error.message).toContain(message);
});

test('tells everything that is wrong with a call at once', () => {
  const error = failure('--colou=red', '-n0', '--skip-parts', '"a');
  expect(error.problems.map(({ code }) => code)).toEqual([
    'call/unknown-option',
    'call/max-coats',
    'call/skip-parts',
    'call/operands',
  ]);
});

test('takes what stands behind an unknown option for its value, not for an operand too many', () => {
  expect(failure('north', 'south', '--color', 'red').problems.map(({ code }) => code)).toEqual(['call/unknown-option']);
  expect(failure('a', '--color', 'red', '-n9', 'b', 'c').message).toContain('there is also "c".');
  expect(failure('--quik', 'north').problems.map(({ code }) => code)).toEqual(['call/unknown-option']);
});

test('says what a missing operand is', () => {
  const explained = { ...paint, operandHelp: ['a wall, or - for all'] };
  expect(() => parseCall(explained, [])).toThrow('paint needs <wall>: a wall, or - for all.');
});

test('takes any number of arguments where the last operand may be many', () => {
  const mix = { ...paint, operands: ['<wall...>'] };
  expect(parseCall(mix, ['a', 'b', 'c', '-q']).operands).toEqual(['a', 'b', 'c']);
  expect(() => parseCall(mix, [])).toThrow('paint needs <wall>.');
});
