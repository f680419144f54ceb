import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Repository } from '../github/repository.ts';
import type { ActionResult } from '../github/runner.ts';
import { type LoopbackGitHub, startGitHub } from '../github/server.ts';
import { artifactOf, noticesOf, reportOf, warningsOf } from './action-setup.ts';
import {
  addLastReport,
  addTopicsRepository,
  createTopicsRunner,
  hasRecalled,
  SOCKETS,
  TABLES,
  type TopicsRun,
  toldTopics,
  topicsRequests,
} from './topics-setup.ts';

let github: LoopbackGitHub;
let repository: Repository;
let start: (options?: TopicsRun) => Promise<ActionResult>;

beforeEach(async () => {
  github = await startGitHub();
  repository = addTopicsRepository(github);
  start = createTopicsRunner(github, repository);
});
afterEach(async () => {
  await github.close();
});

/** A run that is expected to work. */
const run = async (options?: TopicsRun): Promise<ActionResult> => {
  const result = await start(options);
  expect(result.exitCode, result.stdout + result.stderr).toBe(0);
  return result;
};
const writeReadme = (text: string) => repository.commit({ 'README.md': text });
const writeTags = (tags: readonly object[]) => repository.commit({ '.github/tags.json': JSON.stringify(tags) });
const outcomeOf = (result: ActionResult) => reportOf(result).publish.find(({ sink }) => sink === 'topics')?.outcome;
const websocket = { id: 7, name: 'websocket' };
const database = { id: 8, name: 'database' };

describe('a first run', () => {
  test('adds what fits and keeps what is there: reads, writes once, reads again', async () => {
    const result = await run();
    expect(repository.topics).toEqual(['nodejs', 'websocket']);
    expect(topicsRequests(result)).toEqual(['GET 200', 'PUT 200', 'GET 200']);
    expect(github.log.writes.map(({ body, as }) => ({ body, as }))).toEqual([
      { body: { names: ['nodejs', 'websocket'] }, as: 'fine-grained' },
    ]);
    expect(toldTopics(result)).toBe('added websocket; kept 0 of this action and 1 of people');
    expect(result.annotations).toEqual([]);
  });

  test('reports what it did, as outputs, in the report and in the summary', async () => {
    const result = await run();
    expect(Object.fromEntries(result.outputs)).toMatchObject({
      topics: '["nodejs","websocket"]',
      added: '["websocket"]',
      removed: '[]',
      changed: 'true',
      'comment-url': '',
    });
    expect(reportOf(result)).toMatchObject({
      dryRun: false,
      topics: {
        mode: 'merge',
        before: ['nodejs'],
        after: ['nodejs', 'websocket'],
        added: ['websocket'],
        removed: [],
        kept: ['nodejs'],
        ours: ['websocket'],
        declined: [],
        pending: [],
        notAdded: [],
        changes: [{ topic: 'websocket', action: 'add', cause: 'first-run' }],
      },
      publish: [
        { sink: 'artifact', outcome: 'requested' },
        { sink: 'summary', outcome: 'requested' },
        { sink: 'topics', outcome: 'written' },
      ],
      warnings: [],
    });
    expect(artifactOf(github)).toBe(Buffer.from(result.files.get('readme-tags.json') ?? '').toString());
    expect(result.summary).toContain('| <code>websocket</code> | **added** | no earlier run is known |');
    expect(result.summary).toContain('/readme-tagger#undo');
  });

  test('hides the token that sets topics, in every form, before anything else is said', async () => {
    const result = await run();
    const token = [...github.state.tokens].find(([, { kind }]) => kind === 'fine-grained')?.[0] ?? '';
    const forms = [token, Buffer.from(token).toString('base64')];
    expect(result.masks).toEqual(expect.arrayContaining(forms));
    const rest = result.stdout.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    for (const form of forms) expect(rest.join('\n') + result.summary).not.toContain(form);
  });
});

