import { everyFault, type Fault, type Repeat } from './faults.ts';
import type { LoggedRequest } from './log.ts';
import type { LoopbackGitHub } from './server.ts';

/** A GitHub of its own and what is to be done with it. The matrix closes it. */
export type Scenario<T> = { readonly github: LoopbackGitHub; readonly run: () => Promise<T> };

/** One way to let a request fail. */
export type Strike = { readonly faultName: string; readonly fault: Fault; readonly repeat: Repeat };

export type Combination = Strike & {
  /** Which request fails, from 1, and how the clean run made it. */
  readonly number: number;
  readonly request: LoggedRequest;
};

export type Outcome<T> = Combination & { readonly github: LoopbackGitHub; readonly result: T };

export type MatrixOptions<T> = {
  /** Makes a fresh scenario; called once for each run, with null for the one that nothing happens to. */
  readonly prepare: (combination: Combination | null) => Promise<Scenario<T>>;
  /** Looks at what a failed run left behind; throws where something is not right. */
  readonly check: (outcome: Outcome<T>) => void | Promise<void>;
  /** How a request is to fail: unless told in each way of `everyFault`, its repetitions as well. */
  readonly strikesAt?: (request: LoggedRequest) => readonly Strike[];
  /** Runs at a time. */
  readonly concurrency?: number;
};

export type MatrixSize = { readonly requests: number; readonly faults: number; readonly runs: number };

/** Every combination of these faults with these ways to repeat them. */
export const strikesOf = (faults: ReadonlyMap<string, Fault>, ...repeats: readonly Repeat[]): readonly Strike[] =>
  repeats.flatMap((repeat) => [...faults].map(([faultName, fault]) => ({ faultName, fault, repeat })));

/**
 * Runs a scenario once as it is, then once for each of its requests and each fault, and checks what is left every time.
 * @throws AggregateError with one error for each combination whose check failed, or whose run broke GitHub's description
 */
export async function failEachRequest<T>(options: MatrixOptions<T>): Promise<MatrixSize> {
  const strikesAt = options.strikesAt ?? (() => strikesOf(everyFault, 'same'));
  const clean = await options.prepare(null);
  await clean.run();
  const requests = [...clean.github.log.all];
  await clean.github.close();

  const combinations = requests.flatMap((request, index) =>
    strikesAt(request).map((strike) => ({ number: index + 1, request, ...strike })),
  );
  const waiting = combinations.values();
  const failures: Error[] = [];
  const work = async (): Promise<void> => {
    for (const combination of waiting) {
      const { github, run } = await options.prepare(combination);
      try {
        github.faultAt(combination.number, combination.fault, combination.repeat);
        await options.check({ ...combination, github, result: await run() });
        await github.close();
      } catch (cause) {
        const { number, request, faultName, repeat } = combination;
        const what = `request ${number} (${request.method} ${request.path}) failing with ${faultName} (${repeat})`;
        failures.push(new Error(`${what}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause }));
        await github.close().catch(() => {});
      }
    }
  };
  await Promise.all(Array.from({ length: options.concurrency ?? 2 }, work));
  if (failures.length > 0) throw new AggregateError(failures, failures.map(({ message }) => message).join('\n'));
  const faults = new Set(combinations.map(({ faultName }) => faultName));
  return { requests: requests.length, faults: faults.size, runs: combinations.length };
}
