import type { Log } from '../ports.ts';
import { PROJECT, VERSION } from '../project.ts';
import { type Client, createClient } from './client.ts';
import type { Environment } from './event.ts';

/**
 * The client of the action. The address of the API is the runner's, so that a GitHub Enterprise Server is asked itself; proxies
 * (HTTPS_PROXY, NO_PROXY and their kin) are used as by all actions.
 */
export async function createActionClient(token: string, environment: Environment, log: Log): Promise<Client> {
  return createClient({
    token,
    baseUrl: environment['GITHUB_API_URL'] || 'https://api.github.com',
    userAgent: `${PROJECT.split('/').at(-1) ?? PROJECT}/${VERSION}`,
    fetch: await findProxyFetch(environment),
    log,
  });
}

/**
 * A `fetch` that goes through the proxy of the environment; undefined where there is none. Only then is the library with a
 * `fetch` of its own loaded, which is as large as all the rest of the client.
 */
export async function findProxyFetch(environment: Environment): Promise<typeof fetch | undefined> {
  const names = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];
  if (!names.some((name) => environment[name])) return undefined;
  const { defaults } = await import('@actions/github/lib/utils');
  return defaults.request?.fetch;
}
