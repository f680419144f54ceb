import { describe, expect, it } from 'vitest';
import { resolveDescription } from '../../../../src/classify/offline/description.ts';
import { conceptOf, findNaming } from '../../../../src/classify/offline/lexicon.ts';
import { createOfflineClassifier } from '../../../../src/classify/offline/offline.ts';
import { tokenizeText } from '../../../../src/classify/offline/tokens.ts';
import { parseReadme } from '../../../../src/readme/readme.ts';
import { parseVocabulary } from '../../../../src/vocabulary/vocabulary.ts';

const meant = (description: string): readonly string[] =>
  resolveDescription(tokenizeText(description)).map(({ concept }) => conceptOf(concept).id);
const suretyOf = (description: string): number => resolveDescription(tokenizeText(description))[0]?.surety ?? 0;

describe('a description', () => {
  it.each([
    ['Tools that check source code for mistakes (linters)', 'linter'],
    ['Reads text aloud: text to speech', 'text-to-speech'],
    ['Everything around Kubernetes clusters', 'kubernetes'],
    ['Farms, crops and irrigation', 'agriculture'],
  ])('%s speaks of %s', (description, concept) => {
    expect(meant(description)).toContain(concept);
  });

  it('that names two things alike speaks of both, of each less surely than of one', () => {
    const both = meant('Kafka and RabbitMQ');
    expect(both).toHaveLength(2);
    expect(suretyOf('Kafka and RabbitMQ')).toBeLessThan(suretyOf('Kafka'));
  });

  it('does not speak of what it is not for', () => {
    expect(meant('Belongs to the Heron team, not for Kubernetes')).toEqual([]);
    expect(meant('Not Kafka, but Kubernetes')).toEqual(['kubernetes']);
  });

  it.each(['', 'A tool', 'An app or library of ours', 'Belongs to the Heron team', 'x'.repeat(5000)])(
    'that names nothing in particular (%#) speaks of nothing',
    (description) => {
      expect(meant(description)).toEqual([]);
    },
  );

  it('is never as sure as a name, and surer with more in it', () => {
    const one = suretyOf('Kafka');
    const more = suretyOf('Apache Kafka, Kafka Connect: brokers, topics, consumers');
    expect(one).toBeGreaterThan(0);
    expect(more).toBeGreaterThan(one);
    expect(more).toBeLessThan(1);
  });

  it('does not speak of a concept that is kept from it', () => {
    const linter = findNaming('linter')!.concept.number;
    const described = resolveDescription(tokenizeText('Linters'), undefined, (concept) => concept !== linter);
    expect(described.map(({ concept }) => concept)).not.toContain(linter);
  });
});

describe('a tag with a name that nobody else says', () => {
  const README = `# Heron

Heron is a linter for shell scripts. It finds mistakes before they run.
`;
  const document = parseReadme(Buffer.from(README), { path: 'README.md', name: 'heron', description: null });
  const explain = async (...entries: object[]) => {
    const file = { name: 'tags.json', bytes: Buffer.from(JSON.stringify(entries)) };
    const classifier = createOfflineClassifier(await parseVocabulary([file], { topics: 'optional' }));
    return classifier.explain(document, { maxTags: 3, minScore: null, exclude: [], pin: [] }, 10);
  };
  const code = { name: 'qx17', description: 'Tools that check source code for mistakes (linters)' };

  it('is given for what its description speaks of, with a reason', async () => {
    const [first] = await explain(code, { name: 'chemistry' });
    expect(first).toMatchObject({ tag: { name: 'qx17' }, concept: null, described: ['linter'], reason: null });
    expect(first!.evidence[0]!.quote).toContain('linter');
  });

  it('stands behind the tag that has the name', async () => {
    const names = (await explain(code, { name: 'linter' })).map(({ tag }) => tag.name);
    expect(names).toEqual(['linter', 'qx17']);
  });

  it('means what its alias names, whatever its description speaks of', async () => {
    const [first] = await explain({ ...code, aliases: ['linter'], description: 'Everything around Kubernetes' });
    expect(first).toMatchObject({ concept: 'linter', described: [] });
  });
});
