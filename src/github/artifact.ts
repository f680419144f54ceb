import { dirname } from 'node:path';
import { UserError } from '../errors.ts';
import type { ArtifactOutcome, ArtifactStore } from '../ports.ts';
import { hostOf, isEnterpriseServer } from './enterprise-server.ts';
import type { Environment } from './event.ts';

/**
 * Uploads reports as artifacts: a zip of the one file, so that the artifact can have the name that was chosen (an artifact
 * without a zip is named after its file). The library is loaded when it is needed; it is as large as everything else together.
 */
export function createArtifactStore(environment: Environment, runUrl: string | null): ArtifactStore {
  return {
    async upload(name, path) {
      const obstacle = findObstacle(environment);
      if (obstacle !== null) return keptAsFile(obstacle);
      const { DefaultArtifactClient } = await import('@actions/artifact');
      try {
        const { id } = await inTime(new DefaultArtifactClient().uploadArtifact(name, [path], dirname(path)));
        if (id === undefined) throw new Error('no id came back');
        return { kind: 'uploaded', id, url: runUrl === null ? null : `${runUrl}/artifacts/${id}` };
      } catch (error) {
        return explainFailure(error, name);
      }
    },
  };
}

/** The library by itself would try for up to half an hour. */
const maxUploadMs = 5 * 60 * 1000;

/** `work`, or an error where it takes too long or will never end: the library waits for ever for an answer that breaks off. */
async function inTime<Value>(work: Promise<Value>): Promise<Value> {
  let stop = () => {};
  const end = new Promise<never>((_resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no end after ${maxUploadMs / 1000} s`)), maxUploadMs);
    // Alone it keeps nothing running: when nothing else does, nothing will come any more.
    timer.unref();
    const onIdle = () => reject(new Error('the connection ended in the middle of an answer'));
    process.once('beforeExit', onIdle);
    stop = () => {
      clearTimeout(timer);
      process.off('beforeExit', onIdle);
    };
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    stop();
  }
}

function keptAsFile(message: string): ArtifactOutcome {
  return { kind: 'kept-as-file', message };
}

/** Why there can be no artifact here; null when there can. */
function findObstacle(environment: Environment): string | null {
  const server = environment['GITHUB_SERVER_URL'] || 'https://github.com';
  if (isEnterpriseServer(server)) {
    return `GitHub Enterprise Server (${hostOf(server)}) does not take this kind of artifact. The report is kept as a file; upload it with actions/upload-artifact@v3 and the output "report-path", and leave "artifact" out of "publish".`;
  }
  if (!environment['ACTIONS_RUNTIME_TOKEN'] || !environment['ACTIONS_RESULTS_URL']) {
    return 'this runner offers no place for artifacts (ACTIONS_RUNTIME_TOKEN or ACTIONS_RESULTS_URL is not set). The report is kept as a file; see the output "report-path".';
  }
  return null;
}

function explainFailure(error: unknown, name: string): ArtifactOutcome {
  const message = error instanceof Error ? error.message : String(error);
  if (/CreateArtifact.*\(409\)/i.test(message)) {
    return keptAsFile(
      `an artifact ${JSON.stringify(name)} exists in this run already. The report is kept as a file; give each step and each job of a matrix an "artifact-name" of its own.`,
    );
  }
  if (/storage quota|insufficient usage/i.test(message)) {
    return keptAsFile(
      'the artifact storage of this account is full. The report is kept as a file; delete old artifacts, or leave "artifact" out of "publish".',
    );
  }
  const status = /\((\d{3})\)/.exec(message)?.[1];
  throw new UserError(
    'work',
    {
      code: 'artifact/upload',
      message: `Cannot upload the artifact ${JSON.stringify(name)}: the artifact service ${status ? `answered ${status}` : 'could not be reached or gave no sensible answer'}. The report is kept as a file. Run it again later, or leave "artifact" out of "publish".`,
    },
    { cause: error },
  );
}