describe('a second run', () => {
  test('of the same neither classifies nor writes', async () => {
    const first = await run();
    const second = await run();
    expect(hasRecalled(first)).toBe(false);
    expect(hasRecalled(second)).toBe(true);
    expect(topicsRequests(second)).toEqual(['GET 200']);
    expect(outcomeOf(second)).toBe('unchanged');
    expect(second.outputs.get('changed')).toBe('false');
    expect(second.outputs.get('topics')).toBe('["nodejs","websocket"]');
    expect(reportOf(second).topics).toMatchObject({ added: [], kept: ['nodejs', 'websocket'], ours: ['websocket'] });
    expect(second.summary).toContain('Nothing to change: the repository has the topics');
    const same = ({ tags, considered, fingerprint }: ReturnType<typeof reportOf>) => ({
      tags,
      considered,
      fingerprint,
    });
    expect(same(reportOf(second))).toEqual(same(reportOf(first)));
  });

  test('classifies again where it is forced to, and comes to the same', async () => {
    await run();
    const second = await run({ inputs: { force: 'true' } });
    expect(hasRecalled(second)).toBe(false);
    expect(topicsRequests(second)).toEqual(['GET 200']);
  });

  test('is one after any number of runs', async () => {
    await run();
    for (let count = 0; count < 3; count++) expect(outcomeOf(await run())).toBe('unchanged');
    expect(reportOf(await run()).topics.ours).toEqual(['websocket']);
  });
});

describe('when the README changes', () => {
  test('topics of this action go and come with it, those of people stay', async () => {
    await run();
    repository.topics = [...repository.topics, 'cooking'];
    writeReadme(TABLES);
    const result = await run();
    expect(repository.topics).toEqual(['nodejs', 'cooking', 'database']);
    expect(reportOf(result).topics.changes).toEqual([
      { topic: 'websocket', action: 'remove', cause: 'readme' },
      { topic: 'database', action: 'add', cause: 'readme' },
    ]);
    expect(toldTopics(result)).toBe('added database; removed websocket; kept 0 of this action and 2 of people');
    expect(result.summary).toContain('| <code>websocket</code> | **removed** | the README changed |');
  });

  test('a topic that people set themselves stays, though its tag is given no longer', async () => {
    repository.topics = ['websocket'];
    await run();
    writeReadme(TABLES);
    await run();
    expect(repository.topics).toEqual(['websocket', 'database']);
  });

  test('every topic stays where no memory is left', async () => {
    await run();
    github.state.artifacts.length = 0;
    writeReadme(TABLES);
    const result = await run();
    expect(repository.topics).toEqual(['nodejs', 'websocket', 'database']);
    expect(reportOf(result).topics.ours).toEqual(['database']);
  });
});

describe('a topic of this action that a person removed', () => {
  test('is declined and stays away until the README changes', async () => {
    await run();
    repository.topics = ['nodejs'];
    const second = await run();
    expect(topicsRequests(second)).toEqual(['GET 200']);
    expect(reportOf(second).topics).toMatchObject({
      ours: [],
      declined: ['websocket'],
      notAdded: [{ topic: 'websocket', reason: 'declined' }],
    });
    expect(second.summary).toContain('<code>websocket</code> is not set: people took it away');
    await run();
    expect(repository.topics).toEqual(['nodejs']);
    writeReadme(`${SOCKETS}\nIt is a WebSocket library.\n`);
    await run();
    expect(repository.topics).toEqual(['nodejs', 'websocket']);
  });

  test('and put back is theirs', async () => {
    await run();
    repository.topics = ['nodejs'];
    await run();
    repository.topics = ['nodejs', 'websocket'];
    expect(reportOf(await run()).topics).toMatchObject({ ours: [], declined: [], kept: ['nodejs', 'websocket'] });
    writeReadme(TABLES);
    await run();
    expect(repository.topics).toContain('websocket');
  });
});

describe('what people change during the run', () => {
  const onTopics = (method: string, act: () => void): void => {
    let isOver = false;
    github.fault((request) => {
      if (isOver || request.method !== method || !request.path.endsWith('/topics')) return null;
      isOver = true;
      act();
      return null;
    });
  };

  test('before the topics are read counts', async () => {
    onTopics('GET', () => {
      repository.topics = ['by-hand'];
    });
    expect(reportOf(await run()).topics).toMatchObject({ before: ['by-hand'], after: ['by-hand', 'websocket'] });
    expect(repository.topics).toEqual(['by-hand', 'websocket']);
  });

  test('after the write is what the report has', async () => {
    let gets = 0;
    github.fault(({ method, path }) => {
      if (method === 'GET' && path.endsWith('/topics') && ++gets === 2) repository.topics = ['websocket', 'by-hand'];
      return null;
    });
    const result = await run();
    expect(reportOf(result).topics).toMatchObject({
      before: ['nodejs'],
      after: ['websocket', 'by-hand'],
      added: ['websocket'],
      ours: ['websocket'],
    });
    expect(result.outputs.get('topics')).toBe('["websocket","by-hand"]');
  });

  test.each(['409', '502', 'reset'] as const)(
    'between reading and writing is not overwritten where the write fails first (%s)',
    async (name) => {
      let puts = 0;
      github.fault(({ method, path }) => {
        if (method !== 'PUT' || !path.endsWith('/topics') || ++puts > 1) return null;
        repository.topics = ['nodejs', 'by-hand'];
        if (name === 'reset') return { kind: 'reset' };
        return { kind: 'status', status: Number(name) };
      });
      const result = await run({ timeFactor: 20 });
      expect(repository.topics).toEqual(['nodejs', 'by-hand', 'websocket']);
      expect(puts).toBe(2);
      expect(outcomeOf(result)).toBe('written');
      expect(warningsOf(result)).toEqual([expect.stringContaining('Looking at the topics again')]);
    },
  );
});

