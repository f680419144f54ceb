import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { PROJECT, VERSION } from '../../src/project.ts';
import { INPUTS } from '../../src/settings.ts';
import { projectFile } from '../github/child.ts';
import { readDocument } from './documents.ts';

type Step = {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Record<string, string>;
};
type Job = {
  readonly if?: string;
  readonly 'timeout-minutes'?: number;
  readonly permissions?: Record<string, string>;
  readonly steps: readonly Step[];
};
type Concurrency = { readonly group: string; readonly 'cancel-in-progress': boolean };
type Workflow = {
  readonly name: string;
  readonly on: Record<string, { readonly paths?: readonly string[]; readonly workflows?: readonly string[] } | null>;
  readonly permissions: object;
  readonly concurrency: Concurrency;
  readonly jobs: Record<string, Job>;
};
type Example = { readonly file: string; readonly text: string; readonly workflow: Workflow };

const OWN = `${PROJECT}@v${VERSION.split('.')[0]}`;
const examples: readonly Example[] = readdirSync(projectFile('examples'))
  .filter((file) => file.endsWith('.yml'))
  .sort()
  .map((file) => {
    const text = readFileSync(projectFile(`examples/${file}`), 'utf8');
    return { file, text, workflow: parse(text, { strict: true, uniqueKeys: true }) };
  });
const find = (file: string): Workflow => {
  const found = examples.find((example) => example.file === file);
  if (!found) throw new Error(`There is no example ${file}`);
  return found.workflow;
};
const jobsOf = ({ jobs }: Workflow) => Object.values(jobs);
const stepsOf = (workflow: Workflow) => jobsOf(workflow).flatMap(({ steps }) => steps);
const sinksOf = ({ steps }: Job) => steps.flatMap((step) => step.with?.['publish']?.split(', ') ?? []);
const startsAfter = (workflow: Workflow) => 'workflow_run' in workflow.on;

test('there are workflows for topics, pull requests, forks, all of them, and a model', () => {
  expect(examples.map(({ file }) => file)).toEqual([
    'pull-request-check.yml',
    'pull-request-comments.yml',
    'topics-and-comments.yml',
    'topics-by-model.yml',
    'topics-on-push.yml',
    'topics-on-schedule.yml',
  ]);
});

