/** Sorts of project that a tag can name; they are told by what a README is made of as much as by its words. */
export const KINDS = [
  'library',
  'cli',
  'framework',
  'server',
  'web-app',
  'desktop-app',
  'mobile-app',
  'app',
  'learning-resource',
  'style-guide',
  'language',
  'dev-tool',
  'plugin',
  'template',
  'sdk',
  'game',
  'list',
  'bot',
] as const;

export type Kind = (typeof KINDS)[number];

const KNOWN: ReadonlySet<string> = new Set(KINDS);

export const isKind = (value: string): value is Kind => KNOWN.has(value);
