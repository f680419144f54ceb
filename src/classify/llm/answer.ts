import type { ChatReply } from '../../model/llm.ts';
import type { AnswerProblem } from './answer-problem.ts';
import { createJsonReader, type JsonValue } from './answer-reader.ts';
import { type NamedTag, readBareList, readOneTag, readTagList } from './answer-shape.ts';

/** What a model named, in its order, nothing of it checked, or why its text is no answer. */
export type ParsedAnswer = { readonly tags: readonly NamedTag[] } | { readonly problem: AnswerProblem };

/** Longer texts are no answers; in UTF-16 units. */
export const MAX_ANSWER_CHARACTERS = 200_000;
/** How often a text may be read over, all attempts together, before the search for JSON in it ends. */
const MAX_PASSES = 8;

/**
 * Reads what a model answered. Text that is JSON is taken as such; otherwise JSON is looked for between prose, fences and
 * thoughts. Where there are several values, the last that has a list of tags counts, since models that correct themselves do
 * so at the end; objects that are one tag each count together where there is no such list, and bare lists last. Of a
 * value that cannot be read as a whole, or that goes on beyond the end of the text, no part is taken: the best tag may be in
 * the rest. Takes linear time.
 * @param isCut whether the endpoint said that the answer was cut off; one that is complete all the same counts
 */
export function parseAnswer(text: string, isCut = false): ParsedAnswer {
  if (text.length > MAX_ANSWER_CHARACTERS) return { problem: 'too-long' };
  const whole = text.replace(/^\ufeff/, '').trim();
  if (whole === '') return { problem: 'empty' };
  const strict = parseStrictly(whole) ?? parseStrictly(withoutFence(whole));
  if (strict !== null) {
    const tags = readAny(strict.value);
    return tags === null ? { problem: 'no-tags' } : { tags };
  }
  const said = withoutThoughts(whole);
  if (said.text === '') return { problem: said.isOpen ? 'cut-off' : 'empty' };
  const alone = parseStrictly(withoutFence(said.text));
  const tags = alone && readAny(alone.value);
  return tags === null ? findAnswer(said.text, isCut) : { tags };
}

/** Reads a reply: what its endpoint says of it counts before its text. */
export function parseReply({ content, isRefusal, finish }: ChatReply): ParsedAnswer {
  if (isRefusal) return { problem: 'refused' };
  if (finish === 'content-filter') return { problem: 'filtered' };
  if (content === null || content.trim() === '') return { problem: finish === 'length' ? 'cut-off' : 'empty' };
  return parseAnswer(content, finish === 'length');
}

function parseStrictly(text: string): { readonly value: JsonValue } | null {
  try {
    return { value: JSON.parse(text) as JsonValue }; // JSON.parse gives nothing else.
  } catch {
    return null;
  }
}

function readAny(value: JsonValue): readonly NamedTag[] | null {
  const one = readOneTag(value);
  return readTagList(value) ?? readBareList(value) ?? (one && [one]);
}

/** The text of a code block that is all there is. */
function withoutFence(text: string): string {
  if (!text.startsWith('```') || !text.endsWith('```')) return text;
  const firstEnd = text.indexOf('\n');
  return firstEnd === -1 ? text : text.slice(firstEnd + 1, -3);
}

/** What follows the last thought; a thought that never ends is all that there is after it. */
function withoutThoughts(text: string): { readonly text: string; readonly isOpen: boolean } {
  const lower = text.toLowerCase();
  let from = 0;
  for (const name of ['think', 'thinking', 'reasoning']) {
    const end = `</${name}>`;
    const last = lower.lastIndexOf(end);
    if (last !== -1) from = Math.max(from, last + end.length);
  }
  const starts = ['<think>', '<thinking>', '<reasoning>'].map((start) => lower.indexOf(start, from));
  const open = Math.min(...starts.filter((start) => start !== -1), text.length);
  return { text: text.slice(from, open).trim(), isOpen: open < text.length };
}

function findAnswer(text: string, isCut: boolean): ParsedAnswer {
  const reader = createJsonReader(text, MAX_PASSES * text.length + 100);
  let list: readonly NamedTag[] | null = null;
  let bare: readonly NamedTag[] | null = null;
  const ones: NamedTag[] = [];
  let hasJson = false;
  let isBroken = false;
  let endsOpen = false;
  for (let at = nextStart(text, 0); at !== -1; ) {
    const reading = reader.readAt(at);
    if (reading.kind !== 'value') {
      if (reading.kind === 'cut') endsOpen = true;
      if (reading.kind === 'broken') isBroken = true;
      at = nextStart(text, at + 1);
      continue;
    }
    at = nextStart(text, reading.end);
    const tags = readTagList(reading.value);
    if (tags !== null) {
      list = tags;
      // What came before it was no beginning of an answer.
      isBroken = false;
      endsOpen = false;
    } else if (!endsOpen && !isBroken) {
      const one = readOneTag(reading.value);
      const several = readBareList(reading.value);
      if (one !== null) ones.push(one);
      // `[]` and `[1]` in prose are a box to tick and a footnote.
      if (several?.some(({ name }) => !/^\d+$/.test(name))) bare = several;
      hasJson ||= several === null;
    }
  }
  if (endsOpen && (isCut || list === null)) return { problem: 'cut-off' };
  if (isBroken && list === null) return { problem: 'no-json' };
  const tags = list ?? (ones.length > 0 ? ones : bare);
  if (tags !== null && (list !== null || !isCut)) return { tags };
  if (isCut) return { problem: 'cut-off' };
  return { problem: hasJson ? 'no-tags' : 'no-json' };
}

/** Where the next object or list may start; -1 where none does. */
function nextStart(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{' || text[at] === '[') return at;
  }
  return -1;
}
