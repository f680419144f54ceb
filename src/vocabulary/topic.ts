import { quote } from './quote.ts';

/** What GitHub accepts as a topic. Source: its own message for 422, with the length that its documentation gives (50). */
export const topicPattern = /^[a-z0-9][a-z0-9-]{0,49}$/;
const maxTopicLength = 50;

export type TopicTrouble = 'no-topic' | 'long-topic' | 'invalid-topic';
export type TopicOutcome =
  | { readonly topic: string }
  | { readonly topic: null; readonly trouble: TopicTrouble; readonly message: string };

/** Letters that Unicode does not take apart into a plain letter and an accent. */
const foldedLetters = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['ħ', 'h'],
  ['ı', 'i'],
  ['ł', 'l'],
  ['ŋ', 'n'],
  ['þ', 'th'],
  ['ŧ', 't'],
]);

/**
 * Topic of a name: `C++` is `cpp`, `C#` `csharp`, `F#` `fsharp`, `.NET` `dotnet`, `Node.js` `nodejs`, `Q & A` `q-and-a`,
 * `A*` `a-star`, `Notepad++` `notepad-plus-plus`, `CI/CD` `ci-cd`, `Café` `cafe`; what is left of signs and spaces
 * becomes one hyphen. A name with letters that have no Latin form (`数据库`, also in part) has no topic: half a name
 * would say something else.
 */
export function topicOfName(name: string): TopicOutcome {
  const slug = slugOf(name);
  if (slug === null) {
    const message = `no topic can be made of ${quote(name)}: topics are made of a to z, 0 to 9 and hyphens. Give it a "topic".`;
    return { topic: null, trouble: 'no-topic', message };
  }
  if (slug.length > maxTopicLength) {
    const message = `the topic of ${quote(name)} would have ${slug.length} characters; GitHub allows ${maxTopicLength}. Give it a shorter "topic".`;
    return { topic: null, trouble: 'long-topic', message };
  }
  return { topic: slug };
}

/** An entry's own topic, as it is: nothing is made of it, so that the file says what will stand on GitHub. */
export function ownTopic(topic: string): TopicOutcome {
  if (topicPattern.test(topic)) return { topic };
  const slug = slugOf(topic);
  const fix = slug !== null && topicPattern.test(slug) ? ` Write ${quote(slug)}.` : '';
  const message = `topic ${quote(topic)} is none that GitHub accepts: it starts with a letter or digit and has at most ${maxTopicLength} of a to z, 0 to 9 and hyphens.${fix}`;
  return { topic: null, trouble: 'invalid-topic', message };
}

function slugOf(name: string): string | null {
  // Most names are topics already, and those that GitHub accepts stay as they are, odd hyphens included.
  if (topicPattern.test(name)) return name;
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]|\u200c|\u200d|\ufe0e|\ufe0f/g, '')
    .replace(/[ßæœøđðħıłŋþŧ]/g, (letter) => foldedLetters.get(letter) ?? '');
  if (/[\p{L}\p{N}\p{M}]/u.test(plain.replace(/[ -~]/g, ''))) return null;
  const slug = plain
    .replace(/(^|[^a-z0-9])([a-z])\+\+/g, '$1$2pp')
    .replace(/\+\+/g, '-plus-plus-')
    .replace(/\+$/, '-plus')
    .replace(/(^|[^a-z0-9])([a-z])#/g, '$1$2sharp')
    .replace(/(^|[^a-z0-9])\.net(?![a-z])/g, '$1dotnet')
    .replace(/([a-z])\.(?=[a-z])|([a-z])\.(?=[0-9])|([0-9])\.(?=[a-z])/g, '$1$2$3')
    .replace(/&/g, '-and-')
    .replace(/([a-z0-9])\*$/, '$1-star')
    .replace(/['’`]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return slug === '' ? null : slug;
}
