import { afterAll, describe, test } from 'vitest';
import { createScenario } from '../act/scenario.ts';
import { runSteps } from '../act/step-host.ts';
import { startGitHub } from '../github/server.ts';

const github = await startGitHub();
afterAll(async () => {
  await github.close();
});

describe('the workflows to copy', () => {
  // Each scene goes on from the state that the one before left.
  test.each(createScenario(github, runSteps))('$title', async ({ work }) => {
    await work();
  });
});
