import { background } from '../../src/classify/offline/background.ts';
import { tokenizeText } from '../../src/classify/offline/tokens.ts';
import type { Labels, Prediction } from '../../src/evaluate/outcome.ts';
import type { ReadmeDocument } from '../../src/model/readme.ts';
import type { Vocabulary } from '../../src/model/vocabulary.ts';

/** What counting can do: it gives the three tags whose names stand in the text most often, or fewer where fewer do. */
const MOST = 3;

type Counted = Labels & { readonly document: ReadmeDocument };

/**
 * The simplest classifier there is: how often does each tag's name stand in name, description and README? With `rarity`, a name
 * counts the more the fewer READMEs hold it.
 */
export function countNames(
  vocabulary: Vocabulary,
  { id, document }: Pick<Counted, 'id' | 'document'>,
  { rarity }: { readonly rarity: boolean },
): Prediction {
  const top = document.segments.filter(({ line }) => line === 0).map(({ text }) => text);
  const { words } = tokenizeText([...top, document.source].join('\n'));
  const text = ` ${words.join(' ')} `;
  const ranking = vocabulary.tags
    .map(({ name }) => {
      const phrase = tokenizeText(name).words.join(' ');
      const count = phrase === '' ? 0 : text.split(` ${phrase} `).length - 1;
      const worth = rarity ? Math.log1p(count) * background().rarity(phrase).anywhere : count;
      return { name: name.trim(), score: worth };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.name < b.name ? -1 : 1));
  return { id, tags: ranking.slice(0, MOST), ranking };
}
