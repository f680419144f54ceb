import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { INPUTS, type ParsedSettings, parseSettings } from '../../src/settings.ts';

const parse = (given: Record<string, string>, names: readonly string[] = Object.keys(given)): ParsedSettings =>
  parseSettings((name) => given[name] ?? '', names);

const problemsOf = (given: Record<string, string>, names?: readonly string[]): readonly string[] => {
  try {
    parse(given, names);
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(({ code, message }) => `${code}: ${message}`);
    throw error;
  }
  throw new Error('It was accepted');
};

describe('settings', () => {
  it('have their defaults where an input is not set or blank', () => {
    const { settings, warnings } = parse({ 'max-tags': '', 'tags-file': ' ', token: 'ghs_x' });
    expect(settings).toEqual({
      tagsFiles: [{ kind: 'repository', given: '.github/tags.json', path: '.github/tags.json' }],
      maxTags: 3,
      minScore: null,
      excludeTags: [],
      pinTags: [],
      id: null,
      repository: null,
      ref: null,
      readmePath: null,
      classifier: 'auto',
      apiKey: '',
      baseUrl: null,
      model: null,
      shortlist: 200,
      readmeTokens: 900,
      maxTokensPerRun: null,
      priceInput: null,
      priceOutput: null,
      llmUnsupported: 'hold',
      onLlmError: 'fail',
      publish: ['artifact', 'summary'],
      artifactName: 'readme-tags',
      topicsMode: 'merge',
      token: 'ghs_x',
      topicsToken: '',
      dryRun: false,
      force: false,
    });
    expect(warnings).toEqual([]);
  });

  it('are what was set', () => {
    const { settings } = parse({
      'tags-file': './made/tags.yml\nacme/tags:lists/all.csv@v2\n',
      'max-tags': ' 20 ',
      'min-score': '.5',
      'exclude-tags': 'ai, "research, papers"\n"say ""hi"""',
      'pin-tags': 'cli\ncli',
      id: '9806',
      repository: 'octo/widgets',
      ref: 'refs/heads/release/2.x',
      'readme-path': './packages/core/',
      classifier: 'llm',
      'api-key': 'sk-x',
      'base-url': 'https://llm.example.com/v1/',
      model: 'org/model:7b',
      shortlist: '50',
      'readme-tokens': '500',
      'max-tokens-per-run': '20000',
      'price-input': '.1',
      'price-output': '0.50',
      'llm-unsupported': 'give',
      'on-llm-error': 'offline',
      publish: 'summary, topics\ncomment',
      'artifact-name': 'tags of core',
      'topics-mode': 'managed',
      'topics-token': 'github_pat_x',
      'dry-run': 'True',
      force: 'true',
    });
    expect(settings).toMatchObject({
      tagsFiles: [
        { kind: 'checkout', path: 'made/tags.yml' },
        { kind: 'elsewhere', repository: { owner: 'acme', name: 'tags' }, path: 'lists/all.csv', ref: 'v2' },
      ],
      maxTags: 20,
      minScore: 0.5,
      excludeTags: ['ai', 'research, papers', 'say "hi"'],
      pinTags: ['cli'],
      id: '9806',
      repository: { owner: 'octo', name: 'widgets' },
      ref: 'refs/heads/release/2.x',
      readmePath: 'packages/core',
      classifier: 'llm',
      apiKey: 'sk-x',
      baseUrl: 'https://llm.example.com/v1',
      model: 'org/model:7b',
      shortlist: 50,
      readmeTokens: 500,
      maxTokensPerRun: 20_000,
      priceInput: 0.1,
      priceOutput: 0.5,
      llmUnsupported: 'give',
      onLlmError: 'offline',
      publish: ['summary', 'topics', 'comment'],
      artifactName: 'tags of core',
      topicsMode: 'managed',
      topicsToken: 'github_pat_x',
      dryRun: true,
      force: true,
    });
  });

  it.each(['ghs_abc def', 'ghs_abc\nghs_def', 'ghs_\u200babc'])('refuse %j as a token without showing it', (token) => {
    for (const name of ['token', 'topics-token']) {
      const [problem = ''] = problemsOf({ [name]: token });
      expect(problem).toContain(`settings/${name}: Input "${name}" is not what a token looks like`);
      expect(problem).not.toContain('abc');
    }
  });

  it('refuse a key with a line break in it without showing it', () => {
    const [problem = ''] = problemsOf({ 'api-key': 'sk-abc\nsk-def' });
    expect(problem).toContain('settings/api-key: Input "api-key" is not what a key looks like');
    expect(problem).not.toMatch(/abc|def/);
  });

  it('have an empty token where the secret is absent, as on a fork', () => {
    expect(parse({ token: '' }).settings.token).toBe('');
  });

  it('tell all problems of all inputs together', () => {
    const given = { 'max-tags': '0', 'min-score': 'high', publish: 'artefact, issue', repository: 'octo' };
    expect(problemsOf(given)).toEqual([
      'settings/max-tags: Input "max-tags" is "0"; expected a whole number from 1 to 20.',
      'settings/min-score: Input "min-score" is "high"; expected a number from 0 to 1, such as 0.5.',
      'settings/repository: Input "repository" is "octo"; expected owner/name.',
      'settings/publish: Input "publish" holds "artefact"; expected any of "artifact", "summary", "topics", "comment"; did you mean "artifact"?',
      'settings/publish: Input "publish" holds "issue"; expected any of "artifact", "summary", "topics", "comment".',
    ]);
    expect(() => parse(given)).toThrow(/^5 inputs need attention:\n- Input "max-tags"/);
  });

  it.each([
    ['topics-mode', 'replace', 'expected one of "merge", "add", "managed".'],
    ['topics-mode', 'manage', 'did you mean "managed"?'],
    ['dry-run', 'yes', 'expected true or false.'],
    ['force', '1', 'expected true or false.'],
  ])('refuse %s %s', (name, value, expected) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringContaining(expected)]);
  });

  it.each(['21', '-1', '3.0', '1e1', '３', 'three', '999999999999'])('refuse max-tags %s', (value) => {
    expect(problemsOf({ 'max-tags': value })).toHaveLength(1);
  });

  it.each(['-0.1', '1.01', '50%', 'NaN', '0x1', '1e-1'])('refuse min-score %s', (value) => {
    expect(problemsOf({ 'min-score': value })).toHaveLength(1);
  });

  it.each([
    ['https://example.com/tags.json', 'addresses are not read'],
    ['../tags.json', 'leaves the repository'],
    ['./../tags.json', 'leaves the repository'],
    ['/etc/passwd', 'starts with a slash'],
    ['.github\\tags.json', 'backslash'],
    ['.github/', 'is a folder'],
    ['acme/tags:', 'it is empty'],
    ['acme/tags:tags.json@', 'spaces'],
    ['acme/tags:../x@main', 'leaves the repository'],
  ])('refuse the tags file %s', (value, why) => {
    expect(problemsOf({ 'tags-file': value })[0]).toContain(why);
  });

  it.each(['main..x', 'a b', '-x', 'x/', 'x.lock', '@{u}', 'a:b'])('refuse the ref %s', (value) => {
    expect(problemsOf({ ref: value })).toHaveLength(1);
  });

  it.each(['a/b', '.hidden', 'a:b', 'ends.', 'x'.repeat(81), 'a\nb', '..'])('refuse the artifact name %j', (value) => {
    expect(problemsOf({ 'artifact-name': value })).toHaveLength(1);
  });

  it('name the repository that an address means', () => {
    expect(problemsOf({ repository: 'https://github.com/octo/widgets.git' })[0]).toContain(
      'did you mean "octo/widgets"?',
    );
  });

  it('say how a name with a comma is written when quotes do not close', () => {
    expect(problemsOf({ 'pin-tags': '"research, papers' })[0]).toContain('written "like, this"');
  });

  it('refuse a tag that is pinned and excluded, and more pins than tags', () => {
    expect(problemsOf({ 'pin-tags': 'a, b', 'exclude-tags': 'b', 'max-tags': '1' })).toEqual([
      'settings/pin-tags: "b" is in "pin-tags" and in "exclude-tags"; leave it in one of them.',
      'settings/pin-tags: Input "pin-tags" has 2 names, but "max-tags" is 1; raise "max-tags" or pin fewer.',
    ]);
  });

  it('take an unknown input for an error when it is nearly a known one, and warn otherwise', () => {
    expect(problemsOf({}, ['MAX-TAG'])).toEqual([
      'settings/unknown-input: "max-tag" is not an input of this version; did you mean "max-tags"?',
    ]);
    const { warnings } = parse({}, ['LABELS', 'TOKEN']);
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^"labels" is not an input of this version; it is ignored\. The inputs are tags-file, /),
    ]);
  });

  it('read each declared input once', () => {
    const read: string[] = [];
    parseSettings((name) => {
      read.push(name);
      return '';
    });
    expect(read).toEqual(Object.values(INPUTS).map(({ name }) => name));
  });
});
