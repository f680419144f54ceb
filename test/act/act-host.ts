import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PROJECT, VERSION } from '../../src/project.ts';
import { node24, projectFile } from '../github/child.ts';
import { eventContext, eventPayload } from '../github/events.ts';
import { environment } from '../github/runner-environment.ts';
import type { LoopbackGitHub } from '../github/server.ts';
import { type Host, type HostedRun, type HostedWorkflow, permissionsOf } from './hosted.ts';

/** What the runner of GitHub tells and act does not, or not as the loopback GitHub has it. */
const TOLD = /^(?:GITHUB_(?:API_URL|GRAPHQL_URL|RUN_ID|RUN_NUMBER|RUN_ATTEMPT|SHA|WORKFLOW_REF|ACTOR)|ACTIONS_.*)$/;

/**
 * Runs a workflow of `examples/` unchanged on this machine, by nektos/act without containers. Steps find three stand-ins:
 * this action at its major version is the built one of the working tree; the action that makes tokens hands out what it is
 * given, since it cannot reach GitHub; and `node` and `gh` on PATH are scripts, of which the first puts the loopback GitHub
 * into the environment and keeps the step from reaching anything else, and the second only writes down how it is called.
 */
export const runWithAct: Host = async (github, hosted) => {
  const folder = mkdtempSync(join(tmpdir(), 'readme-tagger-act-'));
  try {
    return await runIn(folder, github, hosted);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

async function runIn(folder: string, github: LoopbackGitHub, hosted: HostedWorkflow): Promise<HostedRun> {
  const { file, repository, trigger } = hosted;
  const context = eventContext(repository, trigger);
  const run = github.state.addRun({
    repository,
    event: trigger.event,
    workflow: `.github/workflows/${file}`,
    branch: context.branch,
    sha: context.runSha,
    headRepository: context.headRepository,
  });
  const token = github.state.addToken({
    kind: 'workflow',
    repositories: [repository],
    permissions: permissionsOf(hosted),
  });
  const checkout = makeCheckout(folder, hosted);
  const payload = join(folder, 'event.json');
  writeFileSync(payload, JSON.stringify(eventPayload(github, repository, trigger, hosted.payload)));
  const told = environment(
    github,
    { repository, trigger },
    {
      context,
      run,
      token,
      home: folder,
      folders: { workspace: checkout, temp: folder, commands: folder, event: payload },
    },
  );
  const stands = makeStandIns(folder, told);
  const { exitCode, output } = await spawnAct(
    [
      trigger.event,
      '--no-cache-server',
      '--rm',
      `--workflows=.github/workflows/${file}`,
      `--eventpath=${payload}`,
      `--actor=${run.actor}`,
      '--platform=ubuntu-latest=-self-hosted',
      ...Object.entries(standInActions(hosted.file, folder)).flatMap(([uses, path]) => [
        '--local-repository',
        `${uses}=${path}`,
      ]),
      ...pairs('--secret', { GITHUB_TOKEN: token, ...hosted.secrets }),
      ...pairs('--var', hosted.variables ?? {}),
    ],
    checkout,
    {
      PATH: `${stands.bin}${delimiter}${process.env['PATH'] ?? ''}`,
      HOME: folder,
      XDG_CONFIG_HOME: join(folder, 'config'),
      XDG_CACHE_HOME: join(folder, 'cache'),
    },
  );
  run.status = 'completed';
  run.conclusion = exitCode === 0 ? 'success' : 'failure';
  const refused = read(stands.refused);
  if (refused !== '') throw new Error(`A step tried to leave the loopback interface:\n${refused}`);
  const ghCalls = read(stands.ghCalls).split('\n').filter(Boolean);
  return { exitCode, output, summary: read(stands.summary), run, ghCalls };
}

/** Where act takes the repository's name and branch from; nothing else of it is used, as none of the examples checks out. */
function makeCheckout(folder: string, { file, repository }: HostedWorkflow): string {
  const checkout = join(folder, 'checkout');
  mkdirSync(join(checkout, '.github/workflows'), { recursive: true });
  cpSync(projectFile(`examples/${file}`), join(checkout, '.github/workflows', file));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=m', '-c', 'user.email=m@example.com', ...args], { cwd: checkout });
  git('init', '-q', '-b', repository.defaultBranch);
  git('add', '-A');
  git('commit', '-q', '-m', 'Add the workflow');
  git('remote', 'add', 'origin', `https://github.com/${repository.fullName}.git`);
  return checkout;
}

/** Folders in place of the actions that the workflow uses, by how it names them. */
function standInActions(file: string, folder: string): { readonly [uses: string]: string } {
  const own = join(folder, 'action');
  mkdirSync(own);
  cpSync(projectFile('action.yml'), join(own, 'action.yml'));
  cpSync(projectFile('dist'), join(own, 'dist'), { recursive: true });
  const text = readFileSync(projectFile(`examples/${file}`), 'utf8');
  const [appToken] = /actions\/create-github-app-token@[0-9a-f]{40}/.exec(text) ?? [];
  return {
    [`${PROJECT}@v${VERSION.split('.')[0]}`]: own,
    ...(appToken !== undefined && { [appToken]: projectFile('test/act/app-token') }),
  };
}

function makeStandIns(folder: string, told: { readonly [name: string]: string }) {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  const [summary, refused, ghCalls] = ['summary.md', 'refused.txt', 'gh.txt'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const env = {
    ...Object.fromEntries(Object.entries(told).filter(([name]) => TOLD.test(name))),
    LOOPBACK_GUARD_REPORT: refused,
  };
  const guard = pathToFileURL(projectFile('test/github/network-guard.mjs')).href;
  const node = renderNode({ node: node24(), args: ['--import', guard], env, summary });
  const gh = `#!/bin/sh\necho "GH_TOKEN=$GH_TOKEN gh $*" >> '${ghCalls}'\n`;
  for (const [name, script] of Object.entries({ node, gh })) {
    writeFileSync(join(bin, name), script);
    chmodSync(join(bin, name), 0o755);
  }
  return { bin, summary, refused, ghCalls };
}

type NodeStandIn = {
  readonly node: string;
  readonly args: readonly string[];
  readonly env: { readonly [name: string]: string };
  /** Where the summary of the step is kept: act throws it away. */
  readonly summary: string;
};

/** No shell script: most shells drop variables with a hyphen in their name, as those of inputs have. */
function renderNode(settings: NodeStandIn): string {
  return `#!${settings.node}
const { spawnSync } = require('node:child_process');
const { copyFileSync } = require('node:fs');
const { node, args, env, summary } = ${JSON.stringify(settings)};
const given = process.argv.slice(2);
// act asks a node where it is, and runs actions with the answer.
if (given.join(' ').includes('process.execPath')) console.log(__filename);
else {
  const { status } = spawnSync(node, [...args, ...given], { stdio: 'inherit', env: { ...process.env, ...env } });
  if (process.env.GITHUB_STEP_SUMMARY) copyFileSync(process.env.GITHUB_STEP_SUMMARY, summary);
  process.exitCode = status ?? 1;
}
`;
}

function spawnAct(
  args: readonly string[],
  cwd: string,
  env: { readonly [name: string]: string },
): Promise<{ readonly exitCode: number; readonly output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('act', args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Uint8Array[] = [];
    child.stdout.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ exitCode: code ?? 1, output: Buffer.concat(chunks).toString() }));
  });
}

const pairs = (flag: string, values: { readonly [name: string]: string }): readonly string[] =>
  Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);

const read = (path: string): string => (existsSync(path) ? readFileSync(path, 'utf8') : '');
