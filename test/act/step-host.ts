import { runAction } from '../github/runner.ts';
import { type Host, permissionsOf, readJob, type Step } from './hosted.ts';

/**
 * Runs the steps of one job as the runner would, with the built action in a child process: the gate where act cannot be
 * installed. `if:` and whatever else decides whether a job runs at all is not looked at.
 */
export const runSteps: Host = async (github, hosted) => {
  const { repository, trigger, payload, secrets = {} } = hosted;
  const workflow = `.github/workflows/${hosted.file}`;
  const { steps } = readJob(hosted.file, hosted.job);
  const command = steps.find((step) => step.run !== undefined);
  if (command) {
    const run = github.state.addRun({ repository, event: trigger.event, workflow });
    const token = github.state.addToken({
      kind: 'workflow',
      repositories: [repository],
      permissions: permissionsOf(hosted),
    });
    return { exitCode: 0, output: '', summary: '', run, ghCalls: [readGhCall(command, token, repository)] };
  }
  const step = steps.at(-1);
  const inputs = Object.fromEntries(
    Object.entries(step?.with ?? {}).map(([name, value]) => [
      name,
      value.replace(/\$\{\{ steps\.app-token\.outputs\.token \}\}/, secrets['README_TAGGER_PRIVATE_KEY'] ?? ''),
    ]),
  );
  const open = Object.entries(inputs).filter(([, value]) => value.includes('${{'));
  if (open.length > 0) throw new Error(`This host cannot evaluate ${JSON.stringify(open)}`);
  const result = await runAction(github, {
    repository,
    trigger,
    inputs,
    workflow,
    permissions: permissionsOf(hosted),
    ...(payload && { payload }),
  });
  return {
    exitCode: result.exitCode ?? 1,
    // The runner keeps these lines to itself.
    output: `${result.stdout}${result.stderr}`.replace(/^::add-mask::.*$/gm, ''),
    summary: result.summary,
    run: result.run,
    ghCalls: [],
  };
};

function readGhCall(
  { run = '', env = {} }: Step,
  token: string,
  { fullName, defaultBranch }: { readonly fullName: string; readonly defaultBranch: string },
): string {
  const call = run.replace('"$GITHUB_REPOSITORY"', fullName).replace('"$GITHUB_REF_NAME"', defaultBranch).trim();
  return `GH_TOKEN=${(env['GH_TOKEN'] ?? '').replace(/\$\{\{ github\.token \}\}/, token)} ${call}`;
}
