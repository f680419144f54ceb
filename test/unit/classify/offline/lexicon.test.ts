import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../../src/classify/offline/kinds.ts';
import { conceptOf, findNaming, formsStartingWith, MAX_CONCEPTS } from '../../../../src/classify/offline/lexicon.ts';
import { tokenizeText } from '../../../../src/classify/offline/tokens.ts';
import { compileLexicon, type Entry } from '../../../../src/classify/offline/train/lexicon-source.ts';

const folder = new URL('../../../../src/classify/offline/lexicon/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'shared.json');
const read = (name: string): string => readFileSync(fileURLToPath(new URL(name, folder)), 'utf8');
const entries = files.flatMap((file) => (JSON.parse(read(file)) as Entry[]).map((entry) => ({ ...entry, file })));
const shared = JSON.parse(read('shared.json')) as { name: string; concepts: string[]; reason: string }[];

const LISTS = ['names', 'aliases', 'phrases', 'cues', 'broader', 'whole', 'against'] as const;
const key = (name: string): string => tokenizeText(name).words.join(' ');

describe('the lexicon', () => {
  it('holds at least 3,000 concepts, and no more than can be numbered', () => {
    expect(entries.length).toBeGreaterThan(3000);
    expect(entries.length).toBeLessThanOrEqual(MAX_CONCEPTS);
    const many = Array.from({ length: MAX_CONCEPTS + 1 }, (_, number) => ({ id: `concept-${number}` }));
    expect(() => compileLexicon(many)).toThrow(RangeError);
  });

  it('is compiled from what stands in its files', () => {
    const compiled = JSON.parse(readFileSync(new URL('../data/lexicon.generated.json', folder), 'utf8'));
    // Long strings: compared as booleans, so that a failure is readable. Mend with: npm run lexicon
    const again = compileLexicon(entries);
    expect({ concepts: again.concepts === compiled.concepts, forms: again.forms === compiled.forms }).toEqual({
      concepts: true,
      forms: true,
    });
    expect(again.wideForms === compiled.wideForms && again.filter === compiled.filter).toBe(true);
  });

  it('has one concept a line', () => {
    for (const file of files) {
      const lines = read(file).trimEnd().split('\n');
      expect(lines.length, file).toBe((JSON.parse(read(file)) as Entry[]).length + 2);
    }
  });

  it('has ids that are unique and kebab-case', () => {
    const ids = entries.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });

  it('has only the fields and kinds it says it has', () => {
    const wrong = entries.flatMap(({ file, ...entry }) => [
      ...Object.keys(entry)
        .filter((field) => !['id', 'kind', ...LISTS].includes(field))
        .map((field) => `${file} ${entry.id}: ${field}`),
      ...(entry.kind !== undefined && !(KINDS as readonly string[]).includes(entry.kind)
        ? [`${file} ${entry.id}: kind ${entry.kind}`]
        : []),
    ]);
    expect(wrong).toEqual([]);
  });

  it('has texts that are lower case, trimmed, not empty and not said twice', () => {
    const wrong = entries.flatMap((entry) =>
      LISTS.flatMap((list) => {
        const texts = entry[list] ?? [];
        return texts
          .filter((text, at) => text !== text.trim().toLowerCase() || text === '' || texts.indexOf(text) !== at)
          .map((text) => `${entry.file} ${entry.id} ${list}: ${JSON.stringify(text)}`);
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('has no text without a word that can be looked for', () => {
    const wrong = entries.flatMap((entry) =>
      (['names', 'aliases', 'phrases', 'cues', 'against'] as const).flatMap((list) =>
        (entry[list] ?? []).filter((text) => key(text) === '').map((text) => `${entry.id} ${list}: ${text}`),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('names in "whole" only concepts that exist', () => {
    const ids = new Set(entries.map(({ id }) => id));
    const dead = entries.flatMap(({ id, whole }) =>
      (whole ?? []).filter((other) => !ids.has(other)).map((other) => `${id} -> ${other}`),
    );
    expect(dead).toEqual([]);
  });

  it('names in "broader" only concepts that exist, and no circle of them', () => {
    const byId = new Map(entries.map((entry) => [entry.id, entry]));
    const dead = entries.flatMap(({ id, broader }) =>
      (broader ?? []).filter((other) => !byId.has(other)).map((other) => `${id} -> ${other}`),
    );
    expect(dead).toEqual([]);
    const circles: string[] = [];
    for (const { id } of entries) {
      const seen = new Set<string>();
      const open = [...(byId.get(id)?.broader ?? [])];
      for (let next = open.pop(); next !== undefined; next = open.pop()) {
        if (next === id) circles.push(id);
        if (seen.has(next)) continue;
        seen.add(next);
        open.push(...(byId.get(next)?.broader ?? []));
      }
    }
    expect(circles).toEqual([]);
  });

  it('has no alias under two concepts without a reason in shared.json', () => {
    const owners = new Map<string, Set<string>>();
    for (const { id, names = [], aliases = [] } of entries) {
      for (const name of [id, ...aliases, ...names]) {
        const found = owners.get(key(name)) ?? new Set();
        owners.set(key(name), found.add(id));
      }
    }
    const allowed = new Set(shared.map(({ name, concepts }) => `${key(name)}: ${[...concepts].sort().join(', ')}`));
    const twice = [...owners]
      .filter(([, ids]) => ids.size > 1)
      .map(([name, ids]) => `${name}: ${[...ids].sort().join(', ')}`);
    expect(twice.filter((line) => !allowed.has(line))).toEqual([]);
    expect([...allowed].filter((line) => !twice.includes(line))).toEqual([]);
    expect(shared.filter(({ reason }) => reason.trim().length < 10)).toEqual([]);
  });

  it('has no concept for one list alone: every one can be found by its own id', () => {
    expect(entries.filter(({ id }) => findNaming(id)?.concept.id !== id).map(({ id }) => id)).toEqual([]);
  });
});

describe('looking names up', () => {
  it.each([
    ['Web Sockets', 'web-sockets'],
    ['kubernetes', 'K8S'],
    ['command line', 'command-line'],
  ])('finds one concept under %j and %j', (one, other) => {
    expect(findNaming(one)?.concept.id).toBeDefined();
    expect(findNaming(one)?.concept.id).toBe(findNaming(other)?.concept.id);
  });

  it('knows nothing of a name it does not hold', () => {
    expect(findNaming('zorbulator-9000')).toBeNull();
    expect(findNaming('')).toBeNull();
    expect(findNaming('toString')).toBeNull();
  });

  it('keeps ambiguous names out of text', () => {
    const naming = findNaming('lib');
    expect(naming?.isAmbiguous).toBe(true);
    expect(
      formsStartingWith('lib').filter(
        ({ phrase, role }) => phrase === 'lib' && (role === 'alias' || role === 'phrase'),
      ),
    ).toEqual([]);
  });

  it('holds forms that begin in ASCII and go on in other letters', () => {
    const phrases = formsStartingWith('base').map(({ phrase }) => phrase);
    expect(phrases).toContain(key('base de données'));
    expect(findNaming('Base de données')?.concept.id).toBe('database');
  });

  it('throws for a concept that does not exist', () => {
    expect(() => conceptOf(1_000_000)).toThrow(RangeError);
  });
});
