import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { textWidth } from '../../src/cli/text-width.ts';
import { node24, projectFile } from '../github/child.ts';
import { makeWorkspace, type Workspace } from './workspace.ts';

const hasScript = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;

/** What a terminal of `columns` columns shows, standard output and standard error together, line ends as `\n`. */
function show(
  workspace: Workspace,
  args: string,
  { columns = 80, env = {} }: { columns?: number; env?: Record<string, string> } = {},
): string {
  const command = `stty cols ${columns}; '${node24()}' '${projectFile('dist/cli.js')}' ${args}`;
  const { stdout } = spawnSync('script', ['-qec', command, '/dev/null'], {
    cwd: workspace.folder,
    env: { PATH: process.env['PATH'] ?? '', TERM: 'xterm-256color', LANG: 'C.UTF-8', ...env },
    encoding: 'utf8',
    input: '',
  });
  // `script` shows the end of its input as ^D, and two backspaces behind it.
  const screen = stdout.startsWith('^D\b\b') ? stdout.slice(4) : stdout;
  return screen.replaceAll('\r\n', '\n');
}

describe.skipIf(!hasScript)('on a terminal', () => {
  test('shows score bars and quoted evidence before the result', () => {
    const screen = show(makeWorkspace(), 'classify README.md -t tags.json', { env: { NO_COLOR: '1' } });
    expect(screen).toMatch(/^ {2}websocket {2}[█▏▎▍▌▋▊▉ ]{10} [01]\.\d\d\s+line \d \([a-z ]+\): ".*"\n/);
    expect(screen.trimEnd().split('\n').at(-1)).toBe('{"id":"README.md","tags":[{"id":7,"name":"websocket"}]}');
    expect(screen).not.toContain('\u001b');
  });

  test('marks with colour unless NO_COLOR is set', () => {
    expect(show(makeWorkspace(), 'classify README.md -t tags.json')).toContain('\u001b[1mwebsocket\u001b[22m');
  });

  test('keeps to the width', () => {
    const readme = `# 实时通信 tinysocket websocket\n\n${'A WebSocket 服务器 for everyone. '.repeat(12)}\n`;
    const workspace = makeWorkspace({ 'README.md': readme });
    for (const columns of [40, 72, 100]) {
      const screen = show(workspace, 'classify README.md -t tags.json 2>&1 >/dev/null', {
        columns,
        env: { NO_COLOR: '1' },
      });
      expect(screen).toContain('websocket');
      for (const line of screen.split('\n')) expect(textWidth(line)).toBeLessThanOrEqual(columns);
    }
  });

  test('shows no table when it is told to be quiet, or when standard error is no terminal', () => {
    const result = '{"id":"README.md","tags":[{"id":7,"name":"websocket"}]}\n';
    expect(show(makeWorkspace(), 'classify README.md -t tags.json --quiet')).toBe(result);
    expect(show(makeWorkspace(), 'classify README.md -t tags.json 2>/dev/null')).toBe(result);
  });

  test('shows how far a batch is, and takes it away at the end', () => {
    const records = Array.from({ length: 2000 }, (_, id) =>
      JSON.stringify({ id, text: `A database. ${'word '.repeat(50)}` }),
    );
    const workspace = makeWorkspace({ 'batch.jsonl': records.join('\n') });
    const screen = show(workspace, 'classify --batch batch.jsonl -t tags.json > results.jsonl');
    expect(screen).toContain('\r\u001b[K\u001b[2m');
    expect(screen).toMatch(/[\d,]+ READMEs · \d+ %/);
    expect(screen.endsWith('\r\u001b[K')).toBe(true);
    expect(workspace.read('results.jsonl').trimEnd().split('\n')).toHaveLength(2000);
  });

  test('lets no control character of a README or a tags file through', () => {
    const evil = '\u009b31m\u202e';
    const workspace = makeWorkspace({
      'README.md': `# websocket \u001b]0;owned\u0007${evil} websocket\n\nA WebSocket ${evil} client.\n`,
    });
    const screen = show(workspace, 'classify README.md -t tags.json --explain', { env: { NO_COLOR: '1' } });
    expect(screen).toContain('websocket');
    // oxlint-disable-next-line no-control-regex
    expect(screen).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});
