import { type Problem, UserError } from '../errors.ts';
import { explainNetworkError } from './network-error.ts';
import { readHeaders } from './response-headers.ts';

/** What was being done, as it stands in the error's sentence. */
export type Attempt = {
  /** Completes "Cannot …": `read the README of owner/repo`. */
  readonly what: string;
  /** The permission that it takes, as in a workflow's `permissions`: `contents: read`. */
  readonly permission: string;
  /** What a 404 may mean here and what to do. */
  readonly missing: string;
  /** The input that the token comes from, where it is not `token`. */
  readonly tokenInput?: string;
};

/**
 * A sentence for what octokit throws: what could not be done, why, and which permission, setting or wait mends it. Bugs come
 * back as they are. Codes: `github/unauthorized`, `forbidden`, `sso`, `rate-limit`, `not-found`, `conflict`, `gone`,
 * `refused`, `unavailable`, `unexpected`, and those of `explainNetworkError`.
 */
export function toUserError(error: unknown, attempt: Attempt): unknown {
  if (!(error instanceof Error && 'status' in error && typeof error.status === 'number')) return error;
  const hasAnswer = 'response' in error && error.response !== undefined;
  const { code, message } = hasAnswer ? explainAnswer(error, error.status, attempt) : explainNetworkError(error);
  return new UserError('work', { code, message: `Cannot ${attempt.what}: ${message}` }, { cause: error });
}

/** Whether GitHub answered with `status`. */
export function isStatus(error: unknown, status: number): boolean {
  return error instanceof Error && 'status' in error && error.status === status && 'response' in error;
}

function explainAnswer(error: Error, status: number, attempt: Attempt): Problem {
  const { permission, missing, tokenInput = 'token' } = attempt;
  const headers = readHeaders(error);
  const said = quoteAnswer(error.message);
  const isLimit =
    status === 429 ||
    (status === 403 &&
      (/rate limit/i.test(error.message) ||
        headers.get('x-ratelimit-remaining') === '0' ||
        headers.has('retry-after')));
  if (isLimit) return { code: 'github/rate-limit', message: explainLimit(headers, status, said) };
  switch (status) {
    case 401:
      return {
        code: 'github/unauthorized',
        message: `GitHub does not accept the token (401). It may be expired, revoked or cut short; see the input "${tokenInput}". ${said}`,
      };
    case 403:
      return explainForbidden(headers, permission, said);
    case 404:
      return { code: 'github/not-found', message: `GitHub answered 404. ${missing}` };
    case 409:
      return {
        code: 'github/conflict',
        message: `GitHub answered 409. Something else may be changing it; run it again later. ${said}`,
      };
    case 410:
    case 451:
      return { code: 'github/gone', message: `GitHub answered ${status}: it is not available any more. ${said}` };
    case 400:
    case 422:
      return {
        code: 'github/refused',
        message: `GitHub refused the request (${status}). Mend what its reason names, or run it again later. ${said}`,
      };
  }
  if (status >= 500) {
    return {
      code: 'github/unavailable',
      message: `GitHub answered ${status} on every attempt. Run it again later; https://www.githubstatus.com tells of incidents.`,
    };
  }
  return { code: 'github/unexpected', message: `GitHub answered ${status}, which is not expected here. ${said}` };
}

function explainForbidden(headers: ReadonlyMap<string, string>, permission: string, said: string): Problem {
  // https://docs.github.com/rest/authentication/authenticating-to-the-rest-api: the header has the page that authorises the token.
  if (headers.has('x-github-sso') || /SAML/i.test(said)) {
    const page = /url=(https:\/\/[^\s;"]+)/.exec(headers.get('x-github-sso') ?? '')?.[1];
    return {
      code: 'github/sso',
      message: `the organisation demands single sign-on and the token is not authorised for it (403). Authorise it${page ? ` at ${page}` : ' on the page of your tokens'}, or use the token of a GitHub App.`,
    };
  }
  if (/IP allow list/i.test(said)) {
    return {
      code: 'github/forbidden',
      message: `the organisation has an IP allow list and this runner is not on it (403). ${said}`,
    };
  }
  if (/too.large/i.test(said)) {
    return {
      code: 'github/too-large',
      message: `the file is larger than the 100 MB that GitHub's API gives (403). ${said}`,
    };
  }
  const needed = choosePermission(headers.get('x-accepted-github-permissions') ?? '', permission);
  if (needed === 'metadata: read') {
    const message = `the token may not (403). It needs metadata: read, which every token for the repository has and "permissions" cannot add: give a token that is for this repository. ${said}`;
    return { code: 'github/forbidden', message };
  }
  return {
    code: 'github/forbidden',
    message: `the token may not (403). It needs ${needed}: add it to "permissions" of the job, or give a token that has it. ${said}`,
  };
}

/**
 * What GitHub says that it takes, written as in a workflow: `contents=read`, several apart by commas, alternatives by semicolons.
 * Where `permission` is an alternative, it alone is named: others may not do, such as `issues=write` for a pull request.
 */
function choosePermission(accepted: string, permission: string): string {
  const alternatives = accepted
    .split(';')
    .map((each) => each.trim().replaceAll('=', ': ').replaceAll('_', '-').replace(/,\s*/g, ', '))
    // It comes with every other permission, and a workflow cannot name it.
    .map((each) => each.replace(/, metadata: read$|^metadata: read, /, ''))
    .filter((each) => each !== '');
  return alternatives.length === 0 || alternatives.includes(permission) ? permission : alternatives.join(', or ');
}

function explainLimit(headers: ReadonlyMap<string, string>, status: number, said: string): string {
  const reset = Number(headers.get('x-ratelimit-reset'));
  const isPrimary = headers.get('x-ratelimit-remaining') === '0';
  if (isPrimary) {
    const when = Number.isFinite(reset) && reset > 0 ? ` until ${new Date(reset * 1000).toISOString()}` : '';
    const limit = headers.get('x-ratelimit-limit');
    return `the rate limit${limit ? ` of ${limit} requests an hour` : ''} is used up${when} (${status}). Run it again then, or use a token with a higher limit.`;
  }
  return `GitHub limits how fast requests may come, also after waiting (${status}). Run it again later, and not in many jobs at once. ${said}`;
}

/** GitHub's own reason: bounded, on one line, quoted. */
export function quoteAnswer(message: string): string {
  const line = message
    .replace(/ - https:\/\/docs\.github\.com\S*/, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (line === '' || line.startsWith('<') || line.startsWith('Unknown error')) return '';
  return `GitHub says: ${JSON.stringify(line.length > 300 ? `${line.slice(0, 300)}…` : line)}`;
}
