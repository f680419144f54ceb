// Makes markdown-it and what it brings start faster: what it never does here is left out, what it seldom needs is made later.
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'rolldown';

const ENTITIES = '/entities/dist/generated/decode-data-html.js';
const MARKDOWN = '/markdown-it/dist/markdown-it.mjs';
const CHARACTER_CLASSES = '/uc.micro/build/index.mjs';

/** The table of HTML's named characters as it is when it is unpacked: unpacking it took half a millisecond of each start. */
async function unpackEntities(id: string): Promise<string> {
  const { htmlDecodeTree } = (await import(pathToFileURL(id).href)) as { htmlDecodeTree: Uint16Array };
  const bytes = Buffer.alloc(2 * htmlDecodeTree.length);
  for (const [index, value] of htmlDecodeTree.entries()) bytes.writeUInt16LE(value, 2 * index);
  return [
    `const bytes = Uint8Array.from(Buffer.from('${bytes.toString('base64')}', 'base64'));`,
    'if (new Uint8Array(Uint16Array.of(1).buffer)[0] === 0) Buffer.from(bytes.buffer).swap16();',
    'export const htmlDecodeTree = new Uint16Array(bytes.buffer);',
  ].join('\n');
}

/** Has the two large classes made when a text first needs them: ASCII, which is most of what is asked for, is told without. */
function makeClassesLater(code: string): string {
  const later = (name: string, ascii: string): void => {
    const start = code.indexOf(`const ${name} = /`);
    const end = code.indexOf('/;\n', start);
    if (start < 0 || end < 0) throw new Error(`uc.micro has no class ${name} where it was`);
    const expression = code.slice(code.indexOf('/', start), end + 1);
    code = `${code.slice(0, start)}const ${name} = makeLater(() => ${expression}, ${JSON.stringify(ascii)});${code.slice(end + 2)}`;
  };
  later('P', '!"#%&\'()*,-./:;?@[\\]_{}');
  later('S', '$+<=>^`|~');
  return `${code}
function makeLater(make, ascii) {
  let made;
  return { test: (text) => (text.length === 1 && text < '\\x80' ? ascii.includes(text) : (made ??= make()).test(text)) };
}`;
}

/** Parts of markdown-it that are never called here, with what the rest of it needs of each. */
const MARKDOWN_OMISSIONS = [
  ['renderer.ts', 'class Renderer {}'],
  ['rules_core/linkify.ts', 'function linkify$1() {}'],
  ['rules_core/replacements.ts', 'function replace() {}'],
  ['rules_core/smartquotes.ts', 'function smartquotes() {}'],
] as const;

/** Leaves out what is never called, and sets fields as such: one by one through `Object.defineProperty` takes several times longer. */
function slimParser(code: string): string {
  for (const [file, rest] of MARKDOWN_OMISSIONS) {
    const start = code.indexOf(`//#region src/${file}\n`);
    const end = code.indexOf('//#endregion', start);
    const name = /\w+ ([\w$]+)/.exec(rest)?.[1] ?? '';
    const isThere = new RegExp(`\\b(?:class|function|var) ${name.replace('$', '\\$')}\\b`).test(code.slice(start, end));
    if (start < 0 || end < 0 || !isThere) throw new Error(`markdown-it has no ${name} in ${file}`);
    code = `${code.slice(0, start)}${rest}\n${code.slice(end)}`;
  }
  const fields = /\b_defineProperty\(\s*this,\s*(?:\/\*(?:(?!\*\/)[\s\S])*\*\/\s*)?"(\w+)",\s*([^;]+?)\s*\);/g;
  const plain = code.replace(fields, 'this.$1 = $2;');
  // What is left are the function itself and the classes that the main one carries.
  if (plain === code || plain.split('_defineProperty(').length > 11)
    throw new Error('markdown-it sets its fields another way');
  return plain;
}

export const slimMarkdown: Plugin = {
  name: 'slim-markdown',
  load: (id) => (id.replaceAll('\\', '/').endsWith(ENTITIES) ? unpackEntities(id) : null),
  transform(code, id) {
    const path = id.replaceAll('\\', '/');
    if (path.endsWith(MARKDOWN)) return slimParser(code);
    return path.endsWith(CHARACTER_CLASSES) ? makeClassesLater(code) : null;
  },
};
