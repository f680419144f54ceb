// Runs the workflows of examples/ on this machine, by nektos/act without containers, against the loopback GitHub and its
// artifact service, and asserts the state that they leave there. Needs `act` on PATH
// (`go install github.com/nektos/act@latest`) and the built dist/; one command: npm run act
//
// Nothing is changed in the workflows. actions/create-github-app-token cannot run without GitHub: a stand-in checks what it
// is given and hands its private key out as the token. What act cannot do like GitHub: it sets no limits to the workflow
// token, so the loopback gives that the permissions of the job; it starts no workflow after another and no dispatch, so this
// script starts both; and it knows neither concurrency nor filters of branches and paths.
import assert from 'node:assert/strict';
import { startGitHub } from '../github/server.ts';
import { runWithAct } from './act-host.ts';
import { createScenario, type Scene } from './scenario.ts';

const github = await startGitHub();
const onlyHere: Scene = {
  title: 'a first run that failed starts no job',
  work: async () => {
    const [repository] = github.state.repositories;
    assert(repository);
    const run = github.state.addRun({ repository, event: 'pull_request', conclusion: 'failure' });
    const trigger = { event: 'workflow_run', run } as const;
    github.log.clear();
    for (const file of ['pull-request-comments.yml', 'topics-and-comments.yml']) {
      const result = await runWithAct(github, { file, job: 'comment', repository, trigger });
      assert.equal(result.exitCode, 0, result.output);
      assert.equal(result.summary, '');
    }
    assert.deepEqual(github.log.lines, []);
  },
};
try {
  const scenes = [...createScenario(github, runWithAct), onlyHere];
  for (const [index, { title, work }] of scenes.entries()) {
    const start = performance.now();
    await work().catch((error: unknown) => {
      console.error(`FAILED: ${title}`);
      throw error;
    });
    console.log(`ok ${index + 1}  ${title} (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  }
  console.log(`${scenes.length} of ${scenes.length} passed`);
} finally {
  await github.close();
}
