import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Vocabulary } from '../../../../model/vocabulary.ts';
import { parseReadme } from '../../../../readme/readme.ts';
import { findMatches } from '../../matches.ts';
import type { LexiconLimits } from '../../tag-index.ts';
import { createTagIndex, type TagIndex } from '../../tag-index.ts';
import type { LabelledReadme } from '../corpus.ts';
import { createRandom } from '../random.ts';
import { atLeast, atMost, type Bound, told } from './bound.ts';
import { type Bench, figure, mean, measure, outOfFold } from './out-of-fold.ts';

const SEEDS = 20;
/** What a project's own name is replaced by: a word that nothing knows. */
const MASK = 'Qwxzyv';

/** How much it leans on what was written with these READMEs or tags in mind. */
export function measureKnowledge({ data, models }: Bench): readonly Bound[] {
  const records = data.dev.map(({ record }) => record);
  const run = (vocabulary: Vocabulary, limits: LexiconLimits = {}) => {
    const classify = outOfFold(models, vocabulary, limits);
    return measure(
      records,
      data.dev.map((readme) => classify(readme)),
    );
  };
  const whole = run(data.tags);

  const rename = (names: readonly string[]): string[] => names.map((name) => data.renames.get(name.trim()) ?? name);
  const classifyRenamed = outOfFold(models, data.renamedTags);
  const renamed = measure(
    records.map(({ id, best, ok }) => ({ id, best: rename(best), ok: rename(ok) })),
    data.dev.map((readme) => classifyRenamed(readme)),
  );

  const index = createTagIndex(data.tags);
  const classify = outOfFold(models, data.tags);
  let maskedReadmes = 0;
  const masked = measure(
    records,
    data.dev.map((readme) => {
      const other = nameHoldsTag(readme, index) ? null : maskName(readme);
      if (other !== null) maskedReadmes++;
      return classify(other ?? readme);
    }),
  );

  const rare = findRareForms(data.dev, index, `${data.folder}/background.jsonl.gz`);
  const withoutRare = run(data.tags, { useForm: (phrase) => !rare.has(phrase) });

  const halfHidden = Array.from({ length: SEEDS }, (_, seed) => {
    const random = createRandom(100 + seed);
    const hidden = new Set(data.tags.tags.filter(() => random() < 0.5).map(({ name }) => name));
    return figure(run(data.tags, { useLexicon: ({ name }) => !hidden.has(name), keepKinds: true }).hit1);
  });
  const kindsLeft = run(data.tags, { useLexicon: () => false, keepKinds: true });
  const kinds = new Set(index.tags.filter(({ kind }) => kind !== null).map(({ tag }) => tag.name));
  const kindEntriesLeft = run(data.tags, { useLexicon: ({ name }) => kinds.has(name) });

  return [
    atMost('tags-renamed.json: f1 lower by', [figure(whole.f1) - figure(renamed.f1), 0.03]),
    atMost(`own name masked (${maskedReadmes} READMEs): hit1 lower by`, [
      figure(whole.hit1) - figure(masked.hit1),
      0.05,
    ]),
    atMost(`rare forms removed (${rare.size}): f1 lower by`, [figure(whole.f1) - figure(withoutRare.f1), 0.03]),
    atLeast(`half of the lexicon entries hidden (${SEEDS} seeds): hit1`, [mean(halfHidden), 0.78]),
    atLeast('all hidden, structure of kinds left: hit1', [figure(kindsLeft.hit1), 0.64]),
    told('all hidden but the entries of kinds: hit1', figure(kindEntriesLeft.hit1).toFixed(3)),
  ];
}

/** Whether the repository's name holds a name of a tag: then it says something that everybody may use. */
function nameHoldsTag({ facts }: LabelledReadme, index: TagIndex): boolean {
  const document = parseReadme(new Uint8Array(), { ...facts, description: null });
  return findMatches(document, index).matches.some(({ meaning }) => meaning.role === 'own' || meaning.role === 'alias');
}

/** The README, name and description with every spelling of the repository's name replaced. */
function maskName(readme: LabelledReadme): LabelledReadme {
  const name = readme.facts.name ?? '';
  const parts = name.split(/[-_. ]+/).filter((part) => part !== '');
  if (parts.join('').length < 2) return readme;
  const spelled = parts.map((part) => part.replaceAll(/[^\p{L}\p{N}]/gu, '\\$&')).join('[-_. ]?');
  // Short names stand in many other words.
  const pattern = name.length < 5 ? `(?<![\\p{L}\\p{N}])${spelled}(?![\\p{L}\\p{N}])` : spelled;
  const mask = (text: string): string => text.replaceAll(new RegExp(pattern, 'giu'), MASK);
  const description = readme.facts.description === null ? null : mask(readme.facts.description);
  const facts = { ...readme.facts, name: MASK, description };
  const document = parseReadme(Buffer.from(mask(readme.document.source)), facts);
  return { ...readme, facts, document };
}

/** Forms of the lexicon that stand in one README of `readmes` and in none of the background. */
function findRareForms(readmes: readonly LabelledReadme[], index: TagIndex, background: string): ReadonlySet<string> {
  const counts = new Map<string, number>();
  const formsIn = (document: LabelledReadme['document']): ReadonlySet<string> =>
    new Set(
      findMatches(document, index)
        .matches.filter(({ meaning }) => meaning.role !== 'own')
        .map(({ form }) => form.phrase),
    );
  for (const { document } of readmes) {
    for (const phrase of formsIn(document)) counts.set(phrase, (counts.get(phrase) ?? 0) + 1);
  }
  const rare = new Set([...counts].filter(([, count]) => count === 1).map(([phrase]) => phrase));
  for (const line of gunzipSync(readFileSync(background)).toString('utf8').split('\n').filter(Boolean)) {
    const { path, text } = JSON.parse(line) as { path: string; text: string };
    const document = parseReadme(Buffer.from(text), { path, name: null, description: null });
    for (const phrase of formsIn(document)) rare.delete(phrase);
  }
  return rare;
}
