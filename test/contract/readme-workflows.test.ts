import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { PROJECT, VERSION } from '../../src/project.ts';
import { INPUTS } from '../../src/settings.ts';
import type { Trigger } from '../github/events.ts';
import type { Repository } from '../github/repository.ts';
import { type ActionResult, runAction } from '../github/runner.ts';
import { type LoopbackGitHub, startGitHub } from '../github/server.ts';
import type { Permissions } from '../github/tokens.ts';
import { vllm } from '../openai/personalities/local.ts';
import { plainShape } from '../openai/reply-shapes.ts';
import { startOpenAI } from '../openai/server.ts';
import { reportOf } from '../process/action-setup.ts';
import { readDocument } from './documents.ts';

type Step = { readonly uses?: string; readonly run?: string; readonly with?: Record<string, unknown> };
type Job = {
  readonly permissions?: Record<string, 'read' | 'write'>;
  readonly 'timeout-minutes'?: number;
  readonly strategy?: { readonly matrix: Record<string, readonly string[]> };
  readonly steps: readonly Step[];
};
type Workflow = {
  readonly name?: string;
  readonly on: Record<string, { readonly paths?: readonly string[]; readonly branches?: readonly string[] } | null>;
  readonly permissions?: object;
  readonly jobs: Record<string, Job>;
};
type Example = { readonly title: string; readonly text: string; readonly workflow: Workflow };

const OWN = `${PROJECT}@v${VERSION.split('.')[0]}`;
const fences = readDocument('README.md').fences.filter(({ language }) => language === 'yaml');

/** Steps alone stand, as the README says, in place of the last line of the first workflow. */
const examples: readonly Example[] = fences.map(({ text, line }) => {
  const isWhole = /^name:/m.test(text) && /^jobs:/m.test(text);
  const whole = isWhole ? text : `${fences[0]!.text.trimEnd().split('\n').slice(0, -1).join('\n')}\n${text}`;
  return { title: `line ${line}`, text: whole, workflow: parse(whole, { strict: true, uniqueKeys: true }) };
});
const stepsOf = ({ workflow }: Example) => Object.values(workflow.jobs).flatMap(({ steps }) => steps);
const ownSteps = (example: Example) => stepsOf(example).filter(({ uses }) => uses === OWN);

