import { dropped, findClose, type InlineMatch, type InlineSyntax } from './inline.ts';

/** ``code``, `text <url>`_, :role:`text`, |substitution|, [1]_, **bold**, *emphasis*, name_. */
export const RST_INLINE: InlineSyntax = {
  specials: '`:|*[_\\',
  match(text, at) {
    switch (text[at]) {
      case '`':
        return matchBackquote(text, at);
      case ':':
        return matchRole(text, at);
      case '|': {
        const end = findClose(text, '|', at + 1);
        const isName = end > at + 1 && !/^\s|\s$|\n/.test(text.slice(at + 1, end));
        return isName ? dropped(text.startsWith('_', end + 1) ? end + 2 : end + 1) : null;
      }
      case '*':
        return text[at + 1] === '*' ? { ...dropped(at + 2), kind: 'strong' } : matchEmphasis(text, at);
      case '[': {
        const end = findClose(text, ']_', at + 1);
        return end > 0 && end - at <= 40 && !text.slice(at, end).includes(' ') ? dropped(end + 2) : null;
      }
      case '_':
        // The end of a reference: `name_`.
        return /\w/.test(text[at - 1] ?? '') && !/\w/.test(text[at + 1] ?? '') ? dropped(at + 1) : null;
      default:
        return dropped(at + 1);
    }
  },
};

function matchBackquote(text: string, at: number): InlineMatch | null {
  if (text.startsWith('``', at)) {
    const end = findClose(text, '``', at + 2);
    return end < 0 ? null : { kind: 'code', end: end + 2, from: at + 2, to: end, href: '' };
  }
  const close = findClose(text, '`', at + 1);
  if (close < 0) return null;
  let end = close + 1;
  while (end < close + 3 && text[end] === '_') end++;
  const open = at + text.slice(at, close).lastIndexOf('<');
  const hasTarget = open > at && text[close - 1] === '>';
  // White space in front of the address is no part of the text.
  const to = hasTarget ? at + 1 + text.slice(at + 1, open).trimEnd().length : close;
  const href = hasTarget ? text.slice(open + 1, close - 1) : '';
  return { kind: end > close + 1 ? 'link' : 'text', end, from: at + 1, to, href };
}

/** `:role:` in front of interpreted text says how it looks; `:emoji:` elsewhere stays. */
function matchRole(text: string, at: number): InlineMatch | null {
  const found = /^:[a-zA-Z][\w.:+-]{0,40}:(?=`)/.exec(text.slice(at, at + 48));
  return found ? dropped(at + found[0].length) : null;
}

/** A single star next to a word on exactly one side is a mark. */
function matchEmphasis(text: string, at: number): InlineMatch | null {
  const isAfterSpace = /[\s([{<"'-]/.test(text[at - 1] ?? ' ');
  const isBeforeSpace = /[\s)\]}>"'.,;:!?-]/.test(text[at + 1] ?? ' ');
  return isAfterSpace === isBeforeSpace ? null : dropped(at + 1);
}
