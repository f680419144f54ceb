import { atLeast, type Bound, told } from './bound.ts';
import { type Bench, mean, outOfFold } from './out-of-fold.ts';

/** A vocabulary of names alone that nobody prepared for, against the topics that owners chose. */
export function measureOwnerTopics({ data, models }: Bench): readonly Bound[] {
  const classify = outOfFold(models, data.ownerTags);
  const recalls = { at5: [] as number[], at10: [] as number[] };
  let right = 0;
  let rightBeyondName = 0;
  for (const readme of data.owners) {
    const { ranking } = classify(readme);
    const best = new Set(readme.record.best.map((name) => name.trim()));
    const found = (n: number): number => ranking.slice(0, n).filter(({ name }) => best.has(name)).length / best.size;
    recalls.at5.push(found(5));
    recalls.at10.push(found(10));
    const first = ranking[0]?.name ?? '';
    if (!best.has(first)) continue;
    right++;
    if (!plain(readme.facts.name ?? '').includes(plain(first))) rightBeyondName++;
  }
  return [
    atLeast('owner-topics: recall@5 / @10', [mean(recalls.at5), 0.54], [mean(recalls.at10), 0.65]),
    atLeast(`owner-topics: first right, of ${data.owners.length}`, [right, 49]),
    told('owner-topics: first right and no part of the repository name', String(rightBeyondName)),
  ];
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
