import { expect, test } from 'vitest';
import { createChoiceOptions } from '../../../src/cli/choice-options.ts';
import { UserError } from '../../../src/errors.ts';
import type { Tag, Vocabulary } from '../../../src/model/vocabulary.ts';

function tag(name: string, aliases: string[] = [], manual = false): Tag {
  return {
    id: name,
    name,
    description: null,
    aliases,
    topic: null,
    manual,
    replacedBy: null,
    group: null,
    minScore: null,
    place: {},
  };
}

const vocabulary: Vocabulary = {
  tags: [tag('parser'), tag('javascript', ['js']), tag('reviewed', [], true)],
  source: 'tags.json',
  sha256: '',
  warnings: [],
};

test('takes what was asked for, names and aliases alike', () => {
  expect(createChoiceOptions({ maxTags: 3, pinTags: ['js'], excludeTags: ['parser'] }, vocabulary)).toEqual({
    maxTags: 3,
    minScore: null,
    exclude: ['parser'],
    pin: ['js'],
  });
});

test('pins no tag that only people give', () => {
  expect(() => createChoiceOptions({ pinTags: ['reviewed'] }, vocabulary)).toThrow('only people give it');
});

test('tells every name that is in no list or in both, and what was probably meant', () => {
  let error: unknown;
  try {
    createChoiceOptions({ maxTags: 1, pinTags: ['praser', 'js'], excludeTags: ['js', 'quark'] }, vocabulary);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(UserError);
  const message = (error as UserError).message;
  expect(message).toContain('--pin-tags holds "praser", which is no tag of tags.json; did you mean "parser"?');
  expect(message).toContain('--exclude-tags holds "quark", which is no tag of tags.json.');
  expect(message).toContain('"js" is in --pin-tags and in --exclude-tags');
  expect(message).toContain('--pin-tags has 2 names, but --max-tags is 1');
});