describe.each(examples)('$file', ({ file, text, workflow }) => {
  test('says at its top what it is for', () => expect(text).toMatch(/^# [A-Z].{40}/));

  test('has keys in one order, and jobs that end in time', () => {
    expect(Object.keys(workflow)).toEqual(['name', 'on', 'permissions', 'concurrency', 'jobs']);
    for (const job of jobsOf(workflow)) expect(job['timeout-minutes']).toBeLessThanOrEqual(10);
  });

  test('grants nothing on top, and says for each grant of a job why', () => {
    expect(workflow.permissions).toEqual({});
    const grants = jobsOf(workflow).flatMap(({ permissions }) => Object.entries(permissions ?? {}));
    expect(grants.length).toBeGreaterThan(0);
    const reasons = [...text.matchAll(/^ {6}([a-z-]+): (read|write) # to \w+/gm)];
    expect(reasons.map(([, scope, level]) => [scope, level])).toEqual(grants);
  });

  test('grants each job what its sinks need, and no more', () => {
    for (const job of jobsOf(workflow)) {
      const sinks = sinksOf(job);
      if (sinks.length === 0) {
        expect(job.permissions).toEqual({ actions: 'write' });
        continue;
      }
      // Reports belong to the file that made them: only one that also sets topics has any that tell of topics.
      const hasMemory = jobsOf(workflow).some((other) => sinksOf(other).includes('topics'));
      expect(job.permissions).toEqual({
        contents: 'read',
        ...(sinks.includes('comment') && { 'pull-requests': 'write' }),
        ...(hasMemory && { actions: 'read' }),
      });
    }
  });

  test('has runs of its kind wait for each other or end each other', () => {
    expect(Object.keys(workflow.concurrency)).toEqual(['group', 'cancel-in-progress']);
    // What writes topics or comments is never stopped in the middle.
    const writes = jobsOf(workflow).some((job) => /topics|comment/.test(sinksOf(job).join()));
    expect(workflow.concurrency['cancel-in-progress']).toBe(!writes);
  });

  test('uses this action at its major version, and any other at a commit', () => {
    for (const { uses } of stepsOf(workflow)) {
      if (uses === undefined || uses === OWN) continue;
      expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
      expect(text).toMatch(new RegExp(`${uses} # v\\d+\\.\\d+\\.\\d+\\n`));
    }
  });

  test('names only inputs and sinks that there are', () => {
    const known = Object.values(INPUTS).map(({ name }) => name);
    const own = stepsOf(workflow).filter(({ uses }) => uses === OWN);
    expect(own.flatMap((step) => Object.keys(step.with ?? {})).filter((name) => !known.includes(name))).toEqual([]);
    for (const step of own) {
      expect(
        step.with?.['publish']?.split(', ').map((sink) => ['artifact', 'summary', 'topics', 'comment'].includes(sink)),
      ).not.toContain(false);
    }
    const commented = [...text.matchAll(/# ([a-z-]+): \$\{\{/g)].map(([, name = '']) => name);
    expect(commented.filter((name) => !known.includes(name))).toEqual([]);
  });

  test('checks nothing out and puts no expression into a script', () => {
    expect(text).not.toMatch(/actions\/checkout|download-artifact/);
    for (const { run } of stepsOf(workflow)) expect(run ?? '').not.toContain('${{');
  });

  test('passes the token for topics to no job that looks at pull requests', () => {
    for (const job of jobsOf(workflow)) {
      const isForPulls = sinksOf(job).includes('comment') || 'pull_request' in workflow.on;
      if (isForPulls) expect(JSON.stringify(job)).not.toMatch(/secrets\.|app-token|topics-token/);
      if (startsAfter(workflow)) expect(job.if).toContain(isForPulls ? "== 'pull_request'" : "!= 'workflow_run'");
    }
  });

  test('silences the linter once at most, with the reason', () => {
    const ignores = text.match(/zizmor: ignore.*/g) ?? [];
    expect(ignores).toHaveLength(startsAfter(workflow) ? 1 : 0);
    for (const ignore of ignores) expect(ignore).toMatch(/^zizmor: ignore\[dangerous-triggers\] \w+.{30}/);
  });

  test('runs when it is pushed itself, where it runs on pushes', () => {
    const paths = workflow.on['push']?.paths;
    if (paths) expect(paths).toContain(`.github/workflows/${file}`);
  });
});

describe('the workflows fit together', () => {
  test('comments start after the check, by its name', () => {
    const after = examples.filter(({ workflow }) => startsAfter(workflow));
    expect(after.length).toBe(2);
    for (const { workflow } of after) {
      expect(workflow.on['workflow_run']?.workflows).toEqual([find('pull-request-check.yml').name]);
    }
  });

  test('the schedule starts a file that is there and can be started', () => {
    const run = stepsOf(find('topics-on-schedule.yml'))
      .map((step) => step.run)
      .join('\n');
    const [, started = ''] = /^gh workflow run (\S+) /.exec(run) ?? [];
    expect(Object.keys(find(started).on)).toContain('workflow_dispatch');
    expect(started).toBe('topics-on-push.yml');
  });

  test('no two have the same name or share a queue', () => {
    const names = examples.map(({ workflow }) => workflow.name);
    expect(new Set(names).size).toBe(names.length);
    const groups = examples.map(({ workflow }) => workflow.concurrency.group);
    expect(new Set(groups).size).toBe(groups.length);
  });

  test('all look at the same files', () => {
    const pathsOf = (file: string, event: string) =>
      find(file).on[event]?.paths?.filter((path) => !path.startsWith('.github/workflows/'));
    const pushed = pathsOf('topics-on-push.yml', 'push');
    expect(pushed).toContain(INPUTS.tagsFiles.default);
    expect(pathsOf('topics-and-comments.yml', 'push')).toEqual(pushed);
    expect(pathsOf('topics-by-model.yml', 'push')).toEqual(pushed);
    expect(pathsOf('pull-request-check.yml', 'pull_request')).toEqual(pushed);
  });

  test('the one that does both has the jobs of the two', () => {
    const both = find('topics-and-comments.yml').jobs;
    expect(both['topics']?.steps).toEqual(find('topics-on-push.yml').jobs['topics']?.steps);
    expect(both['comment']?.steps).toEqual(find('pull-request-comments.yml').jobs['comment']?.steps);
  });
});

test('the page beside them names every file, secret and variable', () => {
  const { text, links } = readDocument('examples/README.md');
  for (const { file } of examples) expect(links).toContain(file);
  const named = examples.flatMap((example) => example.text.match(/\b(?:secrets|vars)\.\w+/g) ?? []);
  expect(named.length).toBeGreaterThan(4);
  for (const name of named) expect(text).toContain(`\`${name.replace(/^\w+\./, '')}\``);
  expect(text).toContain(`\`${find('pull-request-check.yml').name}\``);
});
