import type { Owner } from '../repository.ts';
import type { Urls } from '../urls.ts';

export const nodeId = (kind: string, id: number): string => Buffer.from(`${kind}:${id}`).toString('base64url');

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
