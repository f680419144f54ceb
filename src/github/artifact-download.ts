import { createHash } from 'node:crypto';
import type { RepositoryName } from '../model/repository.ts';
import type { ListedArtifact } from './artifact-list.ts';
import type { Fetch } from './bounded-fetch.ts';
import type { Client } from './client.ts';

export type Download =
  | { readonly kind: 'zip'; readonly bytes: Uint8Array }
  /** `reason` follows "it" in a sentence: `is larger than 5 MB`. */
  | { readonly kind: 'odd'; readonly reason: string };

/**
 * The zip of an artifact, of at most `maxBytes`. GitHub answers with an address in its storage that is signed and lasts a
 * minute, so a repetition asks for a new one.
 * @throws RequestError of octokit.
 */
export async function downloadArtifact(
  client: Client,
  { owner, name: repo }: RepositoryName,
  artifact: ListedArtifact,
  maxBytes: number,
): Promise<Download> {
  const larger = { kind: 'odd', reason: `is larger than ${maxBytes / 1_000_000} MB` } as const;
  if (artifact.sizeBytes > maxBytes) return larger;
  const { data } = await client.request('GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}', {
    owner,
    repo,
    artifact_id: artifact.id,
    archive_format: 'zip',
    request: { fetch: fetchFromStorage(client.fetchUpTo(maxBytes + 1)), parseSuccessResponseBody: false },
  });
  const stream: unknown = data;
  if (!(stream instanceof ReadableStream)) return { kind: 'odd', reason: 'came without a content' };
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  if (bytes.length > maxBytes) return larger;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (artifact.sha256 !== null && artifact.sha256 !== sha256)
    return { kind: 'odd', reason: 'did not come as it was uploaded' };
  return { kind: 'zip', bytes };
}

/**
 * Follows the redirect to the storage by a request of its own, which carries nothing of the first: the storage is another
 * company's host, must not see the token, and refuses requests that have one beside the signature.
 */
function fetchFromStorage(fetch: Fetch): Fetch {
  return async (input, init) => {
    const answer = await fetch(input, { ...init, redirect: 'manual' });
    if (answer.status !== 302) return answer;
    const address = answer.headers.get('location') ?? '';
    // As safe as the API, which is plain http only in tests.
    const isSafe =
      URL.canParse(address) && [new URL(answer.url).protocol, 'https:'].includes(new URL(address).protocol);
    if (!isSafe) throw new TypeError('the answer is no address that an artifact could be at');
    const file = await fetch(address, { redirect: 'error', ...(init?.signal ? { signal: init.signal } : {}) });
    // Not GitHub's word about the token: a signature that is too old, or a firewall.
    if (file.status >= 300 && file.status < 500) {
      throw new TypeError(`the answer is ${file.status} from the storage of artifacts, ${new URL(address).host}`);
    }
    return file;
  };
}