test('a write that worked though its answer was lost is not repeated, and its topics are ours', async () => {
  let puts = 0;
  github.fault(({ method, path }) => {
    if (method !== 'PUT' || !path.endsWith('/topics')) return null;
    puts += 1;
    return { kind: 'reset', effect: 'done' };
  });
  const result = await run({ timeFactor: 20 });
  expect(puts).toBe(1);
  expect(outcomeOf(result)).toBe('written');
  expect(reportOf(result).topics).toMatchObject({
    before: ['nodejs'],
    after: ['nodejs', 'websocket'],
    added: ['websocket'],
    ours: ['websocket'],
    changes: [{ topic: 'websocket', action: 'add', cause: 'first-run' }],
  });
});

describe('modes', () => {
  test('"add" never removes', async () => {
    await run({ inputs: { 'topics-mode': 'add' } });
    writeReadme(TABLES);
    await run({ inputs: { 'topics-mode': 'add' } });
    expect(repository.topics).toEqual(['nodejs', 'websocket', 'database']);
  });

  test('"managed" lets the topics of the tags file follow the result, without memory, and no others', async () => {
    repository.topics = ['nodejs', 'cooking', 'database'];
    const result = await run({ inputs: { 'topics-mode': 'managed' }, permissions: { contents: 'read' } });
    expect(repository.topics).toEqual(['nodejs', 'websocket']);
    expect(noticesOf(result)).toEqual([]);
  });
});

describe('settings and tags file', () => {
  test('exclude-tags takes a topic of this action away at once, and none of people', async () => {
    repository.topics = ['database'];
    await run();
    const result = await run({ inputs: { 'exclude-tags': 'websocket, database' } });
    expect(repository.topics).toEqual(['database']);
    expect(reportOf(result).topics.changes).toEqual([{ topic: 'websocket', action: 'remove', cause: 'settings' }]);
  });

  test('pin-tags sets a topic that does not fit, and one that was declined', async () => {
    await run();
    repository.topics = ['nodejs'];
    await run();
    await run({ inputs: { 'pin-tags': 'websocket, database' } });
    expect([...repository.topics].sort()).toEqual(['database', 'nodejs', 'websocket']);
  });

  test('a manual tag is neither added nor removed', async () => {
    await run();
    writeTags([{ ...websocket, manual: true }, database]);
    writeReadme(TABLES);
    await run();
    expect(repository.topics).toEqual(['nodejs', 'websocket', 'database']);
    writeReadme(SOCKETS);
    repository.topics = ['nodejs'];
    await run();
    expect(repository.topics).toEqual(['nodejs']);
  });

  test('replacedBy moves a topic of this action', async () => {
    await run();
    writeTags([{ ...websocket, replacedBy: 'web-sockets' }, { id: 17, name: 'web-sockets' }, database]);
    const result = await run();
    expect(repository.topics).toEqual(['nodejs', 'web-sockets']);
    expect(reportOf(result).topics.changes).toEqual([
      { topic: 'websocket', action: 'remove', cause: 'vocabulary' },
      { topic: 'web-sockets', action: 'add', cause: 'vocabulary' },
    ]);
    expect(reportOf(result).topics.ours).toEqual(['web-sockets']);
  });

  test('a tag that left the file takes its topic along', async () => {
    await run();
    writeTags([database]);
    await run();
    expect(repository.topics).toEqual(['nodejs']);
  });

  test('trouble with topics in the tags file is an error where topics are published', async () => {
    writeTags([{ name: 'C++' }, { name: 'cpp' }]);
    expect((await start()).exitCode).toBe(1);
    expect(topicsRequests(await start())).toEqual([]);
    expect((await start({ inputs: { publish: 'summary' } })).exitCode).toBe(0);
  });

  test('at most 20 topics are there, those of people first, and what did not fit is said', async () => {
    repository.topics = Array.from({ length: 20 }, (_, number) => `t${number}`);
    const result = await run();
    expect(repository.topics).toHaveLength(20);
    expect(topicsRequests(result)).toEqual(['GET 200']);
    expect(reportOf(result).topics.notAdded).toEqual([{ topic: 'websocket', reason: 'no-room' }]);
    expect(result.summary).toContain('<code>websocket</code> is not set: there is no room for it');
    expect(result.stdout).toContain('Topic not set: websocket (no-room)');
  });
});

