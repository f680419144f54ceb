// Draws the pictures of the README: runs the built action against the loopback GitHub and lets Chromium show what it wrote.
// Needs `chromium` on PATH, or its path in CHROMIUM; one command: npm run pictures
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFile } from '../github/child.ts';
import { runAction } from '../github/runner.ts';
import { type LoopbackGitHub, startGitHub } from '../github/server.ts';
import { renderPage, type Theme } from './page.ts';

const WIDTH = 880;
const SCALE = 2;

const BASE_README = `# tinysocket

A small library for Node.js.

## Install

    npm install tinysocket
`;
const HEAD_README = `# tinysocket

A small library that speaks WebSocket, as client and as server.

- messages in real time, without polling
- no dependencies

## Install

    npm install tinysocket
`;
const TAGS = JSON.stringify([
  { id: 7, name: 'websocket' },
  { id: 82, name: 'real-time' },
  { id: 31, name: 'nodejs', aliases: ['Node.js'] },
  { id: 12, name: 'library' },
  { id: 44, name: 'networking' },
  { id: 'db', name: 'database' },
]);

function addRepository(github: LoopbackGitHub, readme: string) {
  return github.state.addRepository('octo/tinysocket', {
    id: 9806,
    description: 'Sockets without plumbing',
    topics: ['javascript', 'hacktoberfest'],
    files: { 'README.md': readme, '.github/tags.json': TAGS },
  });
}

async function makeSummary(): Promise<string> {
  const github = await startGitHub();
  try {
    const repository = addRepository(github, HEAD_README);
    const topicsToken = github.state.addToken({
      kind: 'fine-grained',
      user: 'octo',
      repositories: [repository],
      permissions: { administration: 'write' },
    });
    const { summary, stdout } = await runAction(github, {
      repository,
      trigger: { event: 'push' },
      inputs: { publish: 'artifact, summary, topics', 'topics-token': topicsToken },
      permissions: { contents: 'read', actions: 'read' },
    });
    if (summary === '') throw new Error(`No summary:\n${stdout}`);
    return summary;
  } finally {
    await github.close();
  }
}

async function makeComment(): Promise<string> {
  const github = await startGitHub();
  try {
    const repository = addRepository(github, BASE_README);
    repository.commit({ 'README.md': HEAD_README }, { branch: 'websocket' });
    const pull = github.state.addPull({ repository, head: { repository, branch: 'websocket' } });
    const { stdout } = await runAction(github, {
      repository,
      trigger: { event: 'pull_request', pull },
      inputs: { publish: 'comment' },
      permissions: { contents: 'read', pull_requests: 'write' },
    });
    const [comment] = github.state.comments;
    if (comment === undefined) throw new Error(`No comment:\n${stdout}`);
    return comment.body;
  } finally {
    await github.close();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'readme-tagger-pictures-'));
const target = projectFile('docs/pictures');

function draw(name: string, markdown: string, title: string, theme: Theme): void {
  const page = join(folder, `${name}-${theme}.html`);
  const chromium = (...args: string[]) =>
    execFileSync(
      process.env['CHROMIUM'] ?? 'chromium',
      [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--hide-scrollbars',
        `--force-device-scale-factor=${SCALE}`,
        ...args,
        pathToFileURL(page).href,
      ],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    );
  // The height is only known once the page is laid out.
  const measure = '<script>document.title=document.documentElement.offsetHeight</script>';
  writeFileSync(page, renderPage(markdown, title, theme) + measure);
  const height = Number(/<title>(\d+)<\/title>/.exec(chromium('--dump-dom', `--window-size=${WIDTH},800`))?.[1] ?? 800);
  const file = join(target, `${name}-${theme}.png`);
  chromium(`--screenshot=${file}`, `--window-size=${WIDTH},${height}`);
  console.log(`Drew ${name}-${theme}.png, ${WIDTH} x ${height}`);
}

try {
  mkdirSync(target, { recursive: true });
  const pictures = [
    ['summary', await makeSummary(), 'Job summary'],
    ['comment', await makeComment(), '<b>github-actions</b> (bot) commented'],
  ] as const;
  for (const [name, markdown, title] of pictures) {
    for (const theme of ['light', 'dark'] as const) draw(name, markdown, title, theme);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
