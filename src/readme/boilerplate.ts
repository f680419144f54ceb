import { trimToLetters } from './letters.ts';
import { wordCount } from './plain-line.ts';

/** Paragraphs longer than this say more than a licence. */
const MAX_LICENCE_WORDS = 40;
const MAX_LICENCE_CHARACTERS = 400;
const LICENCE_WORDS = 'licen|copyright|©|(c)|reserved|mit|apache|bsd|gpl|mpl|isc|cc0|public domain'.split('|');
/** Each licence line has one of these. */
const LICENCE_VERBS = 'released|licensed|distributed|available|provided|published|free software|open'.split('|');
/** Behind the end of the last verb that can begin a licence line, letters that are longer in lower case counted in. */
const VERB_REACH = 200;
/** More than any licence name has. */
const MAX_NAME = 60;
// Compared with lower case: an expression that ignores case takes several times longer to make.
const COPYRIGHT = /^(?:copyright\b|\(c\) ?\d{4}|©|all rights reserved|spdx-license)/;
const LICENCE_LINE =
  /^(?:(?:it|\S{1,40}) (?:is )?)?(?:this (?:project|software|library|package|code|repository|work|module|program) is )?(?:released|licensed|distributed|available|provided|published|free software|open[- ]sourced?)\b.{0,60}\b(?:under|with)\b.{0,80}\b(?:licen[cs]es?|gpl(?:v\d)?|bsd|mit|apache|public domain)\b/;
const LICENCE_NAME =
  /^(?:the )?(?:mit|apache(?: \S{1,8}){0,2}|bsd|gpl\S{0,6}|agpl\S{0,6}|lgpl\S{0,6}|mpl\S{0,6}|isc|unlicense|cc0)(?: licen[cs]ed?)?\.?$/;
/** More than the beginning of a remark has. */
const MAX_NOTE_CHARACTERS = 80;
const NOTE =
  /^(?:note|notes|nb|n\.b\.|warning|important|important note|attention|caution|disclaimer|update|notice|tip|deprecated|deprecation|announcement|heads up|heads-up|please note|edit|news|psa|achtung|hinweis|nota|remarque|注意|提示|重要|警告|说明|주의|참고)(?: \d{4}\S{0,8})?\s{0,2}[:：!—]/;
const SEPARATORS = /\s*[|·•∙⋅/,、｜－–—-]\s+|\s+[|·•∙⋅/–—-]\s*|[|｜·•、]/;
const LANGUAGES: ReadonlySet<string> = new Set(
  `english|chinese|simplified chinese|traditional chinese|japanese|korean|spanish|french|german|portuguese|brazilian portuguese|russian|italian|turkish|polish|ukrainian|vietnamese|arabic|hindi|indonesian|dutch|persian|thai|czech|swedish|hebrew|greek|bengali|
中文|简体中文|繁體中文|繁体中文|正體中文|中文版|中文文档|简体|繁體|英文|英语|english version|中文说明|日本語|日文|한국어|español|espanol|castellano|français|francais|deutsch|português|portugues|português brasileiro|português (brasil)|portugues (brasil)|русский|italiano|türkçe|polski|українська|tiếng việt|العربية|हिन्दी|हिंदी|bahasa indonesia|nederlands|čeština|فارسی|ไทย|svenska|עברית|ελληνικά|বাংলা|română|magyar|suomi|català|
en|zh|zh-cn|zh-tw|zh_cn|cn|ja|jp|ko|kr|es|fr|de|pt|pt-br|pt_br|ru|it|tr|pl|uk|vi|ar|readme|language|languages|translations|other languages|read this in other languages|read in|lang`
    .replaceAll('\n', '|')
    .split('|')
    .filter((name) => name !== ''),
);

/** Whether a paragraph is nothing but a copyright or licence notice. */
export function isLicenceNotice(text: string): boolean {
  if (text.length > MAX_LICENCE_CHARACTERS) return false;
  // Most paragraphs have none of these, and the sentence is slow to look for.
  const lower = text.toLowerCase();
  if (!LICENCE_WORDS.some((word) => lower.includes(word))) return false;
  const isNotice =
    COPYRIGHT.test(lower) ||
    (isLikeLicenceLine(lower) && LICENCE_LINE.test(lower)) ||
    (text.length <= MAX_NAME && LICENCE_NAME.test(lower));
  return isNotice && wordCount(text) <= MAX_LICENCE_WORDS;
}

/** Whether a text has what each licence line has. */
function isLikeLicenceLine(lower: string): boolean {
  if (!lower.includes('under') && !lower.includes('with')) return false;
  const start = lower.slice(0, VERB_REACH);
  return LICENCE_VERBS.some((verb) => start.includes(verb));
}

/** Whether a paragraph begins as a remark to the reader (`Note:`), which never introduces a project. */
export function isRemark(text: string): boolean {
  return NOTE.test(text.slice(0, MAX_NOTE_CHARACTERS).toLowerCase());
}

/** Whether a line is a choice of languages to read in: `English | 简体中文`. */
export function isLanguageRow(text: string): boolean {
  if (text.length > 400) return false;
  const parts = text
    .toLowerCase()
    .replace(/[:：]/g, ' | ')
    .trim()
    .split(SEPARATORS)
    .map(trimToLetters)
    .filter((part) => part !== '');
  return parts.length > 0 && parts.every((part) => LANGUAGES.has(part));
}
