import { parseReadme } from '../../../../readme/readme.ts';
import { createOfflineClassifier } from '../../offline.ts';
import { readVocabulary } from '../corpus.ts';
import { atLeast, atMost, type Bound } from './bound.ts';
import { type Bench, givenBy, outOfFold, share, withTags } from './out-of-fold.ts';

const BADGES = [
  '[![Build](https://img.shields.io/badge/build-passing-brightgreen)](https://example.org/build)',
  '[![Coverage](https://img.shields.io/badge/coverage-98%25-green)](https://example.org/coverage)',
  '[![npm](https://img.shields.io/npm/v/acme)](https://www.npmjs.com/package/acme)',
  '[![Docker pulls](https://img.shields.io/docker/pulls/acme/acme)](https://hub.docker.com/r/acme/acme)',
  '[![Chat on Discord](https://img.shields.io/discord/1)](https://discord.gg/acme)',
];
const LICENCES = ['## License\n\nMIT', '## License\n\nCopyright (c) 2020 Acme. Licensed under the Apache License 2.0.'];
const BADGES_ONLY = LICENCES.flatMap((licence) => [
  `${BADGES.join('\n')}\n\n${licence}\n`,
  `# acme\n\n${BADGES.join(' ')}\n\n${licence}\n`,
]);

/** Whether it stays silent where nothing fits. */
export async function measureHonesty(bench: Bench): Promise<readonly Bound[]> {
  const { data, models } = bench;
  const intact = outOfFold(models, data.tags);
  const tops = { intact: [] as number[], emptied: [] as number[] };
  let answeredIntact = 0;
  let answeredEmptied = 0;
  for (const readme of data.dev) {
    const gold = new Set([...readme.record.best, ...readme.record.ok].map((name) => name.trim()));
    const emptied = outOfFold(
      models,
      withTags(data.tags, (name) => !gold.has(name)),
    );
    for (const [key, prediction] of [
      ['intact', intact(readme)],
      ['emptied', emptied(readme)],
    ] as const) {
      tops[key].push((prediction.tags[0] ?? prediction.ranking[0])?.score ?? 0);
      if (prediction.tags.length === 0) continue;
      if (key === 'intact') answeredIntact++;
      else answeredEmptied++;
    }
  }

  const foreign = givenBy(models, await readVocabulary(`${data.folder}/tags-foreign.json`));
  const all = [...data.dev, ...data.owners];
  const givenForeign = all.filter((readme) => foreign(readme).length > 0).length;

  let givenForBadges = 0;
  for (const vocabulary of [data.tags, data.renamedTags, data.ownerTags]) {
    for (const model of models) {
      const classifier = createOfflineClassifier(vocabulary, { model });
      for (const text of BADGES_ONLY) {
        const document = parseReadme(Buffer.from(text), { path: 'README.md', name: 'acme', description: null });
        givenForBadges += classifier.classify(document, { maxTags: 3, minScore: null, exclude: [], pin: [] }).tags
          .length;
      }
    }
  }

  return [
    atMost('none of the gold in the list: still answered', [share(answeredEmptied, data.dev.length), 0.2]),
    atLeast('intact list: answered', [share(answeredIntact, data.dev.length), 0.9]),
    atLeast('area under ROC of the top score between the two', [areaUnderRoc(tops.intact, tops.emptied), 0.9]),
    atMost('tags-foreign.json: READMEs given any (149)', [share(givenForeign, all.length), 0.03]),
    atMost('badges and licence only: tags given', [givenForBadges, 0]),
  ];
}

/** Share of pairs in which the first list's score is the higher; equal ones count half. */
function areaUnderRoc(high: readonly number[], low: readonly number[]): number {
  let won = 0;
  for (const a of high) for (const b of low) won += a > b ? 1 : a === b ? 0.5 : 0;
  return won / (high.length * low.length);
}
