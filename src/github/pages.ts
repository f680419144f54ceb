import type { Client } from './client.ts';
import { readHeaders } from './response-headers.ts';
import { unexpectedShape } from './shape.ts';

/** No list that is read here is longer at GitHub: a pull request shows at most 3,000 files. */
const maxPages = 100;

type ListRoute = `GET ${string}`;

/**
 * The items of a list, page by page of a hundred. `what` is for the error about a page that is no list.
 * @throws RequestError of octokit.
 */
export async function* readPages(
  client: Client,
  route: ListRoute,
  parameters: Readonly<Record<string, unknown>>,
  what: string,
): AsyncGenerator<readonly unknown[]> {
  for (let page = 1; page <= maxPages; page++) {
    const response = await client.request(route, { ...parameters, per_page: 100, page });
    const data: unknown = response.data;
    if (!Array.isArray(data)) throw unexpectedShape(what);
    yield data;
    // How many came says nothing: GitHub may leave out what the token cannot see.
    if (!/\brel="next"/.test(readHeaders({ response }).get('link') ?? '')) return;
  }
}
