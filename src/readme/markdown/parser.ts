import MarkdownIt from 'markdown-it';

/**
 * Deepest nesting of lists and quotes that is read as such; what is deeper is text. A quote counts one, a list two. Without a
 * bound of our own, markdown-it reads each line once per level and drops the rest of the document at its own bound.
 */
const MAX_BLOCK_DEPTH = 16;
/** Bound of markdown-it itself, never reached by blocks; brackets nested deeper than this are text. */
const MAX_INLINE_DEPTH = 32;

type Markdown = InstanceType<typeof MarkdownIt>;
/** A token of markdown-it, whose types export no name for it. */
export type Token = InstanceType<typeof MarkdownIt.Token>;

/** Where in the inline content a token begins or, for text, ends: always on the token's own source line. */
export type Position = { readonly position: number };

/** Notes with each token where it stands, since markdown-it gives lines to blocks only. */
class PositionedState extends MarkdownIt.StateInline {
  override push(type: string, tag: string, nesting: -1 | 0 | 1): Token {
    const token = super.push(type, tag, nesting);
    token.meta = { position: this.pos } satisfies Position;
    return token;
  }

  override pushPending(): Token {
    const token = super.pushPending();
    token.meta = { position: this.pos } satisfies Position;
    return token;
  }
}

/** Blocks of a text, their inline content not yet read. */
export type ParsedBlocks = { readonly tokens: readonly Token[]; readonly env: Parameters<Markdown['parse']>[1] };

/** Reads the blocks of a text. */
export function parseBlocks(text: string): ParsedBlocks {
  const env = {};
  return { tokens: markdownParser().parse(text, env), env };
}

/** Reads the inline content of a block; `env` is that of its document, with the addresses of links. */
export function parseInline(content: string, env: ParsedBlocks['env']): readonly Token[] {
  const tokens: Token[] = [];
  const markdown = markdownParser();
  markdown.inline.parse(content, markdown, env, tokens);
  return tokens;
}

let parser: Markdown | undefined;

/** Made at first use: CommonMark with tables and strikethrough, links left as they are written, inline content left alone. */
function markdownParser(): Markdown {
  parser ??= createParser();
  return parser;
}

function createParser(): Markdown {
  const markdown = new MarkdownIt({ html: true, maxNesting: MAX_INLINE_DEPTH });
  markdown.core.ruler.disable(['inline', 'linkify', 'replacements', 'smartquotes', 'text_join']);
  // Addresses are only looked at, never rendered; encoding them costs a third of the time on lists of links.
  markdown.normalizeLink = (url) => url;
  markdown.normalizeLinkText = (url) => url;
  markdown.validateLink = () => true;
  markdown.inline.State = PositionedState;
  limitDepth(markdown, 'blockquote', ['paragraph', 'reference', 'blockquote', 'list']);
  limitDepth(markdown, 'list', ['paragraph', 'reference', 'blockquote']);
  return markdown;
}

function limitDepth(markdown: Markdown, name: string, alt: string[]): void {
  const { ruler } = markdown.block;
  const enabled = ruler.getRules('');
  ruler.disable([name]);
  const others = new Set(ruler.getRules(''));
  ruler.enable([name]);
  const rule = enabled.find((candidate) => !others.has(candidate));
  if (!rule) throw new Error(`markdown-it has no block rule "${name}"`);
  ruler.at(
    name,
    (state, startLine, endLine, silent) => state.level < MAX_BLOCK_DEPTH && rule(state, startLine, endLine, silent),
    { alt },
  );
}
