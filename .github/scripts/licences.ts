// The licences of the packages that the bundle holds: their notices must go where their code goes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export type Package = {
  readonly name: string;
  readonly version: string;
  /** As its package.json has it. */
  readonly licence: string;
  /** The texts that have to be passed on: licence and notices. */
  readonly texts: readonly string[];
};

/** Licences that let their code be bundled and passed on under any other, as long as their notices come along. */
const ACCEPTED: ReadonlySet<string> = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  'MIT',
]);

const LICENCE_FILE = /^(?:licen[cs]e|copying|notice|unlicense)(?:[-.].*)?$/i;
const FOLDER = '/node_modules/';

/**
 * The packages that the modules come from, by name and version.
 * @throws Error where one has a licence that is not accepted, or no text of it.
 */
export function findPackages(moduleIds: Iterable<string>): readonly Package[] {
  const folders = new Set<string>();
  for (const id of moduleIds) {
    const path = id.replaceAll('\\', '/');
    const start = path.lastIndexOf(FOLDER) + FOLDER.length;
    if (start < FOLDER.length) continue;
    const [first = '', second = ''] = path.slice(start).split('/');
    folders.add(path.slice(0, start) + (first.startsWith('@') ? `${first}/${second}` : first));
  }
  const packages = new Map([...folders].map(readPackage).map((one) => [`${one.name}@${one.version}`, one]));
  return [...packages].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** One text for all packages; those with the same licence text share it. */
export function renderLicences(packages: readonly Package[]): string {
  const owners = new Map<string, string[]>();
  for (const { name, version, licence, texts } of packages) {
    const text = texts.join('\n\n');
    owners.set(text, [...(owners.get(text) ?? []), `${name} ${version} (${licence})`]);
  }
  const line = '-'.repeat(78);
  const parts = [...owners].map(([text, names]) => `${line}\n${names.join('\n')}\n${line}\n\n${text}\n`);
  return `The files in this folder hold code of ${packages.length} packages. These are their licences.\n\n${parts.join('\n')}`;
}

function readPackage(folder: string): Package {
  const manifest: { name: string; version: string; license?: unknown; author?: unknown } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const { name, version } = manifest;
  const licence = typeof manifest.license === 'string' ? manifest.license : '';
  const words = licence.replace(/[()]/g, '').split(/ (?:AND|OR) /);
  if (!words.every((word) => ACCEPTED.has(word))) {
    throw new Error(`${name} ${version} has the licence "${licence}"; decide whether it may be bundled.`);
  }
  const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file));
  const texts = files.sort().map((file) => clean(readFileSync(join(folder, file), 'utf8')));
  if (texts.length > 0) return { name, version, licence, texts };
  return { name, version, licence, texts: [findElsewhere(folder, name, licence, manifest.author)] };
}

/** A few packages have the text in their README, and some only say "MIT" and who wrote them. */
function findElsewhere(folder: string, name: string, licence: string, author: unknown): string {
  const readme = readdirSync(folder).find((file) => /^readme/i.test(file));
  const text = readme === undefined ? '' : readFileSync(join(folder, readme), 'utf8');
  const [notice] = /Copyright \(c\)[\s\S]*SOFTWARE\.?/i.exec(text.slice(text.search(/^#+ licen[cs]e/im))) ?? [];
  if (notice?.includes('Permission is hereby granted')) return clean(notice);
  if (licence !== 'MIT' || typeof author !== 'string') {
    throw new Error(`${name} brings no text of its licence (${licence}); find out what has to be passed on.`);
  }
  return `MIT License\n\nCopyright (c) ${author}\n\n${MIT}`;
}

const clean = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .trim();

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all
copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
SOFTWARE.`;
