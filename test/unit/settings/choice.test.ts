import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { checkChoice, INPUT_WORDING } from '../../../src/settings/choice.ts';
import { tag, vocabulary } from '../report/sample.ts';

const list = vocabulary([
  tag('command-line', { aliases: ['cli', 'terminal app'] }),
  tag('terminal app', { replacedBy: 'command-line' }),
  tag('curated', { manual: true }),
  tag('web'),
]);
type Given = { readonly pin?: readonly string[]; readonly exclude?: readonly string[]; readonly maxTags?: number };
const check = ({ pin = [], exclude = [], maxTags = 3 }: Given) =>
  checkChoice({ maxTags, minScore: null, exclude, pin }, list, INPUT_WORDING);
const messagesOf = (given: Given): readonly string[] => {
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
    expect([...check({ pin: ['cli', 'terminal app'], exclude: ['web'] })]).toEqual(['command-line']);
  });

  it('refuses every name that the list does not hold, with what was meant', () => {
    expect(messagesOf({ exclude: ['wbe'], pin: ['comand-line', 'nothing-like-it'] })).toEqual([
      'Input "exclude-tags" holds "wbe", which is no tag of .github/tags.json; did you mean "web"?',
      'Input "pin-tags" holds "comand-line", which is no tag of .github/tags.json; did you mean "command-line"?',
      'Input "pin-tags" holds "nothing-like-it", which is no tag of .github/tags.json.',
    ]);
  });

  it('refuses to pin a tag that only people give', () => {
    expect(messagesOf({ pin: ['curated'] })[0]).toContain('only people give it');
    expect([...check({ exclude: ['curated'] })]).toEqual([]);
  });

  it('refuses to pin and exclude one tag, also under two of its names, and says so once', () => {
    const message = (name: string) => `"${name}" is in "pin-tags" and in "exclude-tags"; leave it in one of them.`;
    expect(messagesOf({ pin: ['web'], exclude: ['web'] })).toEqual([message('web')]);
    expect(messagesOf({ pin: ['cli'], exclude: ['terminal app'] })).toEqual([message('command-line')]);
  });

  it('refuses to pin more than may be given', () => {
    expect(messagesOf({ pin: ['web', 'cli'], maxTags: 1 })).toEqual([
      'Input "pin-tags" has 2 names, but "max-tags" is 1; raise "max-tags" or pin fewer.',
    ]);
  });
});
