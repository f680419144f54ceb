import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { furtherFaults, mainFaults } from './faults.ts';
import type { MatrixSize } from './matrix.ts';
import type { WorkerAnswer } from './matrix-worker.ts';
import { everyPersonality } from './personalities/every.ts';
import { everyReplyShape } from './reply-shapes.ts';

/** Two threads of our own: where there are few processors, the tests run in one alone. */
const threads = 2;

async function runAll(): Promise<readonly MatrixSize[]> {
  const waiting = everyPersonality.values();
  const sizes: MatrixSize[] = [];
  const failures: string[] = [];
  const work = async (): Promise<void> => {
    const worker = new Worker(new URL('matrix-worker.ts', import.meta.url));
    try {
      for (const { name } of waiting) {
        worker.postMessage(name);
        const [answer] = (await once(worker, 'message')) as [WorkerAnswer]; // all that it sends
        if ('size' in answer) sizes.push(answer.size);
        else failures.push(`${name}: ${answer.failure}`);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: threads }, work));
  if (failures.length > 0) throw new Error(failures.join('\n'));
  return sizes;
}

test('no endpoint, whatever it replies and however it fails, makes us give a wrong tag or tell a secret', async () => {
  const sizes = await runAll();
  const sum = (of: (size: MatrixSize) => number): number => sizes.reduce((total, size) => total + of(size), 0);
  const [shapes, faults] = [everyReplyShape.length, mainFaults.size];
  console.log(
    `${sizes.length} endpoints x ${shapes} replies x ${faults} faults and none, ${furtherFaults.size} further faults, all that last, and repairs: ${sum(({ runs }) => runs)} runs, ${sum(({ requests }) => requests)} requests`,
  );
  expect(sizes).toHaveLength(everyPersonality.length);
  expect(sum(({ runs }) => runs)).toBeGreaterThan(everyPersonality.length * shapes * (faults + 1));
}, 600_000);
