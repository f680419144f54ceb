import type { Field, ReadmeDocument } from '../../model/readme.ts';
import type { Kind } from './kinds.ts';

/** What a README is made of, as far as it tells what sort of project it describes. All values from 0 to 1. */
export type Structure = {
  /** Lines that add the project to another one's dependencies. */
  readonly dependency: number;
  /** Lines that put a program on the machine. */
  readonly program: number;
  /** Import, require, use and include lines in code. */
  readonly imports: number;
  /** Distinct command-line options. */
  readonly options: number;
  /** Shell prompts and `Usage:` lines. */
  readonly shell: number;
  /** Lines of code that run a command of the project's own name. */
  readonly commands: number;
  /** Code blocks in a programming language. */
  readonly samples: number;
  /** Containers started, ports published, services composed. */
  readonly service: number;
  readonly screenshots: number;
  readonly stores: number;
  readonly links: number;
  readonly linkItems: number;
  readonly scaffold: number;
  readonly comparisons: number;
  readonly actionUse: number;
  readonly apiHeadings: number;
  readonly courseHeadings: number;
  /** Whether there is anything to install or import at all. */
  readonly nothingToInstall: number;
  /** First segment that shows each sign, to be quoted. */
  readonly firstSigns: ReadonlyMap<Sign, number>;
};

type Sign = 'dependency' | 'program' | 'imports' | 'shell' | 'commands' | 'service' | 'stores';

