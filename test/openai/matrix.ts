import { everyFault, furtherFaults, mainFaults, type Repeat } from './faults.ts';
import type { Personality } from './personality.ts';
import { everyReplyShape, plainShape, type ReplyShape } from './reply-shapes.ts';
import { type LoopbackOpenAI, startOpenAI } from './server.ts';
import { runTrial, type Trial } from './trial.ts';
import { judge } from './trial-checks.ts';

export type MatrixSize = { readonly runs: number; readonly requests: number };

/**
 * Every way to reply with every main fault and with none; one reply with all further faults, and with all faults when they do
 * not end; and what is of no use followed by what is.
 */
function trialsOf(personality: Personality): readonly Trial[] {
  const of = (shapes: Trial['shapes'], faultName: string | null, repeat: Repeat): Trial => {
    const fault = faultName === null ? null : (everyFault.get(faultName) ?? null);
    return { personality, shapes, faultName, fault, repeat };
  };
  const faults = [null, ...mainFaults.keys()];
  return [
    ...everyReplyShape.flatMap((shape) => faults.map((faultName) => of([shape], faultName, 'once'))),
    ...[...furtherFaults.keys()].map((faultName) => of([plainShape], faultName, 'once')),
    ...[...everyFault.keys()].map((faultName) => of([plainShape], faultName, 'always')),
    ...everyReplyShape
      .filter(({ meaning }) => meaning === 'unusable')
      .map((shape: ReplyShape) => of([shape, plainShape], null, 'once')),
  ];
}

const nameOf = ({ personality, shapes, faultName, repeat }: Trial): string =>
  `${personality.name}, ${shapes.map(({ name }) => name).join(', then ')}, ${faultName ?? 'no fault'} (${repeat})`;

/**
 * Runs every combination for one endpoint over the loopback interface, many at a time since some wait.
 * @throws Error that names the combinations in which harm was done, or OpenAI's description was broken
 */
export async function runMatrix(personality: Personality): Promise<MatrixSize> {
  const openai = await startOpenAI();
  const trials = trialsOf(personality);
  const waiting = trials.values();
  const failures: string[] = [];
  let requests = 0;
  const work = async (): Promise<void> => {
    for (const trial of waiting) {
      const { problems, count } = await tryOut(openai, trial);
      requests += count;
      failures.push(...problems.map((problem) => `${nameOf(trial)}: ${problem}`));
    }
  };
  await Promise.all(Array.from({ length: 48 }, work));
  failures.push(...openai.strayed.map(() => 'a request went where a redirect led'));
  await openai.close().catch((error: unknown) => failures.push(String(error)));
  if (failures.length > 0)
    throw new Error(`${failures.length} of ${trials.length} went wrong:\n${failures.slice(0, 40).join('\n')}`);
  return { runs: trials.length, requests };
}

async function tryOut(openai: LoopbackOpenAI, trial: Trial) {
  try {
    const outcome = await runTrial(openai, trial);
    return { problems: judge(trial, outcome), count: outcome.endpoint.requests.length };
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : String(error)], count: 0 };
  }
}
