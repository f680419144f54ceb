import MarkdownIt from 'markdown-it';

export type Theme = 'light' | 'dark';

const colors = {
  light: {
    text: '#1f2328',
    muted: '#59636e',
    page: '#ffffff',
    line: '#d1d9e0',
    soft: '#f6f8fa',
    code: '#818b981f',
    link: '#0969da',
  },
  dark: {
    text: '#f0f6fc',
    muted: '#9198a1',
    page: '#0d1117',
    line: '#3d444d',
    soft: '#151b23',
    code: '#656c7633',
    link: '#4493f8',
  },
};

/** A page that shows Markdown about as GitHub does, in a frame with `title` as a head line. */
export function renderPage(markdown: string, title: string, theme: Theme): string {
  const body = new MarkdownIt({ html: true, linkify: true }).render(markdown);
  const { text, muted, page, line, soft, code, link } = colors[theme];
  return `<!doctype html><meta charset="utf-8"><style>
body{margin:0;padding:16px;background:${page};color:${text};font:14px/1.5 "Liberation Sans","DejaVu Sans",Arial,sans-serif}
.frame{border:1px solid ${line};border-radius:6px;overflow:hidden}
.head{background:${soft};border-bottom:1px solid ${line};padding:8px 16px;color:${muted}}
.body{padding:16px}
.body>*:first-child{margin-top:0}.body>*:last-child{margin-bottom:0}
h2{font-size:1.5em;border-bottom:1px solid ${line};padding-bottom:.3em;margin:24px 0 16px}h3{font-size:1.25em;margin:24px 0 16px}
p,ul,pre,blockquote,details{margin:0 0 16px}ul{padding-left:2em}li+li{margin-top:.25em}
table{border-collapse:collapse;margin-bottom:16px}th,td{border:1px solid ${line};padding:6px 13px;text-align:left}tr:nth-child(2n) td{background:${soft}}
code{background:${code};border-radius:6px;padding:.2em .4em;font:85% "DejaVu Sans Mono",monospace}
pre{background:${soft};border-radius:6px;padding:16px;overflow:hidden}pre code{background:none;padding:0}
blockquote{border-left:.25em solid ${line};color:${muted};padding:0 1em}blockquote p{margin:0}
a{color:${link};text-decoration:none}a code{color:${link}}sub{color:${muted};font-size:85%;vertical-align:baseline}
</style><div class="frame"><div class="head">${title}</div><div class="body">${body}</div></div>`;
}
