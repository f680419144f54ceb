/**
 * Short forms that people use in names, and what stands in text instead. For names that the lexicon does not know, and for
 * the parts of compound ones.
 */
const ABBREVIATIONS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    a11y: 'accessibility',
    admin: 'administration',
    algo: 'algorithm',
    app: 'application',
    arch: 'architecture',
    auth: 'authentication',
    bench: 'benchmark',
    calc: 'calculator',
    cicd: 'continuous integration',
    config: 'configuration',
    db: 'database',
    demo: 'demonstration',
    dev: 'development',
    dist: 'distributed',
    doc: 'documentation',
    e2e: 'end to end',
    env: 'environment',
    exp: 'experience',
    fe: 'frontend',
    i18n: 'internationalization',
    img: 'image',
    infra: 'infrastructure',
    iac: 'infrastructure as code',
    k8s: 'kubernetes',
    l10n: 'localization',
    lang: 'language',
    lib: 'library',
    mgmt: 'management',
    ml: 'machine learning',
    mon: 'monitoring',
    msg: 'message',
    nav: 'navigation',
    net: 'network',
    o11y: 'observability',
    ops: 'operations',
    org: 'organization',
    os: 'operating system',
    perf: 'performance',
    pkg: 'package',
    proto: 'protocol',
    repo: 'repository',
    sec: 'security',
    sim: 'simulation',
    spec: 'specification',
    stats: 'statistics',
    svc: 'service',
    sys: 'system',
    tz: 'timezone',
    ui: 'user interface',
    util: 'utility',
    ux: 'user experience',
    viz: 'visualization',
    vm: 'virtual machine',
  }),
);

/** Shorter stems stand in too many other words. */
const MIN_STEM_LENGTH = 3;
const MIN_WORD_LENGTH = 4;
const ENDS_DOUBLED = /([bdglmnprt])\1$/;
const ASCII = /^[a-z]+$/;

/**
 * Other words that people use for the same thing as one name of it: what its abbreviations stand for, and its last word's
 * relatives (`parser`, `parsing`, `parse`). `words` are those of the name; so are the results. The name itself is not among them.
 */
export function nameVariants(words: readonly string[]): readonly (readonly string[])[] {
  const last = words.at(-1);
  if (last === undefined) return [];
  const variants: (readonly string[])[] = [];
  const expanded = words.flatMap((word) => ABBREVIATIONS.get(word)?.split(' ') ?? [word]);
  if (expanded.join(' ') !== words.join(' ')) variants.push(expanded);
  const before = words.slice(0, -1);
  for (const relative of relativesOf(last)) variants.push([...before, relative]);
  return variants;
}

function relativesOf(word: string): readonly string[] {
  if (word.length < MIN_WORD_LENGTH || !ASCII.test(word)) return [];
  const relatives = new Set<string>();
  const add = (stem: string, ...endings: readonly string[]): void => {
    if (stem.length >= MIN_STEM_LENGTH) for (const ending of endings) relatives.add(stem + ending);
  };
  if (word.endsWith('ization')) add(word.slice(0, -5), 'e', 'er', 'ing', 'ed');
  else if (word.endsWith('ation')) add(word.slice(0, -3), 'e', 'or', 'ing', 'ed');
  else if (word.endsWith('ing')) addVerb(word.slice(0, -3), add);
  else if (word.endsWith('er') || word.endsWith('or')) addVerb(word.slice(0, -2), add);
  else if (word.endsWith('ment')) addVerb(word.slice(0, -4), add);
  else if (word.endsWith('e')) add(word.slice(0, -1), 'ing', 'er', 'ed');
  else if (!word.endsWith('y') && !word.endsWith('s')) add(word, 'ing', 'er', 'ed');
  relatives.delete(word);
  return [...relatives];
}

function addVerb(stem: string, add: (stem: string, ...endings: readonly string[]) => void): void {
  add(stem, '', 'e', 'ing', 'er', 'ed');
  if (ENDS_DOUBLED.test(stem)) add(stem.slice(0, -1), '');
}
