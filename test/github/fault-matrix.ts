import { everyFault, type Fault, type Repeat } from './faults.ts';
import type { LoggedRequest } from './log.ts';
import type { LoopbackGitHub } from './server.ts';

/** A GitHub of its own and what is to be done with it. The matrix closes it. */
export type Scenario<T> = { readonly github: LoopbackGitHub; readonly run: () => Promise<T> };

export type Outcome<T> = {
  readonly github: LoopbackGitHub;
  readonly result: T;
  /** Which request failed, from 1, and how the clean run made it. */
  readonly number: number;
  readonly request: LoggedRequest;
  readonly faultName: string;
  readonly fault: Fault;
};

export type MatrixOptions<T> = {
  /** Makes a fresh scenario; called once for each run. */
  readonly prepare: () => Promise<Scenario<T>>;
  /** Looks at what a failed run left behind; throws where something is not right. */
  readonly check: (outcome: Outcome<T>) => void | Promise<void>;
  readonly faults?: ReadonlyMap<string, Fault>;
  /** `same` unless told: retries fail as well. */
  readonly repeat?: Repeat;
  /** Runs at a time. */
  readonly concurrency?: number;
};

export type MatrixSize = { readonly requests: number; readonly faults: number; readonly runs: number };

/**
 * Runs a scenario once as it is, then once for each of its requests and each fault, and checks what is left every time.
 * @throws AggregateError with one error for each combination whose check failed, or whose run broke GitHub's description
 */
export async function failEachRequest<T>(options: MatrixOptions<T>): Promise<MatrixSize> {
  const faults = options.faults ?? everyFault;
  const clean = await options.prepare();
  await clean.run();
  const requests = [...clean.github.log.all];
  await clean.github.close();

  const combinations = requests.flatMap((request, index) =>
    [...faults].map(([faultName, fault]) => ({ number: index + 1, request, faultName, fault })),
  );
  const waiting = combinations.values();
  const failures: Error[] = [];
  const work = async (): Promise<void> => {
    for (const combination of waiting) {
      const { github, run } = await options.prepare();
      try {
        github.faultAt(combination.number, combination.fault, options.repeat ?? 'same');
        await options.check({ ...combination, github, result: await run() });
        await github.close();
      } catch (cause) {
        const { number, request, faultName } = combination;
        const what = `request ${number} (${request.method} ${request.path}) failing with ${faultName}`;
        failures.push(new Error(`${what}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause }));
        await github.close().catch(() => {});
      }
    }
  };
  await Promise.all(Array.from({ length: options.concurrency ?? 2 }, work));
  if (failures.length > 0) throw new AggregateError(failures, failures.map(({ message }) => message).join('\n'));
  return { requests: requests.length, faults: faults.size, runs: combinations.length };
}
