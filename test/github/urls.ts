/**
 * Where things are. `server` is what GITHUB_SERVER_URL says and links in bodies start with: nobody listens there, so it
 * can be the real `https://github.com`. `origin` and `api` are the loopback server.
 */
export type Urls = {
  readonly origin: string;
  readonly api: string;
  readonly graphql: string;
  readonly server: string;
  /** Where `download_url` points: outside the loopback server, so that the network guard stops whoever follows it. */
  readonly raw: string;
};

/** `ghes` puts the API under `/api/v3` and takes a server address that is not GitHub's own. */
export type Edition = 'github.com' | 'ghes';

export function createUrls(origin: string, edition: Edition, server: string | undefined): Urls {
  const isGhes = edition === 'ghes';
  return {
    origin,
    api: isGhes ? `${origin}/api/v3` : origin,
    graphql: isGhes ? `${origin}/api/graphql` : `${origin}/graphql`,
    server: server ?? (isGhes ? 'https://github.example.com' : 'https://github.com'),
    raw: isGhes ? `${server ?? 'https://github.example.com'}/raw` : 'https://raw.githubusercontent.com',
  };
}
