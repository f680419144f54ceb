import type { Field } from '../../../../model/readme.ts';
import type { LabelledReadme } from '../corpus.ts';
import { shuffled } from './accuracy.ts';

/** A README's text changed in a way that says nothing new. */
export type Edit = { readonly name: string; readonly text: string };

type Format = LabelledReadme['document']['format'];

const heading = (format: Format, text: string): string => {
  switch (format) {
    case 'markdown':
      return `## ${text}\n`;
    case 'restructuredtext':
      return `${text}\n${'='.repeat(text.length)}\n`;
    case 'asciidoc':
      return `== ${text}\n`;
    case 'org':
      return `* ${text}\n`;
    case 'text':
      return `${text}\n${'-'.repeat(text.length)}\n`;
  }
};

const BADGE: Readonly<Record<Format, string>> = {
  markdown: '[![Build status](https://img.shields.io/badge/build-passing-brightgreen.svg)](https://example.org/build)',
  restructuredtext:
    '.. image:: https://img.shields.io/badge/build-passing-brightgreen.svg\n   :target: https://example.org/build',
  asciidoc: 'image:https://img.shields.io/badge/build-passing-brightgreen.svg[Build status]',
  org: '[[https://example.org/build][https://img.shields.io/badge/build-passing-brightgreen.svg]]',
  text: '',
};

/** What a link's target is in each format: the part before it is kept. */
const LINK_TARGETS: Readonly<Record<Format, RegExp | null>> = {
  markdown: /(?<!!\[[^\]\n]{0,200})(\]\(https?:\/\/)[^)\s]+/g,
  restructuredtext: /( <https?:\/\/)[^>\s]+(?=>`_)/g,
  asciidoc: /((?<!image:)(?<![\w:])https?:\/\/)[^[\s]+(?=\[[^\]\n]*\w)/g,
  org: /(\[\[https?:\/\/)[^\]\s]+(?=\]\[)/g,
  text: null,
};

const UNDERLINE = /^([=\-~^"'`#*+])\1{2,}\s*$/;

/** Edits after which result and scores must be the same. */
export function cosmeticEdits({ document, facts }: LabelledReadme): readonly Edit[] {
  const text = document.source.endsWith('\n') ? document.source : `${document.source}\n`;
  const { format } = document;
  const lines = text.split('\n');
  const edits: Edit[] = [];
  const add = (name: string, changed: string): void => {
    if (changed !== text) edits.push({ name, text: changed });
  };
  const insert = (before: number, block: string): string =>
    [...lines.slice(0, before), block, '', ...lines.slice(before)].join('\n');

  const title = document.segments.find(({ field, line }) => field === 'title' && line > 0);
  if (title && BADGE[format] !== '') {
    const isPlainTitle = /^(?:[#=*]+ |[\p{L}\p{N}])/u.test(lines[title.line - 1] ?? '');
    const after = UNDERLINE.test(lines[title.line] ?? '') ? title.line + 1 : title.line;
    if (isPlainTitle && (lines[after] ?? '').trim() === '') add('badge', insert(after, `\n${BADGE[format]}`));
  }
  add(
    'licence section',
    `${text}\n${heading(format, 'License')}\nReleased under the MIT License; see the file LICENSE.\n`,
  );
  add(
    'sponsor section',
    `${text}\n${heading(format, 'Sponsors')}\nThanks to all who support ${facts.name ?? 'this project'} on Open Collective.\n`,
  );
  const headings = document.segments.filter(({ field, line }) => field === 'heading' && line > (title?.line ?? 0));
  const first = headings[0];
  // At the level of the heading that it stands before, or it would take in what follows.
  const [level] = /^#{1,6} /.exec(lines[(first?.line ?? 0) - 1] ?? '') ?? [];
  if (first && format === 'markdown' && level !== undefined) {
    const items = headings
      .slice(0, 12)
      .map((item) => `- [${item.text}](#${item.text.toLowerCase().replaceAll(' ', '-')})`);
    add('table of contents', insert(first.line - 1, `${level}Table of Contents\n\n${items.join('\n')}`));
  } else if (first && format === 'restructuredtext' && !UNDERLINE.test(lines[first.line - 2] ?? '')) {
    add('table of contents', insert(first.line - 1, '.. contents:: Table of Contents\n   :depth: 2'));
  }
  const target = LINK_TARGETS[format];
  if (target) add('link targets', text.replaceAll(target, '$1example.org/elsewhere'));
  add('blank lines', text.replaceAll(/\n\n(?=\S)/g, '\n\n\n'));
  add('trailing space', text.replaceAll(/(\S)\n/g, '$1 \n'));
  add('crlf', text.replaceAll('\n', '\r\n'));
  return edits;
}

const NEUTRAL = ['See below for more.', 'We hope you like it.', 'Please read on.'];
const MIN_WORDS = 8;
const TRIES = 3;

/** Edits of prose after the lead, which may change a set now and then. */
export function smallEdits(readme: LabelledReadme, random: () => number): readonly Edit[] {
  const lines = readme.document.source.split('\n');
  const paragraphs = paragraphsAfterLead(readme, lines);
  const edits: Edit[] = [];
  const join = (changed: readonly string[]): string => changed.join('\n');
  for (const [from, to] of shuffled(paragraphs, random).slice(0, TRIES)) {
    edits.push({ name: 'dropped', text: join([...lines.slice(0, from), ...lines.slice(to + 1)]) });
    const sentence = NEUTRAL[Math.floor(random() * NEUTRAL.length)]!;
    edits.push({ name: 'sentence', text: join([...lines.slice(0, to), sentence, ...lines.slice(to)]) });
  }
  const pairs = paragraphs.slice(1).map((second, at) => [paragraphs[at]!, second] as const);
  for (const [[from, to], [nextFrom, nextTo]] of shuffled(pairs, random).slice(0, TRIES)) {
    const swapped = [
      ...lines.slice(0, from),
      ...lines.slice(nextFrom, nextTo),
      ...lines.slice(to, nextFrom),
      ...lines.slice(from, to),
      ...lines.slice(nextTo),
    ];
    edits.push({ name: 'swapped', text: join(swapped) });
  }
  return edits;
}

const PROSE: ReadonlySet<Field> = new Set<Field>(['intro', 'body']);

/** Runs of lines between blank ones that are prose after the lead, `[first, after the last]`, from 0. */
function paragraphsAfterLead({ document }: LabelledReadme, lines: readonly string[]): (readonly [number, number])[] {
  const fields = new Map<number, Field[]>();
  let lead = 0;
  for (const { field, line } of document.segments) {
    if (line === 0) continue;
    fields.set(line, [...(fields.get(line) ?? []), field]);
    if (field === 'lead' || field === 'title') lead = Math.max(lead, line);
  }
  const paragraphs: (readonly [number, number])[] = [];
  for (let from = lead; from < lines.length; from++) {
    if (lines[from]!.trim() === '') continue;
    let to = from;
    while (to < lines.length && lines[to]!.trim() !== '') to++;
    const text = lines.slice(from, to).join(' ');
    const isProse = lines
      .slice(from, to)
      .every(
        (_, at) => (fields.get(from + at + 1) ?? []).every((field) => PROSE.has(field)) && fields.has(from + at + 1),
      );
    const startsAsProse = /^[\p{L}\p{N}"'`([_*]/u.test(text) && !/^(?:\*|\d+[.)]) /.test(text);
    if (isProse && startsAsProse && text.split(/\s+/).length >= MIN_WORDS) paragraphs.push([from, to]);
    from = to;
  }
  return paragraphs;
}