// All but imports and options are looked for in lower case: an expression that ignores case takes several times longer to make.
const DEPENDENCY =
  /\b(?:npm (?:i|install|add)|yarn add|pnpm (?:add|i|install)|bun add|pip3? install|uv add|poetry add|conda install|cargo add|gem install|bundle add|composer require|go get|dotnet add|nuget|install-package|pod ['"]|luarocks install|cpan|opam install|cabal install|stack install|raco pkg|nimble install|shards|hex|mix|deps\.get|implementation ['"(]|compile ['"]|<dependency>|<artifactid>|\.package\(|carthage|pkg\.add|install\.packages|library\(|bower install|jspm|deno add|jsr add|<script)/;
const PROGRAM =
  /(?:\b(?:npm (?:i|install|add) (?:-g|--global)|(?:-g|--global) \S+|yarn global add|brew (?:install|cask)|apt(?:-get)? install|dnf install|yum install|pacman -s|apk add|snap install|flatpak install|cargo install|go install|pipx install|uv tool install|uvx|npx|winget install|scoop install|choco install|port install|nix(?:-env|-shell| profile| run)|zypper|emerge|pkg install|curl .*\| ?(?:sudo )?(?:ba)?sh|wget .*\| ?(?:ba)?sh))/;
const IMPORT =
  /^\s*(?:import\b|from \S+ import|(?:const|var|let)\b.*\brequire\(|require[ (]|require_once|use [\w\\:]+|using [\w.]+;|#include\b|library\(|extern crate|open [A-Z]|\(require|\(:require|@import|load\(|include )/;
const OPTION = /(?:^|\s)--[a-z][a-z0-9-]+/g;
const SHELL = /^\s*(?:[$%>] \S|usage:|❯)/;
const SERVICE =
  /\b(?:docker[- ](?:run|compose|pull)|docker-compose|podman run|helm install|kubectl apply|systemctl|-p \d+:\d+|ports:|listen(?:ing)? on|localhost:\d+|127\.0\.0\.1:\d+)/;
const STORE =
  /\b(?:app store|google play|play store|f-droid|testflight|apk|\.dmg|\.exe|\.msi|appimage|download for|releases page|installer|microsoft store)\b/;
const SCAFFOLD =
  /\b(?:create-[a-z-]+|npm init|npx create|[a-z]+ new \w+|rails new|artisan|scaffold|generate:|mix phx\.new|django-admin|startproject)\b/;
const COMPARISON = /\b(?:bad|good|don't|do not|avoid|prefer|recommended|do:|wrong|right|before|after)\b/;
const ACTION_USE = /\buses: ?\S+\/\S+@/;
const API_HEADING =
  /\b(?:api|usage|examples?|quick start|getting started|install(?:ation)?|documentation|options|methods|functions|reference)\b/;
const COURSE_HEADING =
  /\b(?:chapter|lesson|exercises?|week \d|day \d|module \d|part \d|tutorials?|resources|books?|courses?|videos|articles|questions?|learn(?:ing)?|prerequisite|solutions?|examples?|what is|how to|introduction to)\b/;

/** What the signs that most READMEs have nowhere cannot be without, in lower case: a look for these is cheaper than for the sign. */
const PROGRAM_WORDS =
  '-g |--global|yarn global|brew |apt|dnf |yum |pacman |apk |snap |flatpak |cargo |go install|pipx |uv tool|uvx|npx|winget |scoop |choco |port install|nix|zypper|emerge|pkg install|curl |wget '.split(
    '|',
  );
const STORE_WORDS =
  'app store|google play|play store|f-droid|testflight|apk|.dmg|.exe|.msi|appimage|download for|releases page|installer|microsoft store'.split(
    '|',
  );

const wordSet = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Languages of code blocks that show no code of a program: commands, data, markup, settings. */
const NO_PROGRAM = wordSet(
  'shell batchfile powershell console json yaml toml ini xml html css scss sass less text diff dockerfile makefile cmake meson markdown restructuredtext hcl cabal gradle starlark graphql protobuf ogdl csv nginx mermaid http properties git ignore',
);
/** Commands of builds and of other tools: their options and prompts say nothing of the project. */
const FOREIGN = wordSet(
  './configure ./autogen.sh ./gradlew autoreconf cmake make meson ninja bazel git cd npm npx yarn pnpm bun pip pip3 python python3 docker docker-compose kubectl helm brew apt apt-get yum dnf pacman cargo go gem bundle mvn gradle curl wget mkdir export echo cat rm cp mv ls source node ruby php composer dotnet mix vagrant terraform aws gcloud az',
);
/** What an install line counts that does not name the project: it may add something else. */
const OTHERS = 0.4;
const LEAST_NAME_PART = 3;
const MAX_NAME = 100;
const NO_LETTERS = /[^\p{L}\p{N}]+/gu;

/** What a project goes by: its name in one word, as commands have it, and the parts of it that tell. */
function namesOf({ segments }: ReadmeDocument): { readonly whole: string; readonly parts: readonly string[] } {
  const named = segments.find(({ field }) => field === 'name') ?? segments.find(({ field }) => field === 'title');
  const parts = named?.text.toLowerCase().slice(0, MAX_NAME).split(NO_LETTERS) ?? [];
  const whole = parts.join('');
  return {
    whole,
    parts: [whole, ...parts.filter((part) => part.length >= LEAST_NAME_PART)].filter((part) => part !== ''),
  };
}

/** Structure alone gives a kind tag only when it is this clear. */
export const STRONG_KIND_SCORE = 0.9;

/** How many make a sign full. */
const DEPENDENCIES = 2;
const IMPORTS = 3;
const OPTIONS = 8;
const SHELL_LINES = 4;
const COMMANDS = 2;
const SAMPLES = 2;
const SERVICES = 3;
const STORES = 3;
const COMPARISONS = 6;
const API_HEADINGS = 3;

const INSTALLS: ReadonlySet<Field> = new Set<Field>(['install']);
const PROSE: ReadonlySet<Field> = new Set<Field>(['lead', 'intro', 'body']);

const upTo = (count: number, full: number): number => Math.min(1, count / full);

/** Counts the signs; linear in the length of code, install lines and headings. */
export function readStructure(document: ReadmeDocument): Structure {
  let dependency = 0;
  let program = 0;
  let imports = 0;
  let shell = 0;
  let commands = 0;
  let samples = 0;
  // Of the code block that the line stands in.
  let language = '';
  const { whole, parts } = namesOf(document);
  const isOwn = (lower: string): boolean => parts.length === 0 || parts.some((part) => lower.includes(part));
  let service = 0;
  let stores = 0;
  let scaffold = 0;
  let comparisons = 0;
  let actionUse = 0;
  let apiHeadings = 0;
  let courseHeadings = 0;
  let headings = 0;
  const options = new Set<string>();
  const mayInstall = holdsAny(document, INSTALLS, PROGRAM_WORDS);
  const maySell = holdsAny(document, PROSE, STORE_WORDS);
  const firstSigns = new Map<Sign, number>();
  for (const [number, { field, text }] of document.segments.entries()) {
    const see = (sign: Sign): void => {
      if (!firstSigns.has(sign)) firstSigns.set(sign, number);
    };
    // Longer lines are data, not commands.
    const line = text.length > 400 ? text.slice(0, 400) : text;
    const lower = line.toLowerCase();
    if (field !== 'code' && field !== 'install') language = field === 'fence' ? line : '';
    switch (field) {
      case 'fence':
        if (!NO_PROGRAM.has(line)) samples++;
        break;
      case 'install':
        if (mayInstall && PROGRAM.test(lower)) {
          program += isOwn(lower) ? 1 : OTHERS;
          see('program');
        } else if (dependency < DEPENDENCIES && DEPENDENCY.test(lower)) {
          dependency += isOwn(lower) ? 1 : OTHERS;
          see('dependency');
        }
        break;
      case 'code': {
        const isAsked = commands < COMMANDS || shell < SHELL_LINES || options.size < OPTIONS;
        const command = isAsked ? commandOf(lower) : '';
        const isForeign = FOREIGN.has(command);
        const isPrompt = isAsked && SHELL.test(lower);
        if (
          commands < COMMANDS &&
          command.length >= whole.length &&
          command !== '' &&
          command.replace(NO_LETTERS, '') === whole &&
          (isPrompt || language === 'shell' || !NO_COMMAND.test(line))
        ) {
          commands++;
          see('commands');
        }
        // Beyond what fills a sign, nothing more is to be learned; most of a long README ends here.
        if (imports < IMPORTS && IMPORT.test(line)) {
          imports++;
          see('imports');
        }
        if (shell < SHELL_LINES && isPrompt && !isForeign) {
          shell++;
          see('shell');
        }
        if (service < SERVICES && SERVICE.test(lower)) {
          service++;
          see('service');
        }
        if (scaffold === 0 && SCAFFOLD.test(lower)) scaffold++;
        if (actionUse === 0 && line.includes('@') && ACTION_USE.test(lower)) actionUse++;
        if (options.size < OPTIONS && !isForeign && line.includes('--')) {
          for (const [option] of line.matchAll(OPTION)) options.add(option.trim());
        }
        break;
      }
      case 'heading':
        headings++;
        if (apiHeadings < API_HEADINGS && API_HEADING.test(lower)) apiHeadings++;
        if (COURSE_HEADING.test(lower)) courseHeadings++;
        if (comparisons < COMPARISONS && COMPARISON.test(lower)) comparisons++;
        break;
      case 'lead':
      case 'intro':
      case 'body':
        if (service < SERVICES && SERVICE.test(lower)) service += 0.5;
        if (maySell && stores < STORES && STORE.test(lower)) {
          stores++;
          see('stores');
        }
        if (field === 'body' && comparisons < COMPARISONS && COMPARISON.test(lower)) comparisons += 0.1;
        break;
      default:
        break;
    }
  }
  const { shape } = document;
  const words = Math.max(40, shape.words);
  return {
    dependency: upTo(dependency, DEPENDENCIES),
    program: upTo(program, 2),
    imports: upTo(imports, IMPORTS),
    options: upTo(options.size, OPTIONS),
    shell: upTo(shell, SHELL_LINES),
    commands: upTo(commands, COMMANDS),
    samples: upTo(samples, SAMPLES),
    service: upTo(service, SERVICES),
    screenshots: upTo(shape.images, 3),
    stores: upTo(stores, STORES),
    links: upTo(shape.links / words, 0.1),
    linkItems: upTo(shape.linkItems, 25) * upTo(shape.linkItems / Math.max(1, shape.listItems), 0.6),
    scaffold: upTo(scaffold, 1),
    comparisons: upTo(comparisons, COMPARISONS),
    actionUse: upTo(actionUse, 1),
    apiHeadings: upTo(apiHeadings, API_HEADINGS),
    courseHeadings: upTo(courseHeadings, Math.max(4, headings / 3)),
    nothingToInstall: dependency + program + imports === 0 ? 1 : 0,
    firstSigns,
  };
}

const COMMAND = /^\s*(?:[$%>#❯] ?)?(?:sudo )?(?:\S*\/bin\/)?([^\s=(]+)(?:\s+[^\s=(]|\s*$)/;
/** What code of a program has and a command seldom. */
const NO_COMMAND = /[=({;:]/;

/** The first word of a line, if it may be a command. */
function commandOf(line: string): string {
  return COMMAND.exec(line)?.[1] ?? '';
}

function holdsAny({ segments }: ReadmeDocument, fields: ReadonlySet<Field>, words: readonly string[]): boolean {
  const lines = segments.filter(({ field }) => fields.has(field)).map(({ text }) => text);
  const text = lines.join('\n').toLowerCase();
  return words.some((word) => text.includes(word));
}

/** How much the structure alone speaks for a kind, 0 to 2. */
export function kindScore(kind: Kind, s: Structure): number {
  switch (kind) {
    case 'library':
    case 'sdk':
      return Math.max(
        0,
        s.dependency +
          0.7 * Math.max(s.imports, 0.8 * s.samples) +
          0.2 * s.apiHeadings -
          0.6 * s.program * (1 - s.imports),
      );
    case 'cli':
      return Math.max(
        0,
        0.7 * s.program + 0.5 * s.options + 0.4 * s.shell + 0.8 * s.commands - 0.3 * s.dependency * s.imports,
      );
    case 'framework':
      return 0.5 * s.scaffold + 0.3 * s.dependency * s.imports;
    case 'server':
      return s.service;
    case 'web-app':
      return 0.7 * s.service + 0.4 * s.screenshots * (1 - s.imports);
    case 'desktop-app':
    case 'app':
    case 'game':
      return (0.6 * s.stores + 0.4 * s.screenshots) * (1 - s.imports);
    case 'mobile-app':
      return s.stores * (1 - 0.5 * s.imports);
    case 'learning-resource':
      return s.nothingToInstall * (0.6 * s.links + 0.6 * s.courseHeadings + 0.4 * s.linkItems);
    case 'list':
      return s.nothingToInstall * (s.linkItems + 0.5 * s.links);
    case 'style-guide':
      return s.comparisons * (0.4 + 0.6 * s.nothingToInstall);
    case 'dev-tool':
      return 0.4 * s.program + 0.3 * s.options + 0.4 * s.actionUse;
    case 'plugin':
      return 0.2 * s.actionUse;
    case 'language':
    case 'template':
    case 'bot':
      return 0;
  }
}

const SIGNS_OF_KIND: ReadonlyMap<Kind, readonly Sign[]> = new Map<Kind, readonly Sign[]>([
  ['library', ['dependency', 'imports']],
  ['sdk', ['dependency', 'imports']],
  ['framework', ['dependency']],
  ['cli', ['commands', 'program', 'shell']],
  ['dev-tool', ['program']],
  ['server', ['service']],
  ['web-app', ['service']],
  ['mobile-app', ['stores']],
  ['desktop-app', ['stores']],
  ['app', ['stores']],
]);

/** Segments worth quoting for a kind that the structure speaks for. */
export function signsOfKind(kind: Kind, structure: Structure): readonly number[] {
  return (SIGNS_OF_KIND.get(kind) ?? []).flatMap((sign) => structure.firstSigns.get(sign) ?? []);
}
