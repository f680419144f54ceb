import type { Tag } from '../model/vocabulary.ts';
import type { CommentAdvice, TagsFileFormat } from './comment-context.ts';
import { cleanLine, renderCode, renderFence } from './markdown-escape.ts';
import { renderTagName } from './tag-table.ts';

const alias = 'another name of the same thing';
const description = 'When this tag fits, in plain words';

/** How to have other tags, with lines to paste. `branch` is where they count. Null where there is no tag to speak of. */
export function renderAdvice(advice: CommentAdvice, branch: string): string | null {
  const sections = [renderExclusion(advice), renderEntry(advice)].filter((section) => section !== null);
  if (sections.length === 0) return null;
  return [
    '<details><summary>Not what you expected?</summary>',
    'What the title and the first paragraph of the README say counts most. If they are right:',
    ...sections,
    `${sections.length > 1 ? 'Both count once they are' : 'This counts once it is'} on ${renderCode(branch)}.`,
    '</details>',
  ].join('\n\n');
}

function renderExclusion({ given }: CommentAdvice): string | null {
  const names = given.map(({ name }) => name).filter(isPasteable);
  if (names.length === 0) return null;
  const lines = ['with:', '  exclude-tags: |', ...names.map((name) => `    ${quoteName(name)}`)];
  const what = names.length === 1 ? 'A tag that does' : 'Tags that do';
  return `**${what} not belong here.** Name ${names.length === 1 ? 'it' : 'them'} in the workflow:\n\n${renderFence(lines.join('\n'), 'yaml')}`;
}

/** What is not all seen, or what the workflow language would take for an expression, is no line to paste. */
function isPasteable(name: string): boolean {
  return cleanLine(name, 200) === name && !/\$\{\{/.test(name);
}

/** As the input `exclude-tags` reads it: a comma ends a name, unless it stands in double quotes. */
function quoteName(name: string): string {
  return /^"|,/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

function renderEntry({ example, file, format }: CommentAdvice): string | null {
  if (example === null || !isPasteable(example.tag.name)) return null;
  const { text, language } = entries[format ?? 'json'](example.tag);
  const name = renderTagName(example.tag.name);
  const place = renderCode(file, 300);
  const where = {
    json: `Its entry in ${place} can say more; keep what else it has:`,
    yaml: `Its entry in ${place} can say more; keep what else it has:`,
    csv: `Its row in ${place} can say more; columns stand in any order:`,
    text: `${place} has names alone. In a YAML file, each can say more:`,
  }[format ?? 'json'];
  const what = example.isMissing ? `A tag is missing, such as ${name}` : `A tag is missing, as ${name} might be`;
  return `**${what}.** ${where}\n\n${renderFence(text, language)}`;
}

type Snippet = { readonly text: string; readonly language: string };

const entries: Record<TagsFileFormat, (tag: Tag) => Snippet> = {
  json: ({ id, name }) => {
    const members = Object.entries({ ...(id === name ? {} : { id }), name, aliases: [alias], description });
    const lines = members.map(([key, value]) => `  "${key}": ${JSON.stringify(value)}`);
    return { text: `{\n${lines.join(',\n')}\n}`, language: 'json' };
  },
  yaml: renderYaml,
  csv: ({ id, name }) => {
    const cells = [...(id === name ? [] : [['id', String(id)]]), ['name', name], ['aliases', alias]];
    const rows = [...cells, ['description', description]].map((cell) => cell.map(quoteCell));
    return { text: [0, 1].map((row) => rows.map((cell) => cell[row]).join(',')).join('\n'), language: 'csv' };
  },
  text: renderYaml,
};

function renderYaml({ id, name }: Tag): Snippet {
  const lines = [
    ...(id === name ? [] : [`id: ${JSON.stringify(id)}`]),
    // YAML reads texts as JSON writes them.
    `name: ${JSON.stringify(name)}`,
    `aliases: [${alias}]`,
    `description: ${JSON.stringify(description)}`,
  ];
  return { text: lines.map((line, index) => `${index === 0 ? '- ' : '  '}${line}`).join('\n'), language: 'yaml' };
}

function quoteCell(cell: string): string {
  return /[",;\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
