// The README's table of error codes: what each area is about stands here, the codes are read off the sources.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const src = fileURLToPath(new URL('../../src', import.meta.url));

/** What the codes of an area are about, in the order of the table. */
export const AREAS: ReadonlyMap<string, string> = new Map([
  ['call', 'The command line was called in a way that does not work'],
  ['settings', 'An input of the action'],
  ['vocabulary', 'A tags file: what it holds'],
  ['tags-file', 'A tags file: which one was used'],
  ['lint', 'What `lint` advises about a tags file'],
  ['readme', 'The README: not there, empty, cut, or only a link'],
  ['file', 'A file on this machine'],
  ['batch', 'A record of a batch'],
  ['gold', 'A file of labelled READMEs'],
  ['github', 'GitHub said no'],
  ['network', 'GitHub, or a model, could not be reached'],
  ['llm', 'A model: its endpoint, its answers, what it may use'],
  ['topics', 'The topics of a repository: setting them, and what is remembered of earlier runs'],
  ['comment', 'The comment on a pull request'],
  ['undo', 'A report that `undo` can do nothing with'],
  ['event', 'The event that started the workflow'],
  ['artifact', 'The upload of the report'],
  ['runner', 'A file of the runner could not be written'],
  ['output', 'Standard output could not be written'],
]);

/** Codes that are put together when the program runs, by how they stand in the sources. */
const COMPOSED: ReadonlyMap<string, readonly string[]> = new Map([
  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: template literals as they stand in the sources
  ['settings/${input.name}', ['settings/<input>']],
  ['settings/${input}', ['settings/<input>']],
  ['call/${name}', ['call/<option>']],
  ['call/${optionName(key)}', ['call/<option>']],
  ['call/${option}', ['call/<option>']],
  ['vocabulary/${trouble}', ['no-topic', 'long-topic', 'invalid-topic', 'topic-clash'].map((it) => `vocabulary/${it}`)],
  // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the end of them
]);

/** Every code that the sources can give, sorted. Throws where one is in no area, or is put together in an unknown way. */
export function findErrorCodes(): readonly string[] {
  const codes = new Set<string>();
  for (const path of readdirSync(src, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.ts') || /[\\/]train[\\/]/.test(path)) continue;
    const code = readFileSync(join(src, path), 'utf8').replace(/^\s*(?:\/\/|\/?\*).*$/gm, '');
    for (const [, literal = ''] of code.matchAll(/'([a-z-]+\/[a-z-]+)'/g)) {
      if (AREAS.has(literal.slice(0, literal.indexOf('/')))) codes.add(literal);
    }
    for (const [, template = ''] of code.matchAll(/`([a-z-]+\/\$\{[^`]*)`/g)) {
      if (!AREAS.has(template.slice(0, template.indexOf('/')))) continue;
      const composed = COMPOSED.get(template);
      if (!composed) throw new Error(`${path}: list the codes of \`${template}\` in .github/scripts/error-codes.ts`);
      for (const one of composed) codes.add(one);
    }
    for (const [, area = ''] of code.matchAll(/\bcode: ['`]([^/'`]+)\//g)) {
      if (!AREAS.has(area)) throw new Error(`${path}: say in .github/scripts/error-codes.ts what "${area}/…" is about`);
    }
  }
  return [...codes].sort();
}

/** One row an area, with all its codes. */
export function renderErrorsTable(): string {
  const codes = findErrorCodes();
  const rows = [...AREAS].map(([area, meaning]) => {
    const names = codes
      .filter((code) => code.startsWith(`${area}/`))
      .map((code) => `\`${code.slice(area.length + 1)}\``);
    if (names.length === 0) throw new Error(`Nothing gives a code "${area}/…" any more`);
    return `| \`${area}/…\` | ${meaning} | ${names.join(', ')} |`;
  });
  return ['| Area | About | Codes |', '| --- | --- | --- |', ...rows].join('\n');
}
