import { createHash } from 'node:crypto';
import type { Artifact } from './artifact.ts';
import { Refusal, type Reply } from './reply.ts';
import { parseRuntimeToken, type WorkflowRun } from './runs.ts';
import type { State } from './state.ts';
import { signedUrl } from './storage.ts';
import type { Urls } from './urls.ts';

export const resultsPath = '/twirp/github.actions.results.api.v1.ArtifactService/';

const defaultRetentionDays = 90;
const day = 24 * 60 * 60 * 1000;
const maxNameLength = 256;

/** A Twirp error; `code` is one of Twirp's, `msg` what the client shows. */
const twirpError = (status: number, code: string, msg: string): Refusal => new Refusal({ status, json: { code, msg } });

type Request = { readonly run: WorkflowRun; readonly member: (name: string) => string };

/**
 * The artifact service as `@actions/artifact` speaks to it: Twirp with JSON and proto field names. An artifact is made,
 * uploaded to storage, finalized, and from then on immutable; its name is taken for this attempt of the run.
 */
export class Results {
  readonly #state: State;
  readonly #urls: Urls;

  constructor(state: State, urls: Urls) {
    this.#state = state;
    this.#urls = urls;
  }

  handle(method: string, authorization: string, body: unknown): Reply {
    const claims = parseRuntimeToken(authorization.replace(/^Bearer /, ''));
    const run = this.#state.runs.find(({ backendId }) => backendId === claims?.backendId);
    if (!claims || !run) throw twirpError(401, 'unauthenticated', 'invalid runtime token');
    const members = new Map<string, unknown>(body instanceof Object ? Object.entries(body) : []);
    const member = (name: string): string => {
      const value = members.get(name);
      return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    };
    const request: Request = { run, member };
    if (
      request.member('workflow_run_backend_id') !== run.backendId ||
      request.member('workflow_job_run_backend_id') !== claims.jobBackendId
    ) {
      throw twirpError(403, 'permission_denied', 'the token is for another run or job');
    }
    if (method === 'CreateArtifact') return this.#create(request);
    if (method === 'FinalizeArtifact') return this.#finalize(request);
    if (method === 'ListArtifacts') return this.#list(request);
    if (method === 'GetSignedArtifactURL') return this.#sign(request);
    if (method === 'DeleteArtifact') return this.#delete(request);
    throw twirpError(404, 'bad_route', `no such method ${method}`);
  }

  #find(run: WorkflowRun, name: string): Artifact | undefined {
    return this.#state.artifacts.find((each) => each.backendId === run.backendId && each.name === name);
  }

  #finalized({ run, member }: Request): Artifact {
    const artifact = this.#find(run, member('name'));
    if (!artifact?.finalizedAt) throw twirpError(404, 'not_found', 'artifact not found');
    return artifact;
  }

  #create({ run, member }: Request): Reply {
    const name = member('name');
    if (name === '' || name.length > maxNameLength || /["*/:<>?\\|\r\n]/.test(name)) {
      throw twirpError(400, 'invalid_argument', 'the artifact name is not valid');
    }
    if (member('version') !== '7' && member('version') !== '4') {
      throw twirpError(400, 'invalid_argument', 'unsupported artifact version');
    }
    const taken = this.#find(run, name);
    if (taken?.finalizedAt) {
      throw twirpError(409, 'already_exists', 'an artifact with this name already exists on the workflow run');
    }
    if (taken) this.#state.artifacts.splice(this.#state.artifacts.indexOf(taken), 1);
    const now = this.#state.clock.now();
    const expiresAt = member('expires_at');
    const artifact: Artifact = {
      id: this.#state.nextId(),
      name,
      run,
      backendId: run.backendId,
      mimeType: member('mime_type') || 'application/zip',
      createdAt: now,
      expiresAt: expiresAt ? new Date(expiresAt) : new Date(now.getTime() + defaultRetentionDays * day),
      bytes: new Uint8Array(),
      digest: `sha256:${createHash('sha256').digest('hex')}`,
      finalizedAt: null,
    };
    this.#state.artifacts.push(artifact);
    return {
      status: 200,
      json: { ok: true, signed_upload_url: signedUrl(artifact, 'write', this.#state, this.#urls) },
    };
  }

  #finalize({ run, member }: Request): Reply {
    const artifact = this.#find(run, member('name'));
    if (!artifact) throw twirpError(404, 'not_found', 'artifact not found');
    if (member('size') !== String(artifact.bytes.length)) {
      throw twirpError(400, 'invalid_argument', 'the size is not that of the upload');
    }
    const hash = member('hash');
    if (hash && hash !== artifact.digest)
      throw twirpError(400, 'invalid_argument', 'the hash is not that of the upload');
    artifact.finalizedAt = this.#state.clock.now();
    return { status: 200, json: { ok: true, artifact_id: String(artifact.id) } };
  }

  #list({ run, member }: Request): Reply {
    const matches = this.#state.artifacts.filter(
      (each) =>
        each.backendId === run.backendId &&
        each.finalizedAt !== null &&
        (!member('name_filter') || each.name === member('name_filter')) &&
        (!member('id_filter') || String(each.id) === member('id_filter')),
    );
    const artifacts = matches.map((each) => ({
      workflow_run_backend_id: run.backendId,
      workflow_job_run_backend_id: run.jobBackendId,
      database_id: String(each.id),
      name: each.name,
      size: String(each.bytes.length),
      created_at: each.createdAt.toISOString(),
      digest: each.digest,
    }));
    return { status: 200, json: { artifacts } };
  }

  #sign(request: Request): Reply {
    const artifact = this.#finalized(request);
    return { status: 200, json: { signed_url: signedUrl(artifact, 'read', this.#state, this.#urls) } };
  }

  #delete(request: Request): Reply {
    const artifact = this.#finalized(request);
    this.#state.artifacts.splice(this.#state.artifacts.indexOf(artifact), 1);
    return { status: 200, json: { ok: true, artifact_id: String(artifact.id) } };
  }
}
