import type { Call, RepositoryCall } from './call.ts';

export type Page<T> = { readonly items: readonly T[]; readonly headers: { readonly link?: string } };

const count = (text: string | null, fallback: number): number => {
  const value = Number(text ?? fallback);
  return Number.isInteger(value) && value > 0 ? value : fallback;
};

/**
 * The page that `page` and `per_page` (30 unless told, at most 100) ask for, with the `link` header. The links name the
 * repository by id, as GitHub's do: a client that takes addresses apart does not get away with it.
 */
export function paginate<T>(call: Call | RepositoryCall, all: readonly T[]): Page<T> {
  const perPage = Math.min(count(call.query.get('per_page'), 30), 100);
  const page = count(call.query.get('page'), 1);
  const last = Math.max(1, Math.ceil(all.length / perPage));
  const path =
    'repository' in call
      ? call.path.replace(/^\/repos\/[^/]+\/[^/]+/, () => `/repositories/${call.repository.id}`)
      : call.path;
  const link = (to: number, relation: string): string => {
    const query = new URLSearchParams(call.query);
    query.set('page', String(to));
    return `<${call.urls.api}${path}?${query.toString()}>; rel="${relation}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(1, 'first')] : []),
  ];
  return {
    items: all.slice((page - 1) * perPage, page * perPage),
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  };
}
