import { createHash } from 'node:crypto';
import type { Artifact } from './artifact.ts';
import type { Reply } from './reply.ts';
import type { State } from './state.ts';
import type { Urls } from './urls.ts';

export const storagePath = '/storage/';

const sign = (artifact: Artifact, purpose: 'read' | 'write', expiresAtMs: number): string =>
  createHash('sha256').update(`${artifact.id} ${purpose} ${expiresAtMs}`).digest('base64url');

/** An address that allows one thing with one artifact for a while, without a token, as Azure's shared signatures do. */
export function signedUrl(artifact: Artifact, purpose: 'read' | 'write', state: State, urls: Urls): string {
  const minutes = purpose === 'read' ? 1 : 60;
  const expiresAtMs = state.clock.now().getTime() + minutes * 60_000;
  const query = new URLSearchParams({
    se: String(expiresAtMs),
    sp: purpose,
    sig: sign(artifact, purpose, expiresAtMs),
  });
  return `${urls.origin}${storagePath}${artifact.id}?${query.toString()}`;
}

const failure = (status: number, code: string): Reply => ({
  status,
  headers: { 'x-ms-error-code': code },
  bytes: {
    content: Buffer.from(
      `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`,
    ),
    type: 'application/xml',
  },
});

/** The part of Azure Blob Storage that uploads and downloads of artifacts use. */
export class Storage {
  readonly #state: State;
  readonly #blocks = new Map<Artifact, Map<string, Uint8Array>>();

  constructor(state: State) {
    this.#state = state;
  }

  handle(method: string, path: string, query: URLSearchParams, body: Uint8Array): Reply {
    const id = Number(path.slice(storagePath.length));
    const artifact = this.#state.artifacts.find((each) => each.id === id);
    if (!artifact) return failure(404, 'BlobNotFound');
    const purpose = method === 'GET' ? 'read' : 'write';
    const expiresAtMs = Number(query.get('se'));
    const isSigned = query.get('sig') === sign(artifact, purpose, expiresAtMs);
    if (!isSigned || expiresAtMs < this.#state.clock.now().getTime()) return failure(403, 'AuthenticationFailed');
    if (method === 'GET') return download(artifact);
    if (method !== 'PUT') return failure(405, 'UnsupportedHttpVerb');
    if (artifact.finalizedAt) return failure(409, 'BlobImmutableDueToPolicy');
    return this.#put(artifact, query, body);
  }

  #put(artifact: Artifact, query: URLSearchParams, body: Uint8Array): Reply {
    const blocks = this.#blocks.get(artifact) ?? new Map<string, Uint8Array>();
    this.#blocks.set(artifact, blocks);
    const kind = query.get('comp');
    if (kind === 'block') blocks.set(query.get('blockid') ?? '', body);
    else if (kind === 'blocklist') {
      const wanted = [
        ...Buffer.from(body)
          .toString()
          .matchAll(/<Latest>([^<]*)<\/Latest>/g),
      ].map((match) => blocks.get(match[1] ?? ''));
      if (wanted.includes(undefined)) return failure(400, 'InvalidBlockList');
      artifact.bytes = Buffer.concat(wanted.filter((block) => block !== undefined));
    } else if (kind === null) artifact.bytes = body;
    else return failure(400, 'InvalidQueryParameterValue');
    artifact.digest = `sha256:${createHash('sha256').update(artifact.bytes).digest('hex')}`;
    const headers = { 'x-ms-request-id': `${artifact.id}`, 'x-ms-version': '2026-02-06', etag: `"${artifact.digest}"` };
    return { status: 201, headers };
  }
}

function download(artifact: Artifact): Reply {
  const fileName = artifact.mimeType === 'application/zip' ? `${artifact.name}.zip` : artifact.name;
  return {
    status: 200,
    headers: {
      'content-disposition': `attachment; filename="${fileName}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    },
    bytes: { content: artifact.bytes, type: artifact.mimeType },
  };
}
