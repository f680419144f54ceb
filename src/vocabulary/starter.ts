import type { Vocabulary } from '../model/vocabulary.ts';
import { tagsSchemaUrl } from './schema-url.ts';
import areas from './starter/starter.json' with { type: 'json' };
import { topicOfName, topicPattern } from './topic.ts';
import { parseJsonVocabulary } from './vocabulary.ts';

type StarterTag = {
  readonly name: string;
  readonly description: string;
  readonly aliases?: readonly string[];
  readonly topic?: string;
};

/** The built-in list, as if it had been read from a file of what `renderStarterFile([])` gives. */
export function starterVocabulary(): Vocabulary {
  return parseJsonVocabulary({
    name: 'the built-in starter list',
    bytes: new TextEncoder().encode(renderStarterFile([])),
  });
}

/**
 * A tags file to start from, in JSON with one tag a line: the built-in list, with the topics that the repository has now.
 * Where such a topic is another name of a tag of the list, that tag gets it as its `topic`; where the list has nothing
 * like it, it becomes a tag of its own at the end, with an empty description to fill in.
 */
export function renderStarterFile(topicsOfRepository: readonly string[]): string {
  const present = new Set(topicsOfRepository.filter((topic) => topicPattern.test(topic)));
  const known = new Set<string>();
  const groups: StarterTag[][] = Object.values(areas).map((tags) =>
    tags.map((tag: StarterTag) => {
      const others = (tag.aliases ?? []).map((alias) => topicOfName(alias).topic ?? '');
      for (const topic of [tag.name, ...others]) known.add(topic);
      const topic = present.has(tag.name) ? undefined : others.find((other) => present.has(other));
      return topic === undefined ? tag : { ...tag, topic };
    }),
  );
  const added = [...present].filter((topic) => !known.has(topic)).sort();
  groups.push(added.map((name) => ({ name, description: '' })));
  const lines = groups
    .filter((tags) => tags.length > 0)
    .map((tags) => tags.map((tag) => `    ${renderTag(tag)}`).join(',\n'))
    .join(',\n\n');
  return `{\n  "$schema": ${JSON.stringify(tagsSchemaUrl)},\n  "tags": [\n${lines}\n  ]\n}\n`;
}

function renderTag(tag: StarterTag): string {
  const { name, topic, description, aliases } = tag;
  const fields = Object.entries({ name, topic, description, aliases })
    .filter(([, value]) => value !== undefined)
    .map(([field, value]) => `"${field}": ${Array.isArray(value) ? renderList(value) : JSON.stringify(value)}`);
  return `{ ${fields.join(', ')} }`;
}

function renderList(texts: readonly string[]): string {
  return `[${texts.map((text) => JSON.stringify(text)).join(', ')}]`;
}
