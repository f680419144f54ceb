/**
 * Untrusted text (README, tags file of a pull request, names, API bodies) inside GitHub's Markdown. Everything here gives
 * one line that can stand in a table cell, a list item or a paragraph and stays plain text there: no markup, no HTML, no
 * link, no mention, no image, no emoji code, no mathematics.
 */

/** Line breaks and white space, however written, so that one line stays one line. */
const spaces = /[\s\u0085\u180e]+/gu;

/** What is not seen, or changes how other text is seen: controls, bidirectional marks, joiners, fillers, tag characters. */
const hidden = /\p{Cc}|\p{Cf}|\p{Default_Ignorable_Code_Point}/gu;

const loneSurrogates = /\p{Cs}/gu;

const stackedMarks = /(\p{M}{3})\p{M}+/gu;

/** One visible line: white space to single spaces, hidden characters gone, lone surrogates replaced, cut at `maxChars` characters with `…`. */
export function cleanLine(text: string, maxChars: number): string {
  // Cut first: each kept character comes from at most four code units on top of what is dropped.
  const bounded = text.length > maxChars * 8 ? text.slice(0, maxChars * 8) : text;
  const line = toWellFormed(bounded).replace(spaces, ' ').replace(hidden, '').replace(stackedMarks, '$1').trim();
  if (line.length <= maxChars && bounded === text) return line;
  const characters = Array.from(line);
  const isCut = characters.length > maxChars || bounded !== text;
  return isCut ? `${characters.slice(0, maxChars - 1).join('')}…` : line;
}

const markup = /[&<>`*_~[\]#|\\@:$]/g;

/** What starts a list or underlines a heading where it stands first in a line or a list item. */
const starters = /^[-+=\d]/;

/** Half a character becomes U+FFFD; `encodeURIComponent` and UTF-8 know none. */
function toWellFormed(text: string): string {
  return text.replace(loneSurrogates, '\ufffd');
}

/** All characters that can mean something in Markdown or HTML as character references, which never act as markup (CommonMark 2.5). */
function toReferences(text: string): string {
  return text.replace(markup, toReference).replace(starters, toReference);
}

function toReference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/**
 * Text as code: `<code>…</code>`. GitHub turns no mention, reference or emoji code into anything inside `code`. The empty
 * comments keep addresses apart that its Markdown would link from decoded text.
 */
export function renderCode(text: string, maxChars = 120): string {
  const safe = toReferences(cleanLine(text, maxChars))
    .replace(/&#64;/g, '&#64;<!-- -->')
    .replace(/\/(?=\/)/g, '/<!-- -->')
    .replace(/www\./gi, (www) => `${www.slice(0, 3)}<!-- -->.`);
  return `<code>${safe}</code>`;
}

/**
 * Text as prose. A zero-width space after what would start a mention, a reference, an address or an emoji code keeps
 * GitHub from seeing one.
 */
export function renderProse(text: string, maxChars = 1000): string {
  return toReferences(cleanLine(text, maxChars))
    .replace(/&#64;/g, '&#64;\u200b')
    .replace(/&#35;(?=\d)/g, '&#35;\u200b')
    .replace(/\bGH-(?=\d)/gi, (prefix) => `${prefix}\u200b`)
    .replace(/\/(?=\/)/g, '/\u200b')
    .replace(/&#58;(?=[\w&+-])/g, '&#58;\u200b')
    .replace(/www\./gi, (www) => `${www.slice(0, 3)}\u200b.`);
}

/** A link. `label` is Markdown that is safe already; `url` is encoded as far as it could end the link. */
export function renderLink(label: string, url: string): string {
  return `[${label}](${url.replace(/[\s()<>\\|"'`[\]]/g, (character) => toPercent(encodeURIComponent(character)))})`;
}

/** `encodeURIComponent` leaves a few characters as they are; single ones of those are encoded here. */
function toPercent(character: string): string {
  return character.length === 1 ? `%${character.charCodeAt(0).toString(16).toUpperCase()}` : character;
}

/** The parts of a path for an address, slashes kept. */
export function encodePath(path: string): string {
  return path
    .split('/')
    .map((part) => encodeURIComponent(toWellFormed(part)).replace(/[!'()*]/g, toPercent))
    .join('/');
}

/** A fenced block of text that keeps its line breaks; the fence is longer than any in the text. */
export function renderFence(text: string, language: string): string {
  const visible = toWellFormed(text).replace(/\r\n?/g, '\n').replace(hiddenButBreaks, '');
  let longest = 2;
  for (const run of visible.matchAll(/`+/g)) longest = Math.max(longest, run[0].length);
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${visible.trimEnd()}\n${fence}`;
}

const hiddenButBreaks = /(?![\t\n])\p{Cc}|\p{Cf}|\p{Default_Ignorable_Code_Point}/gu;
