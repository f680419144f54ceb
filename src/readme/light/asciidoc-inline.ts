import { dropped, findClose, type InlineMatch, type InlineSyntax } from './inline.ts';

/** The text in the brackets of an image: what stands before the first comma, unless that is a named attribute. */
export function altOf(text: string): string {
  const [first = ''] = text.split(',', 1);
  const named = /\balt\s*=\s*"([^"]{0,300})"/.exec(text)?.[1];
  return named ?? (first.includes('=') ? '' : first.replace(/^"|"$/g, ''));
}

/** `code`, *bold*, _emphasis_, url[text], link:url[text], image:url[alt], xref:id[text], <<id,text>>, {attribute}. */
export const ADOC_INLINE: InlineSyntax = {
  specials: '`*_[<{+#h:lixfkbmpa(',
  match(text, at) {
    switch (text[at]) {
      case '`': {
        const mark = text[at + 1] === '`' ? '``' : '`';
        const end = findClose(text, mark, at + mark.length);
        if (end < 0) return null;
        const isPassed = text[at + mark.length] === '+' && text[end - 1] === '+' && end - at > 3;
        const shift = mark.length + (isPassed ? 1 : 0);
        return { kind: 'code', end: end + mark.length, from: at + shift, to: end - (isPassed ? 1 : 0), href: '' };
      }
      case '*':
        return isMark(text, at) ? { ...dropped(text[at + 1] === '*' ? at + 2 : at + 1), kind: 'strong' } : null;
      case '_':
      case '+':
      case '#':
        return isMark(text, at) ? dropped(at + 1) : null;
      case '[': {
        const end = findClose(text, ']', at + 1);
        if (text[at + 1] === '[') return end > 0 ? dropped(end + 2) : null;
        // A role in front of marked text.
        return end > 0 && /^\[[.#][\w.#-]{0,60}\][#*_`]/.test(text.slice(at, end + 2)) ? dropped(end + 1) : null;
      }
      case '<': {
        if (text[at + 1] !== '<') return null;
        const end = findClose(text, '>>', at + 2);
        const comma = end < 0 ? -1 : text.slice(at, end).indexOf(',');
        if (end < 0) return null;
        // Without a text of its own the title it leads to is shown, which ids are not.
        if (comma < 0 && !text.slice(at, end).includes(' ')) return dropped(end + 2);
        return { kind: 'link', end: end + 2, from: comma < 0 ? at + 2 : at + comma + 1, to: end, href: '#' };
      }
      case '(': {
        const end = text.startsWith('(((', at) ? findClose(text, ')))', at) : -1;
        return end < 0 ? null : dropped(end + 3);
      }
      case '{': {
        const end = findClose(text, '}', at + 1);
        return end > 0 && /^\{[\w!][\w:-]{0,60}$/.test(text.slice(at, end))
          ? (matchMacro(text, at, end + 1) ?? dropped(end + 1))
          : null;
      }
      default:
        return matchNamedMacro(text, at);
    }
  },
};

/** A mark that begins or ends a phrase: next to a word on one side only. */
function isMark(text: string, at: number): boolean {
  const mark = text[at]!;
  let end = at + 1;
  if (text[end] === mark) end++;
  const before = text[at - 1] ?? ' ';
  const after = text[end] ?? ' ';
  if (before === mark || after === mark) return true;
  return end - at === 2 || /\w/.test(before) !== /\w/.test(after);
}

const NAMED_MACRO =
  /^(?:(https?|ftp|irc|mailto|link|xref|image|icon|kbd|btn|menu|footnote|footnoteref|pass|anchor|indexterm2?|stem|latexmath):)/;

function matchNamedMacro(text: string, at: number): InlineMatch | null {
  if (/\w/.test(text[at - 1] ?? ' ')) return null;
  const found = NAMED_MACRO.exec(text.slice(at, at + 14));
  return found ? matchMacro(text, at, at + found[0].length) : null;
}

/** `name:target[text]` from `at`, the target beginning at `from`. */
function matchMacro(text: string, at: number, from: number): InlineMatch | null {
  const window = text.slice(from, from + 500);
  const open = /^[^\s[\]<>"]{0,400}\[/.exec(window);
  if (!open) return null;
  const start = from + open[0].length;
  const end = findClose(text, ']', start);
  if (end < 0) return null;
  const target = text.slice(at, start - 1);
  const name = target.slice(0, target.indexOf(':'));
  if (name === 'image' || name === 'icon') {
    const alt = altOf(text.slice(start, end));
    const offset = text.slice(start, end).indexOf(alt);
    return {
      kind: 'image',
      end: end + 1,
      from: start + Math.max(offset, 0),
      to: start + Math.max(offset, 0) + alt.length,
      href: target.slice(name.length + 1),
    };
  }
  if (name === 'footnote' || name === 'footnoteref' || name === 'anchor' || name === 'indexterm')
    return dropped(end + 1);
  if (name === 'kbd' || name === 'btn' || name === 'menu' || name === 'pass')
    return { kind: 'text', end: end + 1, from: start, to: end, href: '' };
  // Named attributes behind the text, and the mark for a new window.
  const content = text.slice(start, end);
  const attributes = /,\s{0,4}(?:window|role|opts|options|title|id|rel)\s{0,4}=/.exec(content)?.index ?? content.length;
  const to = start + (content[attributes - 1] === '^' ? attributes - 1 : attributes);
  return {
    kind: 'link',
    end: end + 1,
    from: start,
    to,
    href: name === 'link' ? target.slice(5) : name === 'xref' ? '#' : target,
  };
}
