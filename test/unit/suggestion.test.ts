import { describe, expect, it } from 'vitest';
import { renderSuggestion, suggest } from '../../src/suggestion.ts';

describe('suggest', () => {
  it.each([
    ['max-tag', 'max-tags'],
    ['tagsfile', 'tags-file'],
    ['artefact', 'artifact'],
    ['TOKEN', 'token'],
    ['tokne', 'token'],
  ])('takes %s for %s', (word, meant) => {
    expect(suggest(word, ['tags-file', 'max-tags', 'artifact', 'token'])).toBe(meant);
  });

  it.each(['', 'model', 'dry-run'])('knows nothing near %j', (word) => {
    expect(suggest(word, ['tags-file', 'max-tags', 'artifact', 'token'])).toBeNull();
  });

  it('gives the first of equals', () => {
    expect(suggest('ax', ['ab', 'ay'])).toBe('ab');
  });

  it('does not measure words that are too long to be slips', () => {
    const long = 'a'.repeat(5000);
    expect(suggest(long, [`${long}b`])).toBeNull();
  });

  it('is a clause for the end of a sentence, or nothing', () => {
    expect(renderSuggestion('summry', ['summary'])).toBe('; did you mean "summary"?');
    expect(renderSuggestion('other', ['summary'])).toBe('');
  });
});
