import type { ReadmeDocument } from '../model/readme.ts';

/** Parts of a gold set that are measured on their own because classifiers are weak there. */
export const SLICES = ['under 100 words', 'without description', 'other scripts'] as const;
export type Slice = (typeof SLICES)[number];

const FEW_WORDS = 100;
/** Share of letters outside the Latin script from which a README counts as written in another. */
const OTHER_SCRIPT_SHARE = 0.2;

/** The slices that a README belongs to; code does not count towards its script. */
export function findSlices(document: ReadmeDocument, description: string | null): readonly Slice[] {
  const slices: Slice[] = [];
  if (document.shape.words < FEW_WORDS) slices.push('under 100 words');
  if (description === null || description.trim() === '') slices.push('without description');
  if (otherScriptShare(document) >= OTHER_SCRIPT_SHARE) slices.push('other scripts');
  return slices;
}

function otherScriptShare(document: ReadmeDocument): number {
  let letters = 0;
  let latin = 0;
  for (const { field, text } of document.segments) {
    if (field === 'code' || field === 'install' || field === 'fence') continue;
    letters += text.match(/\p{L}/gu)?.length ?? 0;
    latin += text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  }
  return letters === 0 ? 0 : (letters - latin) / letters;
}
