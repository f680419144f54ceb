import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const src = fileURLToPath(new URL('../../src', import.meta.url));

type Source = { readonly path: string; readonly code: string; readonly imports: readonly string[] };

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g;

/** Code without comments; strings stay, so a global named in a message would count, which is what we want to notice. */
const withoutComments = (text: string): string =>
  text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');

const sources: readonly Source[] = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => {
    const path = name.replaceAll('\\', '/');
    const code = withoutComments(readFileSync(join(src, name), 'utf8'));
    return { path, code, imports: [...code.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3] ?? '') };
  });

/** Entry files, adapters, and scripts that are not part of the product. */
const isEdge = (path: string): boolean => /^(?:main\.ts|cli\.ts|github\/|openai\/|cli\/)/.test(path) || isScript(path);
const isScript = (path: string): boolean => path.includes('/train/');

const EFFECTFUL_PACKAGE =
  /^(?:@actions\/|@octokit\/|openai|undici|node:(?!crypto$|buffer$|zlib$|util$|path$)|(?:fs|net|http|https|os|child_process|process)(?:\/|$))/;
const EFFECTFUL_GLOBAL =
  /(?<![\w.$])(?:process\.|console\.|fetch\(|setTimeout\(|setInterval\(|Date\.now\(|new Date\(\)|performance\.now\(|Math\.random\(|globalThis\.)/;

/** What each room may import of the others, beside itself and the files every room may: see below. */
const ROOMS: ReadonlyMap<string, readonly string[]> = new Map([
  ['model', []],
  ['vocabulary', ['model']],
  ['readme', ['model']],
  ['classify', ['model']],
  ['evaluate', ['model']],
  ['topics', ['model']],
  ['report', ['model', 'topics']],
  ['settings', ['model']],
  ['run', ['model', 'settings', 'vocabulary', 'readme', 'classify', 'report', 'topics']],
  ['github', ['model', 'settings', 'report', 'run']],
  ['openai', ['model', 'classify', 'settings', 'github']],
  [
    'cli',
    [
      'model',
      'vocabulary',
      'readme',
      'classify',
      'evaluate',
      'report',
      'topics',
      'github',
      'openai',
      'run',
      'settings',
    ],
  ],
]);
/** Plain files at the top of `src` that say what all rooms share. */
const COMMON = ['count.ts', 'errors.ts', 'project.ts', 'ports.ts', 'settings.ts', 'suggestion.ts'];
const COMPOSING = ['main.ts', 'cli.ts', 'run.ts'];
/** Packages that the core may use: each does a job we would otherwise write. */
const CORE_PACKAGES = [
  'markdown-it',
  'htmlparser2',
  'yaml',
  'csv-parse/sync',
  'ajv/dist/2020.js',
  'node:crypto',
  'node:util',
];

const roomOf = (path: string): string => (path.includes('/') ? path.slice(0, path.indexOf('/')) : path);
const isLocal = (specifier: string): boolean => specifier.startsWith('.');
const targetOf = (source: Source, specifier: string): string =>
  relative(src, resolve(src, dirname(source.path), specifier)).replaceAll('\\', '/');

describe('layers', () => {
  it('reads the sources it judges', () => {
    expect(sources.length).toBeGreaterThan(30);
    expect(sources.flatMap(({ imports }) => imports).length).toBeGreaterThan(100);
  });

  it('keeps effectful packages in entry files and adapters', () => {
    const wrong = sources
      .filter(({ path }) => !isEdge(path))
      .flatMap(({ path, imports }) =>
        imports.filter((name) => EFFECTFUL_PACKAGE.test(name)).map((name) => `${path}: ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  it('keeps clocks, randomness, environment, console and network out of the core', () => {
    const wrong = sources
      .filter(({ path }) => !isEdge(path))
      .flatMap(({ path, code }) => {
        const found = EFFECTFUL_GLOBAL.exec(code);
        return found ? [`${path}: ${found[0]}`] : [];
      });
    expect(wrong).toEqual([]);
  });

  it('lets a room import only the rooms below it', () => {
    const wrong = sources
      .filter(({ path }) => !isScript(path) && !COMPOSING.includes(path))
      .flatMap((source) => {
        const room = roomOf(source.path);
        const allowed = ROOMS.get(room);
        return source.imports.filter(isLocal).flatMap((specifier) => {
          const target = targetOf(source, specifier);
          if (target.startsWith('..')) return target === '../package.json' ? [] : [`${source.path} -> ${target}`];
          const other = roomOf(target);
          const isFine =
            other === room || COMMON.includes(target) || (allowed ?? ['model', 'settings']).includes(other);
          return isFine ? [] : [`${source.path} -> ${target}`];
        });
      });
    expect(wrong).toEqual([]);
  });

  it('knows every room', () => {
    const rooms = new Set(
      sources
        .map(({ path }) => path)
        .filter((path) => path.includes('/'))
        .map(roomOf),
    );
    expect([...rooms].filter((room) => !ROOMS.has(room))).toEqual([]);
  });

  it('lets nothing import an entry file or a script', () => {
    const wrong = sources
      .filter(({ path }) => !isScript(path))
      .flatMap((source) =>
        source.imports
          .filter(isLocal)
          .map((specifier) => targetOf(source, specifier))
          .filter((target) => target === 'main.ts' || target === 'cli.ts' || isScript(target))
          .map((target) => `${source.path} -> ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  it('uses in the core only packages that earn their place there', () => {
    const wrong = sources
      .filter(({ path }) => !isEdge(path))
      .flatMap(({ path, imports }) =>
        imports.filter((name) => !isLocal(name) && !CORE_PACKAGES.includes(name)).map((name) => `${path}: ${name}`),
      );
    expect(wrong).toEqual([]);
  });

  it('has no import cycles', () => {
    const edges = new Map(
      sources.map((source) => [source.path, source.imports.filter(isLocal).map((name) => targetOf(source, name))]),
    );
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) {
        cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
        return;
      }
      if (done.has(path)) return;
      for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const path of edges.keys()) visit(path, []);
    expect(cycles).toEqual([]);
  });
});
