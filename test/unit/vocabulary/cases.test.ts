import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { renderPlace, UserError } from '../../../src/errors.ts';
import type { Tag, Vocabulary } from '../../../src/model/vocabulary.ts';
import { parseVocabulary } from '../../../src/vocabulary/vocabulary.ts';

// A case is two files: the tags file, and beside it `<its name>.out`, what reading it gives. Topics are required where
// the name says `.topics.`. New or changed cases: run with `-u` and review the difference.
const folder = fileURLToPath(new URL('../../cases/vocabulary/', import.meta.url));
const namesIn = (kind: 'ok' | 'err') =>
  readdirSync(`${folder}${kind}`)
    .filter((name) => !name.endsWith('.out'))
    .sort();

async function read(kind: 'ok' | 'err', name: string): Promise<Vocabulary> {
  const bytes = readFileSync(`${folder}${kind}/${name}`);
  return parseVocabulary([{ name, bytes }], { topics: name.includes('.topics.') ? 'required' : 'optional' });
}

function renderTag({ place, ...tag }: Tag): string {
  const said = Object.entries(tag).filter(([, value]) => value !== null && value !== false && String(value) !== '');
  return `line ${place.line}: ${JSON.stringify(Object.fromEntries(said))}`;
}

describe('tags files that are right', () => {
  test.each(namesIn('ok'))('%s', async (name) => {
    const { tags, warnings } = await read('ok', name);
    const lines = [
      ...tags.map(renderTag),
      ...warnings.map(({ code, message, place }) => `warning ${code} ${renderPlace(place)}: ${message}`),
    ];
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`${folder}ok/${name}.out`);
  });
});

describe('tags files that are wrong', () => {
  test.each(namesIn('err'))('%s', async (name) => {
    const error = await read('err', name).catch((thrown: unknown) => thrown);
    if (!(error instanceof UserError)) throw new Error(`${name} is read without an error`, { cause: error });
    expect(error.kind).toBe('input');
    const lines = error.problems.map(({ code, message, place }) => `${code} ${renderPlace(place)}: ${message}`);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`${folder}err/${name}.out`);
  });
});
