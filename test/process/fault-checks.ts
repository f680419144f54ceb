import { expect } from 'vitest';
import {
  type Combination,
  failEachRequest,
  type MatrixSize,
  type Outcome,
  type Strike,
} from '../github/fault-matrix.ts';
import { everyFault, type Fault, lostAnswers } from '../github/faults.ts';
import type { LoggedRequest } from '../github/log.ts';
import type { ActionOptions, ActionResult } from '../github/runner.ts';
import type { LoopbackGitHub } from '../github/server.ts';
import { errorsOf, halfWritten } from './action-setup.ts';

/** All that can happen to a write: it is refused, its answer is lost, or it is not known which. */
export const everyWriteFault: ReadonlyMap<string, Fault> = new Map([...everyFault, ...lostAnswers]);

const select = (...names: readonly string[]): ReadonlyMap<string, Fault> =>
  new Map([...everyWriteFault].filter(([name]) => names.includes(name)));

/** What a reading gets over: it is tried again. */
export const passingFaults = select('429', '500', '502', 'reset', 'cut', 'silence');

/** What can become of an upload as far as the next run can tell; `action-faults.test.ts` has it fail in each way. */
export const uploadFaults = select('403', '500', 'cut', 'reset-done');

/** Runs the action in a world, healthy unless told. */
export type Start = (options?: Partial<Omit<ActionOptions, 'trigger'>>) => Promise<ActionResult>;

const killed = 'killed';

/** The process ends at a request, before or after the server did what was asked. */
export const kills = (...effects: readonly ('none' | 'done')[]): readonly Strike[] =>
  effects.map((effect) => ({ faultName: killed, fault: { kind: 'silence', effect }, repeat: 'once' }));

const isKilled = ({ faultName }: Strike): boolean => faultName === killed;

/** How a run goes on that meets a fault: fast, and faster where it waits for what never comes. */
function paceOf(combination: Combination | null) {
  const timeoutMs = 120_000;
  if (combination === null) return { timeFactor: 20, timeoutMs };
  if (isKilled(combination)) return { timeFactor: 20, timeoutMs, killAtRequest: combination.number };
  return { timeFactor: combination.fault.kind === 'silence' ? 60 : 20, timeoutMs };
}

/** What was said, without what only the runner and debuggers read. */
export const told = ({ stdout, stderr }: ActionResult): string =>
  `${stdout}\n${stderr}`.replace(/^::(?:debug|add-mask)::.*\n/gm, '');

/** What an error can tell to do: to wait, or which permission, token, setting or place to look at. */
const remedy =
  /[Rr]un it again|the next run looks|needs [a-z-]+: (?:read|write)|the repository permission|"[a-z]+(?:-[a-z]+)*"|Check the name|has to let it through/;

/** Whatever happened, the run ends in time, keeps its secrets, and gives no or one error, which tells what to do. */
function expectClear(github: LoopbackGitHub, result: ActionResult): void {
  const text = told(result);
  expect(result.timedOut, text).toBe(false);
  expect(result.stderr, text).toBe('');
  expect([0, 1], text).toContain(result.exitCode);
  expect(halfWritten(result)).toEqual([]);
  expectNoSecret(github, result);

  const errors = errorsOf(result);
  expect(errors, text).toHaveLength(result.exitCode ?? -1);
  for (const error of errors) {
    expect(error).toMatch(/^(?:Cannot |\d things failed:\n- Cannot )/);
    expect(error).not.toMatch(/undefined|null|NaN|\[object|This is a bug/);
    for (const problem of error.replace(/^\d things failed:\n/, '').split(/^- (?=Cannot )/m)) {
      if (problem !== '') expect(problem).toMatch(remedy);
    }
  }
}

function expectNoSecret(github: LoopbackGitHub, result: ActionResult): void {
  const texts = [
    told(result),
    result.summary,
    ...result.outputs.values(),
    ...[...result.files.values(), ...result.tempFiles.values()].map((bytes) => Buffer.from(bytes).toString()),
  ];
  const whole = texts.join('\n');
  const secrets = [...github.state.tokens.keys()].flatMap((token) => [token, Buffer.from(token).toString('base64')]);
  // The runtime's token is a JWT.
  for (const secret of [...secrets, 'eyJhbGciOi']) expect(whole.includes(secret)).toBe(false);
}

/** Runs `work` for each state that is new: what comes after depends on nothing else. */
export function onceForEach<Values extends readonly unknown[]>(
  keyOf: (...values: Values) => string,
  work: (...values: Values) => Promise<void>,
) {
  const done = new Map<string, Promise<void>>();
  const run = async (...values: Values): Promise<void> => {
    const key = keyOf(...values);
    const known = done.get(key) ?? work(...values);
    done.set(key, known);
    await known;
  };
  return { run, size: () => done.size };
}

export type StoryOptions<World> = {
  readonly makeWorld: () => Promise<World>;
  readonly strikesAt: (request: LoggedRequest) => readonly Strike[];
  /** Looks at what the run left; one that was killed has no exit code. */
  readonly check: (world: World, outcome: Outcome<ActionResult>) => void;
  /** What has to become of it by further runs. */
  readonly recover: (world: World, outcome: Outcome<ActionResult>) => Promise<void>;
};

/** Tells a story with each fault, looks at what is left, and tells how it goes on. */
export function tellWithFaults<World extends { readonly github: LoopbackGitHub; readonly start: Start }>({
  makeWorld,
  strikesAt,
  check,
  recover,
}: StoryOptions<World>): Promise<MatrixSize> {
  const worlds = new Map<LoopbackGitHub, World>();
  return failEachRequest({
    concurrency: 4,
    strikesAt,
    prepare: async (combination) => {
      const world = await makeWorld();
      worlds.set(world.github, world);
      return { github: world.github, run: () => world.start(paceOf(combination)) };
    },
    check: async (outcome) => {
      const world = worlds.get(outcome.github);
      if (world === undefined) throw new Error('This GitHub was not made here');
      worlds.delete(outcome.github);
      if (isKilled(outcome)) expect(outcome.result.signal).toBe('SIGKILL');
      else expectClear(outcome.github, outcome.result);
      check(world, outcome);
      outcome.github.faults.clear();
      await recover(world, outcome);
    },
  });
}

/** `Topics: 12 + 15 requests x up to 16 faults: 339 runs …` */
export function renderSizes(name: string, sizes: readonly MatrixSize[], states: number): string {
  const requests = sizes.map((size) => size.requests).join(' + ');
  const faults = Math.max(...sizes.map((size) => size.faults));
  const runs = sizes.reduce((sum, size) => sum + size.runs, 0);
  return `${name}: ${requests} requests x up to ${faults} faults: ${runs} runs, and from each of the ${states} states they left two healthy ones`;
}

export const sorted = (topics: readonly string[]): readonly string[] => [...topics].sort();