describe('memory', () => {
  test('that may not be read removes nothing, and a notice names the permission', async () => {
    repository.visibility = 'private';
    await run();
    writeReadme(TABLES);
    const result = await run({ permissions: { contents: 'read' } });
    expect(repository.topics).toEqual(['nodejs', 'websocket', 'database']);
    expect(noticesOf(result)).toEqual([expect.stringMatching(/actions: read.*counts as people's, so none is removed/)]);
    expect(result.summary).toMatch(/Note.*actions.*so none is removed/);
  });

  test('of another step of the same workflow is not its own', async () => {
    repository.commit({ '.github/kitchen.json': JSON.stringify([database, { id: 1, name: 'recipes' }]) });
    const kitchen = { 'tags-file': '.github/kitchen.json', 'artifact-name': 'kitchen-tags' };
    await run();
    await run({ inputs: kitchen });
    writeReadme(TABLES);
    await run({ inputs: kitchen });
    expect(repository.topics).toEqual(expect.arrayContaining(['nodejs', 'websocket', 'database']));
    await run();
    expect(repository.topics).not.toContain('websocket');
    expect(repository.topics).toContain('database');
    expect(github.state.artifacts.map(({ name }) => name)).toEqual([
      'readme-tags',
      'kitchen-tags',
      'kitchen-tags',
      'readme-tags',
    ]);
  });

  test('is that of the repository that is read, where the workflow is elsewhere', async () => {
    const home = github.state.addRepository('octo/home', {
      files: { '.github/tags.json': JSON.stringify([websocket, database]) },
    });
    const options = {
      repository: home,
      inputs: { repository: 'octo/tinysocket' },
      trigger: { event: 'schedule' },
    } as const;
    await run(options);
    expect(repository.topics).toEqual(['nodejs', 'websocket']);
    writeReadme(TABLES);
    await run(options);
    expect(repository.topics).toEqual(['nodejs', 'database']);
  });
});

describe('a new version of the classifier alone', () => {
  /** Makes the last report one of an older version, which had set `websocket` and would keep it. */
  const addOlderReport = async (): Promise<void> => {
    writeReadme(TABLES);
    const report = reportOf(await run({ inputs: { 'dry-run': 'true' } }));
    repository.topics = ['nodejs', 'websocket', 'database'];
    addLastReport(github, repository, {
      ...report,
      dryRun: false,
      classifier: { ...report.classifier, version: 'older' },
      digests: { ...report.digests, classifier: '0'.repeat(64) },
      topics: { ...report.topics, ours: ['websocket', 'database'], declined: [], pending: [], changes: [] },
    });
  };

  test('removes nothing: the change is pending until somebody starts a run by hand', async () => {
    await addOlderReport();
    for (let count = 0; count < 2; count++) {
      const result = await run({ trigger: { event: 'schedule' } });
      expect(topicsRequests(result)).toEqual(['GET 200']);
      expect(reportOf(result).topics).toMatchObject({ pending: ['websocket'], ours: ['websocket', 'database'] });
      expect(result.summary).toContain('<code>websocket</code> waits to be removed: only the classifier changed.');
    }
    const byHand = await run({ trigger: { event: 'workflow_dispatch' } });
    expect(repository.topics).toEqual(['nodejs', 'database']);
    expect(reportOf(byHand).topics.changes).toEqual([{ topic: 'websocket', action: 'remove', cause: 'classifier' }]);
  });

  test('removes nothing before the README changes', async () => {
    await addOlderReport();
    await run();
    writeReadme(`${TABLES}\nMore database.\n`);
    await run();
    expect(repository.topics).toEqual(['nodejs', 'database']);
  });
});