describe.each(examples)('the workflow of the README at $title', (example) => {
  const { text, workflow } = example;

  test('has a name, events, and jobs that end in time', () => {
    expect(Object.keys(workflow)).toEqual(['name', 'on', 'permissions', 'jobs']);
    for (const job of Object.values(workflow.jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(10);
  });

  test('grants nothing on top, and says for each grant of a job why', () => {
    expect(workflow.permissions).toEqual({});
    for (const { permissions } of Object.values(workflow.jobs)) {
      const grants = Object.entries(permissions ?? {});
      expect(grants.length).toBeGreaterThan(0);
      for (const [scope, level] of grants) expect(text).toMatch(new RegExp(`^ +${scope}: ${level} # to \\w+`, 'm'));
    }
  });

  test('uses this action at its major version, and any other at a commit', () => {
    expect(ownSteps(example).length).toBeGreaterThan(0);
    for (const { uses } of stepsOf(example)) {
      if (uses === undefined || uses === OWN) continue;
      expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
      expect(text).toMatch(new RegExp(`${uses} # v\\d+\\.\\d+\\.\\d+\\n`));
    }
    expect(text.match(/uses: /g)).toHaveLength(stepsOf(example).filter(({ uses }) => uses).length);
  });

  test('names only inputs that there are', () => {
    const known = Object.values(INPUTS).map(({ name }) => name);
    const named = ownSteps(example).flatMap((step) => Object.keys(step.with ?? {}));
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  test('puts no expression into a script', () => {
    // Its value would be read as a part of the script.
    for (const { run } of stepsOf(example)) expect(run ?? '').not.toContain('${{');
  });

  test('leaves no credentials behind', () => {
    for (const step of stepsOf(example)) {
      if (step.uses?.startsWith('actions/checkout@')) expect(step.with).toMatchObject({ 'persist-credentials': false });
    }
  });

  test('ends in a summary and an artifact for each of its events', async () => {
    const github = await startGitHub();
    const openai = await startOpenAI();
    try {
      const endpoint = openai.serve({ personality: vllm, answer: MODEL_ANSWER, shapes: [plainShape] });
      for (const event of Object.keys(workflow.on)) {
        const { repository, trigger } = prepare(github, event, /publish:.*comment/.test(text));
        for (const { permissions, strategy, steps } of Object.values(workflow.jobs)) {
          const run = github.state.addRun({ repository, event });
          for (const step of steps.filter(({ uses }) => uses === OWN)) {
            const inputs = Object.fromEntries(
              Object.entries(step.with ?? {}).map(([name, value]) => [name, fill(String(value), strategy?.matrix)]),
            );
            const asksModel = 'api-key' in inputs || inputs['classifier'] === 'llm';
            if (asksModel) {
              if ('api-key' in inputs) inputs['api-key'] = endpoint.apiKey;
              inputs['base-url'] = endpoint.baseUrl;
              inputs['model'] = endpoint.model;
            }
            const workspace = { 'tags.csv': 'id,name\n1,parser\n2,library\n' };
            const more = permissions === undefined ? {} : { permissions: toTokenPermissions(permissions) };
            const result = await runAction(github, { repository, trigger, inputs, workspace, run, ...more });
            expectGood(result, inputs['artifact-name'] ?? 'readme-tags');
            expect(result.outputs.get('classifier')).toBe(asksModel ? 'llm' : 'offline');
            expect(github.state.comments.length).toBe(inputs['publish']?.includes('comment') ? 1 : 0);
          }
        }
      }
    } finally {
      await github.close();
      await openai.close();
    }
  });
});

const README = '# parser\n\nA parser for JSON: a library that reads JSON in real time.\n\n    npm install parser\n';

const toPick = (id: number, name: string, quote: string) => ({ id, name, alias: name, quote });
const MODEL_ANSWER = {
  picks: [toPick(1, 'parser', 'A parser for JSON'), toPick(2, 'library', 'a library that reads JSON')],
  stranger: toPick(9, 'cooking', ''),
  forbidden: toPick(10, 'featured', ''),
  names: ['parser', 'library', 'real-time'],
} as const;

/** Workflows write hyphens where the API writes underscores. */
function toTokenPermissions(permissions: Record<string, 'read' | 'write'>): Permissions {
  return Object.fromEntries(Object.entries(permissions).map(([name, level]) => [name.replaceAll('-', '_'), level]));
}

/** `isOwn`: pull requests come from a branch of the repository, not from a fork. */
function prepare(github: LoopbackGitHub, event: string, isOwn: boolean) {
  const { state } = github;
  const tags = '[{"id":1,"name":"parser"},{"id":2,"name":"library"},{"id":82,"name":"real-time"}]';
  const repository = state.addRepository(`octo-org/${event}`, {
    files: {
      'README.md': README,
      '.github/tags.json': tags,
      'packages/parser/README.md': README,
      'packages/server/README.md': '# server\n\nAn HTTP server library.\n',
      'data/tags.yaml': `tags: ${tags}`,
    },
  });
  for (const name of ['octo-org/vocabulary', 'octo-org/parser', 'octo-org/server']) {
    if (!state.findRepository(name)) state.addRepository(name, { files: { 'README.md': README, 'tags.json': tags } });
  }
  return { repository, trigger: triggerOf(github, event, repository, isOwn) };
}

function triggerOf(github: LoopbackGitHub, event: string, repository: Repository, isOwn: boolean): Trigger {
  if (event === 'push' || event === 'schedule' || event === 'workflow_dispatch') return { event };
  if (event !== 'pull_request') throw new Error(`This test does not know how to start ${event}`);
  const head = isOwn ? repository : github.state.addRepository('mona/fork', { forkOf: repository });
  head.commit(
    { 'README.md': isOwn ? '# faster\n\nA library for fast messages.\n' : README.replace('JSON', 'YAML') },
    { branch: 'better' },
  );
  const pull = github.state.addPull({ repository, head: { repository: head, branch: 'better' } });
  return { event, pull };
}

const fill = (value: string, matrix: Record<string, readonly string[]> | undefined): string =>
  value.replace(/\$\{\{ matrix\.(\w+) \}\}/g, (_, name: string) => matrix?.[name]?.[0] ?? '');

function expectGood(result: ActionResult, name: string) {
  expect(result.exitCode, result.stdout + result.stderr).toBe(0);
  expect(result.annotations.filter(({ level }) => level !== 'notice')).toEqual([]);
  expect(result.summary).toContain('## Tags for');
  expect(result.outputs.get('artifact-url')).toMatch(/^https:\/\/github\.com\/.*\/artifacts\/\d+$/);
  expect(
    reportOf(result, `${name}.json`)
      .tags.map((tag) => tag.name)
      .join(),
  ).toMatch(/parser|library/);
}

describe('the quick start', () => {
  const [first] = examples;

  test('runs when its own file is pushed, on whatever branch is the default one', () => {
    const push = first?.workflow.on['push'];
    expect(push?.paths).toContain('.github/**');
    expect(push?.branches).toEqual(['**']);
    expect(Object.keys(first?.workflow.on ?? {})).toContain('workflow_dispatch');
  });

  test('is one file: the list, the inputs and a token are not needed', async () => {
    const github = await startGitHub();
    try {
      const repository = github.state.addRepository('octo-org/new', { files: { 'README.md': README } });
      const result = await runAction(github, { repository, trigger: { event: 'push' } });
      expectGood(result, 'readme-tags');
      expect(result.summary).toContain('gh repo edit octo-org/new --add-topic parser');
      expect(result.summary).toContain('No tags file yet');
    } finally {
      await github.close();
    }
  });
});

test('the README has the workflows that it speaks of', () => expect(examples.length).toBeGreaterThanOrEqual(7));
