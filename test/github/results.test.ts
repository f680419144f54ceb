import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createRuntimeToken, type WorkflowRun } from './runs.ts';
import { type LoopbackGitHub, startGitHub } from './server.ts';

let github: LoopbackGitHub;
let run: WorkflowRun;

beforeEach(async () => {
  github = await startGitHub();
  run = github.state.addRun({ repository: github.state.addRepository('octo/widgets', { files: { a: 'b' } }) });
});
afterEach(async () => {
  await github.close();
});

type Answer = { readonly status: number; readonly json: { readonly [member: string]: unknown } };

async function call(method: string, body: object, token = createRuntimeToken(run, new Date())): Promise<Answer> {
  const response = await fetch(`${github.urls.origin}/twirp/github.actions.results.api.v1.ArtifactService/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({
      workflow_run_backend_id: run.backendId,
      workflow_job_run_backend_id: run.jobBackendId,
      ...body,
    }),
  });
  return { status: response.status, json: (await response.json()) as Answer['json'] };
}

async function create(name: string): Promise<string> {
  const { json } = await call('CreateArtifact', { name, version: 7, mime_type: 'application/json' });
  return String(json['signed_upload_url']);
}

const put = async (url: string, body: string): Promise<number> => (await fetch(url, { method: 'PUT', body })).status;
const sha256 = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

describe('an upload', () => {
  test('is listed only once its size and hash were confirmed, and cannot be changed after that', async () => {
    const url = await create('report.json');
    expect(await put(`${url}&comp=block&blockid=b2`, 'world')).toBe(201);
    expect(await put(`${url}&comp=block&blockid=b1`, 'hello ')).toBe(201);
    const blocks = '<BlockList><Latest>b1</Latest><Latest>b2</Latest></BlockList>';
    expect(await put(`${url}&comp=blocklist`, blocks)).toBe(201);
    expect((await call('ListArtifacts', {})).json).toEqual({ artifacts: [] });
    const finalize = (size: string, hash: string): Promise<Answer> =>
      call('FinalizeArtifact', { name: 'report.json', size, hash });
    expect((await finalize('10', sha256('hello world'))).status).toBe(400);
    expect((await finalize('11', sha256('hello'))).status).toBe(400);
    expect((await finalize('11', sha256('hello world'))).status).toBe(200);
    expect((await call('ListArtifacts', { name_filter: 'report.json' })).json).toMatchObject({
      artifacts: [{ name: 'report.json', size: '11', digest: sha256('hello world') }],
    });
    expect(await put(`${url}&comp=blocklist`, blocks)).toBe(409);
    const { json } = await call('GetSignedArtifactURL', { name: 'report.json' });
    expect(await (await fetch(String(json['signed_url']))).text()).toBe('hello world');
  });

  test('takes an address that was signed for it', async () => {
    const url = await create('report.json');
    expect(await put(url.replace(/sig=[^&]*/, 'sig=forged'), 'x')).toBe(403);
    expect(await put(`${url}&comp=blocklist`, '<BlockList><Latest>nowhere</Latest></BlockList>')).toBe(400);
    expect((await fetch(url)).status).toBe(403);
    github.clock.advance(2 * 60 * 60_000);
    expect(await put(url, 'x')).toBe(403);
  });
});

describe('the service', () => {
  test('refuses tokens of nobody and of other jobs', async () => {
    const other = github.state.addRun({ repository: run.repository });
    expect(await call('ListArtifacts', {}, 'forged')).toMatchObject({ status: 401, json: { code: 'unauthenticated' } });
    const foreign = createRuntimeToken(other, new Date());
    expect(await call('ListArtifacts', {}, foreign)).toMatchObject({
      status: 403,
      json: { code: 'permission_denied' },
    });
  });

  test('refuses names that no file system likes, and methods that it does not have', async () => {
    expect(await call('CreateArtifact', { name: 'a/b', version: 7 })).toMatchObject({ status: 400 });
    expect(await call('MigrateArtifact', {})).toMatchObject({ status: 404, json: { code: 'bad_route' } });
  });

  test('deletes what was finalized, after which the name is free', async () => {
    await put(await create('report.json'), 'x');
    await call('FinalizeArtifact', { name: 'report.json', size: '1' });
    expect((await call('CreateArtifact', { name: 'report.json', version: 7 })).status).toBe(409);
    expect((await call('DeleteArtifact', { name: 'report.json' })).status).toBe(200);
    expect((await call('CreateArtifact', { name: 'report.json', version: 7 })).status).toBe(200);
  });
});
