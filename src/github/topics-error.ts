import { UserError } from '../errors.ts';
import { type RepositoryName, renderRepositoryName } from '../model/repository.ts';
import { isStatus, quoteAnswer, toUserError } from './http-error.ts';

/** What is known of the token that sets topics, without the token. */
export type TopicsTokenFacts = {
  /** Where it was given, as a sentence begins: `"topics-token"`. */
  readonly holder: string;
  readonly kind: TokenKind;
  /** Whether `token` holds the same one. */
  readonly isShared: boolean;
};

/** `installation`: of a workflow or a GitHub App, which look alike. */
export type TokenKind = 'installation' | 'classic' | 'fine-grained' | 'oauth' | 'app-user' | 'unknown';

/** Source: https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/ */
const prefixes: ReadonlyMap<string, TokenKind> = new Map([
  ['ghs_', 'installation'],
  ['ghp_', 'classic'],
  ['github_pat_', 'fine-grained'],
  ['gho_', 'oauth'],
  ['ghu_', 'app-user'],
]);

/** Tells the kind of a token by how it begins. */
export function readTokenFacts(topicsToken: string, token: string, holder = '"topics-token"'): TopicsTokenFacts {
  const [, kind = 'unknown'] = [...prefixes].find(([prefix]) => topicsToken.startsWith(prefix)) ?? [];
  return { holder, kind, isShared: topicsToken === token };
}

/**
 * A sentence for what octokit throws when topics are read or set: which token was used, what it lacks, and GitHub's own
 * reason. Codes: `topics/forbidden`, `topics/not-found`, `topics/refused`, `topics/archived`, and those of `toUserError`.
 */
export function explainTopicsError(
  error: unknown,
  what: string,
  repository: RepositoryName,
  facts: TopicsTokenFacts,
): unknown {
  const general = toUserError(error, {
    what,
    permission: 'administration: write',
    missing: '',
    tokenInput: 'topics-token',
  });
  if (!(general instanceof UserError) || !(error instanceof Error)) return general;
  const said = quoteAnswer(error.message);
  const explain = (code: string, message: string) =>
    new UserError('work', { code, message: `Cannot ${what}: ${message}`.trimEnd() }, { cause: error });
  if (general.code === 'github/forbidden') {
    if (/\barchived\b/i.test(error.message)) {
      const message = `the repository is archived, so nobody can change its topics (403). Unarchive it, or leave "topics" out of "publish".`;
      return explain('topics/archived', message);
    }
    // An organisation may also refuse by address or by the kind of token: GitHub's own reason says so, and its fix.
    if (/IP allow list/i.test(error.message)) return general;
    const message = `the token may not (403). It takes the repository permission Administration: write. ${tellToken(facts, repository)} ${said}`;
    return explain('topics/forbidden', message);
  }
  if (isStatus(error, 404)) {
    const message = `GitHub answered 404, as it does where a token may not know of a repository or lacks a scope. ${tellToken(facts, repository)}`;
    return explain('topics/not-found', message);
  }
  if (isStatus(error, 422)) {
    const message = `GitHub refused them (422). A topic that it does not take can get another form with "topic" in the tags file, or be left out with "exclude-tags". ${said}`;
    return explain('topics/refused', message);
  }
  return general;
}

/** Which token was used and what one of its kind needs. */
function tellToken({ holder, kind, isShared }: TopicsTokenFacts, repository: RepositoryName): string {
  const name = renderRepositoryName(repository);
  switch (kind) {
    case 'installation':
      return isShared
        ? `${holder} holds the same installation token as "token" (ghs_…): the workflow token, unless you gave another. The workflow token can never have it, whatever "permissions" says; a GitHub App has to be given it.`
        : `${holder} holds an installation token (ghs_…). That of a workflow can never have it; that of a GitHub App has it where the App has the permission, its owner has accepted it, the App is installed on ${name}, and the step that makes the token asks for it.`;
    case 'classic':
      return `${holder} holds a classic personal access token (ghp_…). It needs the scope repo (public_repo for public repositories only), and its owner has to be an admin of ${name}.`;
    case 'fine-grained':
      return `${holder} holds a fine-grained personal access token (github_pat_…). It lacks the repository permission Administration: write, or ${name} is not among its repositories, or the organisation has not approved it yet.`;
    case 'oauth':
      return `${holder} holds an OAuth token (gho_…). It needs the scope repo, and the person it acts for has to be an admin of ${name}.`;
    case 'app-user':
      return `${holder} holds a token of a person at a GitHub App (ghu_…). The App needs the permission and has to be installed on ${name}, and the person has to be an admin of it.`;
    case 'unknown':
      return `${holder} holds a token of a kind that is not known here.`;
  }
}
