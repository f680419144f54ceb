import { UserError } from '../errors.ts';
import type { Client } from '../github/client.ts';
import { PROJECT, VERSION } from '../project.ts';
import { detail, type Shell, warn } from './shell.ts';

/** Where the API is, and the token to read it with; the empty string reads anonymously. */
export type ApiAccess = { readonly baseUrl: string; readonly token: string };

/**
 * `GITHUB_API_URL`, else the API of `GH_HOST`, else that of github.com; with `GITHUB_TOKEN`, else `GH_TOKEN`.
 * @throws UserError `call/api-url`.
 */
export function findApiAccess(env: NodeJS.ProcessEnv): ApiAccess {
  const token = (env['GITHUB_TOKEN'] || env['GH_TOKEN'] || '').trim();
  const given = env['GITHUB_API_URL']?.trim();
  if (given) {
    const url = URL.canParse(given) ? new URL(given) : null;
    if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
      throw new UserError('input', {
        code: 'call/api-url',
        message: `The environment variable GITHUB_API_URL is ${JSON.stringify(given)}; expected an address such as https://api.github.com or https://HOST/api/v3.`,
      });
    }
    return { baseUrl: given.replace(/\/+$/, ''), token };
  }
  const host = env['GH_HOST']?.trim().toLowerCase() ?? '';
  if (host !== '' && !/^[a-z0-9.-]+(?::\d+)?$/.test(host)) {
    throw new UserError('input', {
      code: 'call/api-url',
      message: `The environment variable GH_HOST is ${JSON.stringify(host)}; expected the name of a host such as github.example.com.`,
    });
  }
  return { baseUrl: baseUrlOf(host), token };
}

function baseUrlOf(host: string): string {
  if (host === '' || host === 'github.com') return 'https://api.github.com';
  // GitHub Enterprise Cloud with data residency has its API on a host of its own, GitHub Enterprise Server under a path.
  return host.endsWith('.ghe.com') ? `https://api.${host}` : `https://${host}/api/v3`;
}

/** A client that tells the person at the terminal of its waits, and uses the proxy of the environment where there is one. */
export async function createApiClient({ baseUrl, token }: ApiAccess, shell: Shell): Promise<Client> {
  const { createClient } = await import('../github/client.ts');
  const { findProxyFetch } = await import('../github/action-client.ts');
  return createClient({
    token,
    baseUrl,
    fetch: await findProxyFetch(shell.env),
    userAgent: `${PROJECT.split('/').at(-1) ?? PROJECT}/${VERSION}`,
    log: { debug: (message) => detail(shell, message), warning: (message) => warn(shell, message) },
  });
}

/** Adds to an error of the API what mends it here: the adapters speak to people who write workflows. */
export function adviseCaller(error: unknown, { token }: ApiAccess, missing: string): unknown {
  if (!(error instanceof UserError)) return error;
  const advice = adviceFor(error.code, token !== '', missing);
  if (advice === null) return error;
  const [problem] = error.problems;
  const message = `${problem?.message ?? error.message} ${advice}`;
  return new UserError(error.kind, { code: error.code, message }, { cause: error.cause });
}

function adviceFor(code: string, hasToken: boolean, missing: string): string | null {
  switch (code) {
    case 'github/not-found':
      return missing;
    case 'github/unauthorized':
      return 'The token comes from the environment variable GITHUB_TOKEN or GH_TOKEN.';
    case 'github/rate-limit':
    case 'github/forbidden':
      return hasToken ? null : 'No token was used; set GITHUB_TOKEN for 5,000 requests an hour.';
    default:
      return null;
  }
}
