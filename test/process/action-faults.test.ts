import { expect, test } from 'vitest';
import { failEachRequest } from '../github/fault-matrix.ts';
import { type ActionResult, runAction } from '../github/runner.ts';
import { startGitHub } from '../github/server.ts';
import { addSocket, errorsOf, halfWritten, reportOf } from './action-setup.ts';

const prepare = async () => {
  const github = await startGitHub();
  const repository = addSocket(github);
  const run = () => runAction(github, { repository, trigger: { event: 'push' }, timeFactor: 40, timeoutMs: 120_000 });
  return { github, run };
};

/** Answers that mean something to the action and are no failure: what is missing or empty, and a name that is taken. */
const meaningful = new Map([
  ['/repos/octo/tinysocket/contents/.github/tags.json', ['404']],
  ['/repos/octo/tinysocket/readme', ['404']],
  ['/twirp/github.actions.results.api.v1.ArtifactService/CreateArtifact', ['409']],
]);

/** Requests that the upload makes; everything is written by then. */
const isUpload = (path: string) => path.startsWith('/twirp/') || path.startsWith('/storage/');

const hasAllOutputs = ({ outputs }: ActionResult) =>
  ['result', 'tags', 'abstained', 'classifier', 'report-path'].every((name) => outputs.has(name));

test('each request failing in turn, in every way, gives one clear error and never half a report', async () => {
  const size = await failEachRequest({
    prepare,
    concurrency: 4,
    check: ({ github, result, request, faultName }) => {
      const told = `${result.stdout}\n${result.stderr}`.replace(/^::(?:debug|add-mask)::.*\n/gm, '');
      expect(result.timedOut, told).toBe(false);
      expect(result.stderr, told).toBe('');
      expect(halfWritten(result)).toEqual([]);
      expect(github.log.writes).toEqual([]);
      if (meaningful.get(request.path)?.includes(faultName)) {
        expect(result.exitCode, told).toBe(0);
        reportOf(result);
        return;
      }
      expect(result.exitCode, told).toBe(1);
      const errors = errorsOf(result);
      expect(errors, told).toHaveLength(1);
      expect(errors[0]).toMatch(/^Cannot (?:read|find|upload) .{10,}/);
      expect(errors[0]).not.toMatch(/undefined|\[object|This is a bug/);
      if (isUpload(request.path)) {
        reportOf(result);
        expect(hasAllOutputs(result)).toBe(true);
        expect(result.summary).toContain('websocket');
      } else {
        expect(result.files.size).toBe(0);
        expect(result.outputs.size).toBe(0);
        expect(result.summary).toBe('');
      }
    },
  });
  console.log(`${size.requests} requests x ${size.faults} faults: ${size.runs} runs`);
  expect(size.requests).toBe(8);
}, 600_000);
