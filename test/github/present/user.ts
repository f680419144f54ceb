import type { Owner } from '../repository.ts';
import type { Urls } from '../urls.ts';

export const nodeId = (kind: string, id: number): string => Buffer.from(`${kind}:${id}`).toString('base64url');

/** The `integration` schema: a GitHub App, here as the author of a comment. */
export function presentApp(slug: string, owner: Owner, urls: Urls): object {
  const page = `${urls.server}/apps/${slug}`;
  const made = '2020-01-01T00:00:00Z';
  return {
    id: owner.id,
    slug,
    node_id: nodeId('App', owner.id),
    owner: presentUser(owner, urls),
    name: slug,
    description: '',
    external_url: page,
    html_url: page,
    created_at: made,
    updated_at: made,
    permissions: { metadata: 'read' },
    events: [],
  };
}

/** The `simple-user` schema. */
export function presentUser(owner: Owner, urls: Urls): object {
  const api = `${urls.api}/users/${encodeURIComponent(owner.login)}`;
  const page = owner.type === 'Bot' ? `apps/${owner.login.replace('[bot]', '')}` : owner.login;
  return {
    login: owner.login,
    id: owner.id,
    node_id: nodeId(owner.type, owner.id),
    avatar_url: `${urls.server}/avatars/${owner.id}`,
    gravatar_id: '',
    url: api,
    html_url: `${urls.server}/${page}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: owner.type,
    site_admin: false,
    user_view_type: 'public',
  };
}
