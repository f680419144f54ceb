// Runs a workflow with the built action on this machine, by nektos/act without containers, against the loopback GitHub and
// its artifact service. Needs `act` on PATH (`go install github.com/nektos/act@latest`); one command: npm run act
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createRuntimeToken } from '../github/runs.ts';
import { startGitHub } from '../github/server.ts';

const README = `# tinysocket

A small WebSocket client and server for Node.js.

## Install

    npm install tinysocket

The server speaks the WebSocket protocol (RFC 6455) and passes messages in real time.
`;
const TAGS = '[{"id":7,"name":"websocket"},{"id":"db","name":"database"},{"id":9,"name":"cooking"}]';
const WORKFLOW = `name: tags
on: push
permissions: {}
jobs:
  tag:
    runs-on: ubuntu-latest
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@v7
      - id: tagger
        uses: ./readme-tagger
        env:
          GITHUB_API_URL: \${{ vars.LOOPBACK }}
      - run: |
          echo "result: $RESULT"
          echo "artifact: $ARTIFACT"
        env:
          RESULT: \${{ steps.tagger.outputs.result }}
          ARTIFACT: \${{ steps.tagger.outputs.artifact-id }}
`;

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'readme-tagger-act-'));
const repo = join(folder, 'repo');
const github = await startGitHub();
try {
  mkdirSync(join(repo, '.github/workflows'), { recursive: true });
  mkdirSync(join(folder, 'config/act'), { recursive: true });
  writeFileSync(join(repo, '.github/workflows/tags.yml'), WORKFLOW);
  cpSync(join(root, 'dist'), join(repo, 'readme-tagger/dist'), { recursive: true });
  cpSync(join(root, 'action.yml'), join(repo, 'readme-tagger/action.yml'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=m', '-c', 'user.email=m@example.com', ...args], { cwd: repo });
  git('init', '-q', '-b', 'main');
  git('add', '-A');
  git('commit', '-q', '-m', 'Tag the repository');
  git('remote', 'add', 'origin', 'https://github.com/octo/tinysocket.git');

  const repository = github.state.addRepository('octo/tinysocket', {
    id: 9806,
    description: 'A small WebSocket client and server for Node.js',
    topics: ['nodejs'],
    files: { 'README.md': README, '.github/tags.json': TAGS },
  });
  const token = github.state.addToken({
    kind: 'workflow',
    repositories: [repository],
    permissions: { contents: 'read' },
  });
  const run = github.state.addRun({ repository, event: 'push' });
  const settings: Record<string, string> = {
    GITHUB_API_URL: github.urls.api,
    ACTIONS_RESULTS_URL: `${github.urls.origin}/`,
    ACTIONS_RUNTIME_URL: `${github.urls.origin}/`,
    ACTIONS_RUNTIME_TOKEN: createRuntimeToken(run, new Date(Date.now() + 3_600_000)),
  };
  const environment = Object.entries(settings).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
  const runner = ['-P', 'ubuntu-latest=-self-hosted', '--no-cache-server', '--var', `LOOPBACK=${github.urls.api}`];
  const args = ['push', ...runner, ...environment, '-s', `GITHUB_TOKEN=${token}`];
  const PATH = `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`;
  const act = spawn('act', args, {
    cwd: repo,
    stdio: 'inherit',
    env: { ...process.env, PATH, XDG_CONFIG_HOME: join(folder, 'config'), XDG_CACHE_HOME: join(folder, 'cache') },
  });
  const code = await new Promise<number>((resolve, reject) => {
    act.on('close', (exit) => resolve(exit ?? 1));
    act.on('error', reject);
  });
  console.log(github.log.lines.join('\n'));
  const names = github.state.artifacts.map(({ name }) => name);
  console.log(`act exited with ${code}; artifacts: ${names.join(', ') || 'none'}`);
  process.exitCode = code === 0 && names.includes('readme-tags') ? 0 : 1;
} finally {
  await github.close();
  rmSync(folder, { recursive: true, force: true });
}
