/**
 * Commands that install or add a thing, by their first word, with the words that may follow it. `*` takes any next word
 * for the thing itself (`npx thing`).
 */
const COMMANDS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    npm: 'install|i|add|exec|init|create',
    pnpm: 'add|install|i|dlx|create',
    yarn: 'add|global add|dlx|create',
    bun: 'add|install|i|x|create',
    npx: '*',
    bunx: '*',
    deno: 'add|install',
    jsr: 'add',
    bower: 'install',
    volta: 'install',
    ng: 'add',
    meteor: 'add',
    expo: 'install',
    ember: 'install',
    cordova: 'plugin add',
    pip: 'install',
    pip3: 'install',
    pipx: 'install|run|inject',
    uv: 'add|pip install|tool install|tool run',
    uvx: '*',
    rye: 'add|install',
    pdm: 'add',
    poetry: 'add',
    pipenv: 'install',
    easy_install: '*',
    conda: 'install',
    mamba: 'install',
    micromamba: 'install',
    pixi: 'add|global install',
    cargo: 'add|install|binstall',
    rustup: 'component add|target add',
    gem: 'install',
    bundle: 'add',
    go: 'get|install|run',
    brew: 'install|tap|cask install|upgrade',
    apt: 'install',
    'apt-get': 'install',
    aptitude: 'install',
    dnf: 'install|copr enable',
    yum: 'install',
    zypper: 'install|in',
    pacman: '-s|-sy|-syu',
    yay: '*',
    paru: '*',
    apk: 'add',
    emerge: '*',
    'xbps-install': '*',
    eopkg: 'install',
    snap: 'install',
    flatpak: 'install',
    port: 'install',
    pkg: 'install|add',
    pkg_add: '*',
    pkgin: 'install',
    'nix-env': '-i|-ia|-f',
    'nix-shell': '-p',
    nix: 'run|shell|profile install|profile add|develop',
    guix: 'install|package -i|shell',
    docker: 'run|pull|container run|compose up|plugin install|buildx install',
    podman: 'run|pull',
    nerdctl: 'run|pull',
    singularity: 'pull',
    composer: 'require|create-project|global require',
    dotnet: 'add|tool install|new install|new -i',
    nuget: 'install',
    paket: 'add',
    'install-package': '*',
    'install-module': '*',
    'install-psresource': '*',
    mix: 'archive.install|escript.install|igniter.install',
    rebar3: 'plugins',
    swift: 'package add|package add-dependency',
    mint: 'install|run',
    carthage: 'update',
    pod: 'install|try',
    cabal: 'install|add',
    stack: 'install',
    opam: 'install|pin',
    esy: 'add',
    luarocks: 'install',
    helm: 'install|repo add|upgrade|pull|plugin install',
    kubectl: 'apply|krew install|create',
    oc: 'apply',
    arkade: 'install|get',
    vcpkg: 'install|add port',
    conan: 'install',
    xmake: 'require',
    choco: 'install',
    winget: 'install',
    scoop: 'install|bucket add',
    code: '--install-extension',
    codium: '--install-extension',
    ext: 'install',
    gh: 'extension install|repo clone|ext install',
    asdf: 'plugin add|plugin-add|install',
    mise: 'use|install',
    rtx: 'use',
    aqua: 'g',
    eget: '*',
    cpan: '*',
    cpanm: '*',
    cpm: 'install',
    raco: 'pkg install',
    nimble: 'install',
    shards: 'add',
    dub: 'add|fetch',
    spago: 'install',
    elm: 'install',
    zef: 'install',
    flutter: 'pub add|pub global activate',
    dart: 'pub add|pub global activate',
    pub: 'global activate|get',
    'ansible-galaxy': 'install|collection install|role install',
    wp: 'plugin install|theme install|package install',
    git: 'clone|submodule add',
    svn: 'checkout|co',
    hg: 'clone',
    apm: 'install',
    fisher: 'install|add',
    omf: 'install',
    zinit: 'light|load',
    antigen: 'bundle',
    sdk: 'install',
    jbang: '*',
    coursier: 'install|launch',
    cs: 'install|launch',
    clojure: '-m',
    lein: 'new',
  }).map(([command, next]) => [command, next.split('|')]),
);
/** Words in front of a command that change nothing for us. */
const PREFIXES: ReadonlySet<string> = new Set([
  'sudo',
  '$',
  '%',
  '#',
  '>',
  '❯',
  '➜',
  '~',
  'ps>',
  'c:\\>',
  'then',
  '&&',
  'exec',
  'command',
  'time',
  'env',
  '-',
  '!',
  '%pip',
]);
/** Marks of dependency lines that are no commands, by what they begin with. */
const LINE_STARTS = [
  'gem "',
  "gem '",
  'pod "',
  "pod '",
  '{:',
  'implementation ',
  'implementation(',
  'api(',
  'testimplementation',
  'debugimplementation',
  'compile "',
  "compile '",
  'compileonly',
  'annotationprocessor',
  'ksp(',
  'kapt',
  'classpath',
  'librarydependencies',
  'addsbtplugin',
  'addcompilerplugin',
  '<dependency',
  '<groupid',
  '<artifactid',
  '<packagereference',
  '.package(',
  'plug "',
  "plug '",
  "plugin '",
  'plugin "',
  'neobundle',
  'paq ',
  'call dein#add',
  'uses:',
  '- uses:',
  'install.packages(',
  'devtools::install',
  'remotes::install',
  'pak::',
  'renv::install',
  'biocmanager::install',
  'pkg.add',
  'using pkg',
  'pkg>',
  '] add ',
  'add-apt-repository',
  '(use-package',
  '(package-install',
  'm-x package-install',
  'm-x install',
  'm-x package',
  '#addin',
  '#r "nuget',
  '#tool',
  '//> using',
  'import $ivy',
  'pm> ',
  '%pip install',
  '!pip install',
  '(ql:quickload',
  'github "',
  'cpmaddpackage',
  'fetchcontent_declare',
  'load("',
  'bazel_dep(',
  'fromgit',
  'ext install',
  'openupm add',
  'modrepo',
  'id("',
  "id '",
  'id "',
  "requires '",
  "requires '",
] as const;
const STARTS_BY_CHARACTER = new Map<string, string[]>();
for (const start of LINE_STARTS) {
  const same = STARTS_BY_CHARACTER.get(start[0]!);
  if (same) same.push(start);
  else STARTS_BY_CHARACTER.set(start[0]!, [start]);
}
const MAX_LINE = 400;
const MAX_WORDS = 24;
const MAX_PREFIX = 60;
const PYTHONS: ReadonlySet<string> = new Set(['python', 'python3', 'py']);
const DOWNLOADERS: ReadonlySet<string> = new Set(['curl', 'wget', 'iwr', 'irm']);

