/**
 * Whether a `GITHUB_SERVER_URL` is that of a GitHub Enterprise Server, which does not take the artifacts of this age. The same
 * rule as in https://github.com/actions/toolkit, packages/artifact, `isGhes`.
 */
export function isEnterpriseServer(serverUrl: string): boolean {
  const host = hostOf(serverUrl);
  return host !== 'github.com' && !host.endsWith('.ghe.com') && !host.endsWith('.localhost');
}

export function hostOf(serverUrl: string): string {
  return URL.canParse(serverUrl) ? new URL(serverUrl).hostname : serverUrl;
}
