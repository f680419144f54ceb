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

type Sign = 'dependency' | 'program' | 'imports' | 'shell' | 'service' | 'stores';

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

/** Structure alone gives a kind tag only when it is this clear. */
export const STRONG_KIND_SCORE = 0.9;

/** How many make a sign full. */
const DEPENDENCIES = 2;
const IMPORTS = 3;
const OPTIONS = 8;
const SHELL_LINES = 4;
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
    switch (field) {
      case 'install':
        if (mayInstall && PROGRAM.test(lower)) {
          program++;
          see('program');
        } else if (dependency < DEPENDENCIES && DEPENDENCY.test(lower)) {
          dependency++;
          see('dependency');
        }
        break;
      case 'code': {
        // Beyond what fills a sign, nothing more is to be learned; most of a long README ends here.
        if (imports < IMPORTS && IMPORT.test(line)) {
          imports++;
          see('imports');
        }
        if (shell < SHELL_LINES && SHELL.test(lower)) {
          shell++;
          see('shell');
        }
        if (service < SERVICES && SERVICE.test(lower)) {
          service++;
          see('service');
        }
        if (scaffold === 0 && SCAFFOLD.test(lower)) scaffold++;
        if (actionUse === 0 && line.includes('@') && ACTION_USE.test(lower)) actionUse++;
        if (options.size < OPTIONS && line.includes('--')) {
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
      return Math.max(0, s.dependency + 0.7 * s.imports + 0.2 * s.apiHeadings - 0.6 * s.program * (1 - s.imports));
    case 'cli':
      return 0.8 * s.program + 0.7 * s.options + 0.5 * s.shell - 0.3 * s.dependency * s.imports;
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
  ['cli', ['program', 'shell']],
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
