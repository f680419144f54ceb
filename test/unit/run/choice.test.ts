import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { checkChoice } from '../../../src/run/choice.ts';
import { parseSettings } from '../../../src/settings.ts';
import { tag, vocabulary } from '../report/sample.ts';

const list = vocabulary([
  tag('command-line', { aliases: ['cli', 'terminal app'] }),
  tag('terminal app', { replacedBy: 'command-line' }),
  tag('curated', { manual: true }),
  tag('web'),
]);
const check = (given: Record<string, string>) => checkChoice(parseSettings((name) => given[name] ?? '').settings, list);
const messagesOf = (given: Record<string, string>): readonly string[] => {
  try {
    check(given);
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(({ message }) => message);
    throw error;
  }
  throw new Error('It was accepted');
};

describe('a choice', () => {
  it('takes names, aliases and names of replaced tags', () => {
    const choice = check({ 'pin-tags': 'cli, terminal app', 'exclude-tags': 'web', 'min-score': '0.7' });
    expect(choice.options).toEqual({ maxTags: 3, minScore: 0.7, exclude: ['web'], pin: ['cli', 'terminal app'] });
    expect([...choice.pinned]).toEqual(['command-line']);
  });

  it('refuses every name that the list does not hold, with what was meant', () => {
    expect(messagesOf({ 'exclude-tags': 'wbe', 'pin-tags': 'comand-line, nothing-like-it' })).toEqual([
      'Input "exclude-tags" holds "wbe", which is no tag of .github/tags.json; did you mean "web"?',
      'Input "pin-tags" holds "comand-line", which is no tag of .github/tags.json; did you mean "command-line"?',
      'Input "pin-tags" holds "nothing-like-it", which is no tag of .github/tags.json.',
    ]);
  });

  it('refuses to pin a tag that only people give', () => {
    expect(messagesOf({ 'pin-tags': 'curated' })[0]).toContain('only people give it');
    expect(check({ 'exclude-tags': 'curated' }).options.exclude).toEqual(['curated']);
  });
});
