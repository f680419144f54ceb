import { UserError } from '../../../src/errors.ts';
import type { EventContext } from '../../../src/model/event.ts';
import type { Report } from '../../../src/report/report.ts';
import { type RunResult, run } from '../../../src/run.ts';
import { parseSettings } from '../../../src/settings.ts';
import { createPorts, createWorld, type FakeWorld, textFile } from '../../fakes/ports.ts';

export const PUSH: EventContext = {
  name: 'push',
  trigger: { kind: 'default-branch' },
  repository: { owner: 'octo', name: 'tinysocket' },
  workflow: '.github/workflows/tags.yml',
  ref: null,
  serverUrl: 'https://github.com',
  runUrl: null,
  isByHand: false,
  isRestricted: false,
};

export const WITH_MODEL = {
  'api-key': 'sk-test-0123456789',
  publish: 'artifact, summary, topics',
  'topics-token': 'x',
};

/** What a provider that is down comes to. */
export const down = new UserError('work', { code: 'llm/unavailable', message: 'The endpoint answers 503.' });

/** A world with a list that READMEs below speak of, and a model that tells of each what it is told to. */
export function modelWorld(
  answers: Readonly<Record<string, readonly string[]>>,
  more: Partial<FakeWorld> = {},
): FakeWorld {
  const names = ['websocket', 'cooking', 'database', 'gardening', 'chess'];
  const world = createWorld({
    readme: readmeOf('sockets'),
    files: new Map([['octo/tinysocket:.github/tags.json@', JSON.stringify(names)]]),
    model: (readme) => answers[/project (\w+)/.exec(readme)?.[1] ?? ''] ?? [],
    ...more,
  });
  world.repository = { ...world.repository, description: null, topics: ['nodejs'] };
  return world;
}

/** A README about one thing, by which the model of `modelWorld` knows it. */
export const readmeOf = (about: string, more = '') =>
  textFile('README.md', `# project ${about}\n\nThis project is about ${about}. It is here for all.\n${more}`);

export function start(
  world: FakeWorld,
  inputs: Record<string, string> = {},
  event: Partial<EventContext> = {},
): Promise<RunResult> {
  const given: Record<string, string> = { ...WITH_MODEL, ...inputs };
  const settings = parseSettings((name) => given[name] ?? '', Object.keys(given));
  return run(settings, { ...PUSH, ...event }, createPorts(world));
}

export const reportOf = (result: RunResult): Report => {
  if (result.kind !== 'done') throw new Error(`The run was ${result.kind}`);
  return result.report;
};

export const asked = (world: FakeWorld) => world.done.filter((step) => step === 'ask the model').length;
export const told = (world: FakeWorld) => world.done.filter((step) => /^(?:notice|warning): /.test(step));
