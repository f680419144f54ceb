/**
 * Commands that install or add a thing, by their first word, with the words that may follow it, in lower case. `*` takes any
 * next word for the thing itself (`npx thing`).
 */
const COMMAND_WORDS = `
  npm: install|i|add|exec|init|create; pnpm: add|install|i|dlx|create; yarn: add|global add|dlx|create;
  bun: add|install|i|x|create; npx: *; bunx: *; deno: add|install; jsr: add; bower: install; volta: install;
  ng: add; meteor: add; expo: install; ember: install; cordova: plugin add; pip: install; pip3: install;
  pipx: install|run|inject; uv: add|pip install|tool install|tool run; uvx: *; rye: add|install; pdm: add;
  poetry: add; pipenv: install; easy_install: *; conda: install; mamba: install; micromamba: install;
  pixi: add|global install; cargo: add|install|binstall; rustup: component add|target add; gem: install;
  bundle: add; go: get|install|run; brew: install|tap|cask install|upgrade; apt: install; apt-get: install;
  aptitude: install; dnf: install|copr enable; yum: install; zypper: install|in; pacman: -s|-sy|-syu; yay: *;
  paru: *; apk: add; emerge: *; xbps-install: *; eopkg: install; snap: install; flatpak: install; port: install;
  pkg: install|add; pkg_add: *; pkgin: install; nix-env: -i|-ia|-f; nix-shell: -p;
  nix: run|shell|profile install|profile add|develop; guix: install|package -i|shell;
  docker: run|pull|container run|compose up|plugin install|buildx install; podman: run|pull; nerdctl: run|pull;
  singularity: pull; composer: require|create-project|global require;
  dotnet: add|tool install|new install|new -i; nuget: install; paket: add; install-package: *; install-module: *;
  install-psresource: *; mix: archive.install|escript.install|igniter.install; rebar3: plugins;
  swift: package add|package add-dependency; mint: install|run; carthage: update; pod: install|try;
  cabal: install|add; stack: install; opam: install|pin; esy: add; luarocks: install;
  helm: install|repo add|upgrade|pull|plugin install; kubectl: apply|krew install|create; oc: apply;
  arkade: install|get; vcpkg: install|add port; conan: install; xmake: require; choco: install; winget: install;
  scoop: install|bucket add; code: --install-extension; codium: --install-extension; ext: install;
  gh: extension install|repo clone|ext install; asdf: plugin add|plugin-add|install; mise: use|install; rtx: use;
  aqua: g; eget: *; cpan: *; cpanm: *; cpm: install; raco: pkg install; nimble: install; shards: add;
  dub: add|fetch; spago: install; elm: install; zef: install; flutter: pub add|pub global activate;
  dart: pub add|pub global activate; pub: global activate|get;
  ansible-galaxy: install|collection install|role install; wp: plugin install|theme install|package install;
  git: clone|submodule add; svn: checkout|co; hg: clone; apm: install; fisher: install|add; omf: install;
  zinit: light|load; antigen: bundle; sdk: install; jbang: *; coursier: install|launch; cs: install|launch;
  clojure: -m; lein: new
`;
export const COMMANDS: ReadonlyMap<string, readonly string[]> = new Map(
  COMMAND_WORDS.replaceAll('\n', ';')
    .split(';')
    .map((entry) => entry.trim().split(': '))
    .filter((entry) => entry.length === 2)
    .map(([command = '', forms = '']) => [command, forms.split('|')]),
);

/** Words in front of a command that change nothing for us. */
export const PREFIXES: ReadonlySet<string> = new Set(
  'sudo $ % # > ❯ ➜ ~ ps> c:\\> then && exec command time env - ! %pip'.split(' '),
);

/** What dependency lines that are no commands begin with, in lower case; parted by broken bars. */
const LINE_STARTS = `
gem "¦gem '¦pod "¦pod '¦{:¦implementation ¦implementation(¦api(¦testimplementation¦debugimplementation¦
compile "¦compile '¦compileonly¦annotationprocessor¦ksp(¦kapt¦classpath¦librarydependencies¦addsbtplugin¦
addcompilerplugin¦<dependency¦<groupid¦<artifactid¦<packagereference¦.package(¦plug "¦plug '¦plugin '¦plugin "¦
neobundle¦paq ¦call dein#add¦uses:¦- uses:¦install.packages(¦devtools::install¦remotes::install¦pak::¦
renv::install¦biocmanager::install¦pkg.add¦using pkg¦pkg>¦] add ¦add-apt-repository¦(use-package¦
(package-install¦m-x package-install¦m-x install¦m-x package¦#addin¦#r "nuget¦#tool¦//> using¦import $ivy¦pm> ¦
%pip install¦!pip install¦(ql:quickload¦github "¦cpmaddpackage¦fetchcontent_declare¦load("¦bazel_dep(¦fromgit¦
ext install¦openupm add¦modrepo¦id("¦id '¦id "¦requires '
`;
/** The same by first character. */
export const STARTS_BY_CHARACTER: ReadonlyMap<string, readonly string[]> = byFirstCharacter(
  LINE_STARTS.replaceAll('\n', '¦')
    .split('¦')
    .filter((start) => start !== ''),
);

function byFirstCharacter(texts: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const text of texts) {
    const first = text[0] ?? '';
    const group = groups.get(first);
    if (group) group.push(text);
    else groups.set(first, [text]);
  }
  return groups;
}
