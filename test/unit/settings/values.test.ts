import { describe, expect, it } from 'vitest';
import { boolean, classifier, names, tagsFiles } from '../../../src/settings/values.ts';

describe('a boolean', () => {
  it.each([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    ['False', false],
    ['FALSE', false],
  ])('is read from %s', (text, value) => {
    expect(boolean()(text)).toEqual({ ok: true, value });
  });

  it.each(['yes', '1', 'tRue', 'on'])('is not read from %s', (text) => {
    expect(boolean()(text)).toEqual({ ok: false, problems: [`is "${text}"; expected true or false.`] });
  });
});

describe('a list of names', () => {
  it.each([
    ['a,b', ['a', 'b']],
    [' a , , b ,', ['a', 'b']],
    ['a b\nc\r\nd', ['a b', 'c', 'd']],
    ['"a, b", c', ['a, b', 'c']],
    ['""', []],
    ['c"d', ['c"d']],
    ['"a""b"', ['a"b']],
  ])('is read from %j', (text, value) => {
    expect(names()(text)).toEqual({ ok: true, value });
  });

  it.each(['"a', '"a"b', 'x, "a'])('is not read from %j', (text) => {
    expect(names()(text).ok).toBe(false);
  });
});

describe('tags files', () => {
  it('name a file once, however often it is written', () => {
    expect(tagsFiles()('tags.json\n\n tags.json ')).toEqual({
      ok: true,
      value: [{ kind: 'repository', given: 'tags.json', path: 'tags.json' }],
    });
  });

  it('are found at the tip of another repository without a ref', () => {
    expect(tagsFiles()('acme/tags:tags.json')).toMatchObject({ ok: true, value: [{ ref: null, path: 'tags.json' }] });
  });

  it('may have an @ in a path of another repository when a ref follows', () => {
    expect(tagsFiles()('acme/tags:@lists/a.json@main')).toMatchObject({
      ok: true,
      value: [{ path: '@lists/a.json', ref: 'main' }],
    });
  });
});

describe('classifier', () => {
  it('takes the offline one', () => {
    expect(classifier()('offline')).toEqual({ ok: true, value: 'offline' });
  });

  it.each(['llm', 'Offline', ''])('refuses %j and says what there is', (given) => {
    const answer = classifier()(given);
    expect(answer.ok).toBe(false);
    expect(JSON.stringify(answer)).toContain('expected \\"offline\\"');
  });
});
