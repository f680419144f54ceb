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
  if (words.some((word) => ABBREVIATIONS.has(word)))
    variants.push(words.flatMap((word) => ABBREVIATIONS.get(word)?.split(' ') ?? [word]));
  const relatives = relativesOf(last);
  if (words.length === 1) for (const relative of relatives) variants.push([relative]);
  else if (relatives.length > 0) {
    const before = words.slice(0, -1);
    for (const relative of relatives) variants.push([...before, relative]);
  }
  return variants;
}

const NOUN = ['e', 'er', 'ing', 'ed'];
const AGENT = ['e', 'or', 'ing', 'ed'];
const VERB = ['', 'e', 'ing', 'er', 'ed'];
const PLAIN = ['ing', 'er', 'ed'];

function relativesOf(word: string): readonly string[] {
  if (word.length < MIN_WORD_LENGTH || !ASCII.test(word)) return [];
  const withEndings = (stem: string, endings: readonly string[]): string[] =>
    stem.length < MIN_STEM_LENGTH ? [] : endings.map((ending) => stem + ending).filter((other) => other !== word);
  const verb = (stem: string): readonly string[] => {
    const relatives = withEndings(stem, VERB);
    if (ENDS_DOUBLED.test(stem)) relatives.push(...withEndings(stem.slice(0, -1), ['']));
    return relatives;
  };
  if (word.endsWith('ization')) return withEndings(word.slice(0, -5), NOUN);
  if (word.endsWith('ation')) return withEndings(word.slice(0, -3), AGENT);
  if (word.endsWith('ing')) return verb(word.slice(0, -3));
  if (word.endsWith('er') || word.endsWith('or')) return verb(word.slice(0, -2));
  if (word.endsWith('ment')) return verb(word.slice(0, -4));
  if (word.endsWith('e')) return withEndings(word.slice(0, -1), PLAIN);
  return word.endsWith('y') || word.endsWith('s') ? [] : withEndings(word, PLAIN);
}
