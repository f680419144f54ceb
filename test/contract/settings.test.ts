import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { OUTPUTS } from '../../src/settings/outputs.ts';
import { INPUTS, type Input } from '../../src/settings.ts';
import { projectFile } from '../github/child.ts';
import { readDocument } from './documents.ts';

type Row = { readonly name: string; readonly default: string | null; readonly description: string };

const settings: readonly Row[] = Object.values<Input<unknown>>(INPUTS).map((input) => ({
  name: input.name,
  default: input.default,
  description: input.description,
}));

const action: {
  name: string;
  description: string;
  branding: { icon: string; color: string };
  inputs: Record<string, { description: string; default?: unknown }>;
  outputs: Record<string, { description: string }>;
  runs: Record<string, string>;
} = parse(readFileSync(projectFile('action.yml'), 'utf8'));

const readme = readDocument('README.md');
const unquote = (cell: string) => cell.replace(/^`(.*)`$/, '$1').replaceAll('\\|', '|');

describe('inputs', () => {
  test('are the same in action.yml: names, order, defaults and descriptions', () => {
    const declared = Object.entries(action.inputs).map(([name, input]) => ({
      name,
      default: input.default ?? null,
      description: input.description,
    }));
    expect(declared).toEqual(settings);
  });

  test('have defaults that are text in action.yml, as the runner hands them over', () => {
    for (const { default: given } of Object.values(action.inputs)) expect(typeof given).toMatch(/string|undefined/);
  });

  test('are the same in the README: names, order, defaults and descriptions', () => {
    const [head, ...rows] = readme.tables.get('Inputs') ?? [];
    expect(head).toEqual(['Input', 'Default', 'Meaning']);
    const notes = new Map(Object.values<Input<unknown>>(INPUTS).map((input) => [input.name, input.defaultNote ?? '']));
    const expected = settings.map((input) => [input.name, input.default ?? notes.get(input.name), input.description]);
    expect(rows.map(([name = '', value = '', meaning = '']) => [unquote(name), unquote(value), meaning])).toEqual(
      expected,
    );
  });

  test('say in the README what holds where they are not set', () => {
    for (const input of Object.values<Input<unknown>>(INPUTS)) {
      expect([input.name, input.default ?? input.defaultNote]).not.toEqual([input.name, null]);
    }
  });
});

describe('outputs', () => {
  test('are the same in action.yml: names, order and descriptions', () => {
    const declared = Object.entries(action.outputs).map(([name, { description }]) => ({ name, description }));
    expect(declared).toEqual(OUTPUTS);
  });

  test('are the same in the README: names, order and descriptions', () => {
    const [head, ...rows] = readme.tables.get('Outputs') ?? [];
    expect(head).toEqual(['Output', 'Meaning']);
    expect(rows.map(([name = '', meaning]) => [unquote(name), meaning])).toEqual(
      OUTPUTS.map(({ name, description }) => [name, description]),
    );
  });
});

test('action.yml runs a file that is there, and can be listed on the marketplace', () => {
  expect(action.runs['using']).toBe('node24');
  expect(existsSync(projectFile(action.runs['main'] ?? ''))).toBe(true);
  expect(action.name).toBe('README Tagger');
  // Longer descriptions are cut in searches.
  expect(action.description.length).toBeLessThan(125);
  expect(action.branding).toEqual({ icon: expect.stringMatching(/./), color: expect.stringMatching(/./) });
});
