import { defaults, getUserAgentWithOrchestrationId } from '@actions/github/lib/utils';
import type { Log } from '../ports.ts';
import { PROJECT, VERSION } from '../project.ts';
import { type Client, createClient } from './client.ts';

/**
 * The client of the action: address of the API (GITHUB_API_URL, so that a GitHub Enterprise Server is asked itself) and proxy
 * (HTTPS_PROXY, NO_PROXY) as all actions have them.
 */
export function createActionClient(token: string, log: Log): Client {
  const userAgent = `${PROJECT}/${VERSION}`;
  return createClient({
    token,
    // Always there; octokit's type of options does not know it.
    baseUrl: defaults.baseUrl ?? 'https://api.github.com',
    userAgent: getUserAgentWithOrchestrationId(userAgent) ?? userAgent,
    fetch: defaults.request?.fetch,
    log,
  });
}