/**
 * Whether a line of code installs or adds a thing: a package manager's command that names what it installs, a
 * dependency as a build file has it, a script piped into a shell. `npm install` alone (which sets up a checkout) is none.
 */
export function isInstall(text: string): boolean {
  if (text.length > MAX_LINE) return false;
  const line = text.trim().toLowerCase();
  if (line === '') return false;
  if (STARTS_BY_CHARACTER.get(line[0]!)?.some((start) => line.startsWith(start))) return true;
  const space = line.indexOf(' ');
  const first = space < 0 ? line : line.slice(0, space);
  // Most lines of code end here.
  if (!isCommand(baseName(first)) && !isPrefix(first)) return false;
  const words = line.split(/\s+/, MAX_WORDS);
  let at = 0;
  while (at < words.length && isPrefix(words[at]!)) at++;
  const command = baseName(words[at] ?? '');
  const next = COMMANDS.get(command);
  if (next) return next.some((form) => isCall(words, at + 1, form));
  if (PYTHONS.has(command)) {
    return words[at + 1] === '-m' && /^pipx?$/.test(words[at + 2] ?? '') && isCall(words, at + 3, 'install');
  }
  if (DOWNLOADERS.has(command)) {
    return /\| *(?:sudo )?(?:-e )?(?:ba|z|da)?sh\b|\| *(?:iex|invoke-expression|python)/.test(line);
  }
  return false;
}

function isCommand(word: string): boolean {
  return COMMANDS.has(word) || PYTHONS.has(word) || DOWNLOADERS.has(word);
}

/** A prompt, a variable set for the command, or a word such as `sudo`. */
function isPrefix(word: string): boolean {
  if (PREFIXES.has(word)) return true;
  if (word.length > MAX_PREFIX) return false;
  if ('$#%>'.includes(word.at(-1) ?? ' ')) return true;
  return word.includes('=') && /^[a-z_][a-z0-9_]*=/.test(word);
}

function baseName(word: string): string {
  return word.startsWith('/') || word.startsWith('./') ? word.slice(word.lastIndexOf('/') + 1) : word;
}

/** `form` is the words that must follow; then must come something that is neither an option nor a folder of one's own. */
function isCall(words: readonly string[], start: number, form: string): boolean {
  let at = start;
  if (form !== '*') {
    for (const part of form.split(' ')) {
      while (!part.startsWith('-') && words[at]?.startsWith('-')) at++;
      if (words[at] !== part) return false;
      at++;
    }
  }
  for (; at < words.length; at++) {
    const word = words[at]!;
    if (word === '-r' || word === '--requirement' || word.startsWith('#') || word === '&&' || word === '|')
      return false;
    if (!word.startsWith('-')) return word !== '.' && word !== '\\' && !word.startsWith('./');
  }
  return false;
}
