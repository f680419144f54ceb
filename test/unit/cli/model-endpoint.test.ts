import { expect, test } from 'vitest';
import { findModelEndpoint } from '../../../src/cli/model-endpoint.ts';

const local = 'http://localhost:11434/v1';
const find = (flags: { baseUrl?: string; model?: string }, env: Record<string, string> = {}, hasKey = true) => {
  const { problems, ...found } = findModelEndpoint(flags, { env }, hasKey);
  return { ...found, problems: problems.map(({ code }) => code) };
};

test.each<[string, Parameters<typeof find>[0], Record<string, string>, object]>([
  ['nothing', {}, {}, { baseUrl: null, model: 'gpt-6-luna', isNamed: false, problems: [] }],
  ['a model', { model: 'm' }, { OPENAI_BASE_URL: ' ' }, { baseUrl: null, model: 'm', isNamed: false, problems: [] }],
  ['an option', { baseUrl: `${local}/`, model: 'm' }, {}, { baseUrl: local, isNamed: true, problems: [] }],
  ['the environment', { model: 'm' }, { OPENAI_BASE_URL: local }, { baseUrl: local, isNamed: true, problems: [] }],
  [
    'both, of which the option counts',
    { baseUrl: local, model: 'm' },
    { OPENAI_BASE_URL: 'nowhere' },
    { baseUrl: local, problems: [] },
  ],
  ['no model', { baseUrl: local }, {}, { problems: ['call/model'] }],
  ['no address', {}, { OPENAI_BASE_URL: 'nowhere' }, { baseUrl: null, problems: ['call/base-url', 'call/model'] }],
])('finds the endpoint that is named by %s', (_name, flags, env, expected) => {
  expect(find(flags, env)).toMatchObject(expected);
});

test('minds where a key would go unencrypted', () => {
  const flags = { baseUrl: 'http://llm.example.com/v1', model: 'm' };
  expect(find(flags).problems).toEqual(['call/base-url']);
  const { problems, notices } = find(flags, {}, false);
  expect([problems, notices]).toEqual([[], [expect.stringContaining('unencrypted')]]);
});

test('names what is wrong by where it was given', () => {
  const said = (flags: { baseUrl?: string }, env = {}) =>
    findModelEndpoint({ ...flags, model: 'm' }, { env }, true).problems[0]?.message;
  expect(said({ baseUrl: 'nowhere' })).toMatch(/^Option "--base-url" is "nowhere"/);
  expect(said({}, { OPENAI_BASE_URL: 'nowhere' })).toMatch(/^OPENAI_BASE_URL is "nowhere"/);
});
