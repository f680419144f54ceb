/** Names of languages, each with what people write for it. */
const ALIAS_WORDS = `
  javascript: js mjs cjs node nodejs jsx es6 esm javascriptreact; typescript: ts tsx mts cts typescriptreact;
  python: py py3 python3 python2 pycon ipython py-console pyi;
  shell: sh bash zsh fish ksh console terminal shell-session shellsession shell-script sh-session bash-session term cli command commandline;
  powershell: ps ps1 pwsh posh; batchfile: bat batch cmd dosbatch; ruby: rb irb; rust: rs; go: golang;
  c++: cpp cc cxx hpp hxx cplusplus; c#: cs csharp c-sharp csx; f#: fs fsharp fsx fsi;
  objective-c: objc objectivec obj-c objective_c; visual basic: vb vbnet vb.net vba; kotlin: kt kts; scala: sc;
  java: jsh; groovy: gvy; haskell: hs ghci lhs; elixir: ex exs iex heex; erlang: erl;
  clojure: clj cljs cljc edn clojurescript; common lisp: lisp cl commonlisp; emacs lisp: elisp emacs-lisp el;
  scheme: scm; racket: rkt; ocaml: ml mli; reason: reasonml re; julia: jl julia-repl jldoctest; r: rlang rscript;
  perl: pl pm perl5; raku: perl6; php: php7 php8 php-template blade; lua: luau; dart: flutter; nim: nimrod;
  crystal: cr; zig: zon; vim: viml vimscript vimrc; yaml: yml; json: json5 jsonc jsonl jsonld json-with-comments;
  markdown: md mdown mkd gfm; restructuredtext: rst rest; asciidoc: adoc; html: htm xhtml html5;
  xml: svg xsd xsl xslt pom plist; css: css3; stylus: styl; dockerfile: docker containerfile;
  makefile: make mk gnumake; cmake: cmakelists; terraform: tf tfvars; nix: nixos;
  protobuf: proto protocol-buffer proto3; graphql: gql graphqls;
  sql: plsql tsql; postgresql: postgres pgsql psql; solidity: sol; webassembly: wasm wat wast;
  assembly: asm nasm x86asm armasm s; latex: tex; matlab: octave; mathematica: wolfram wl; fortran: f90 f95 f03;
  pascal: delphi pas objectpascal; ini: cfg conf config properties editorconfig; diff: patch; mermaid: mmd;
  vue: vue-html; svelte: sv; jinja: jinja2 j2; handlebars: hbs htmlbars mustache;
  http: https rest-client; prolog: swipl; verilog: v systemverilog sv-verilog; gdscript: gd; glsl: vert frag;
  cuda: cu; coffeescript: coffee; purescript: purs; rescript: res resi; standard ml: sml; swift: swiftui;
  puppet: pp; rego: opa; cue: cuelang; nginx: nginxconf
`;
const ALIASES: ReadonlyMap<string, string> = new Map(
  ALIAS_WORDS.replaceAll('\n', ';')
    .split(';')
    .map((entry) => entry.trim().split(': '))
    .filter((entry) => entry.length === 2)
    .flatMap(([language = '', aliases = '']) => aliases.split(' ').map((alias): [string, string] => [alias, language])),
);
/** What people write after a fence to say that it is no language. */
const NO_LANGUAGE: ReadonlySet<string> = new Set(
  'text txt plain plaintext plain-text none raw output out log logs no-highlight nohighlight code example tree ascii default copy'.split(
    ' ',
  ),
);

/**
 * Language of a code block from what stands after its fence (`js {1,3}`, `{r setup}`, `rust,no_run`, `ts:app.ts`): the lower-case
 * name that Linguist has (`javascript`, `c++`, `shell`, which also stands for consoles), what was written where it is none of
 * the known aliases, and an empty string where no language is named. At most 40 characters.
 */
export function normaliseLanguage(info: string): string {
  const [word = ''] = info
    .slice(0, 80)
    .replace(/^[\s{.=]+/, '')
    .toLowerCase()
    .split(/[\s{},:;=(\]]/, 1);
  const name = word.replace(/^(?:language|lang|highlight|source|src|code|sourcecode)-(?=.)/, '');
  if (name.length > 40 || !/^[a-z0-9]/.test(name) || NO_LANGUAGE.has(name)) return '';
  return ALIASES.get(name) ?? name;
}
