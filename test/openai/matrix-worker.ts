// Runs the matrix of the endpoints whose names come in, one after the other, beside the thread of the tests.
import { parentPort } from 'node:worker_threads';
import { type MatrixSize, runMatrix } from './matrix.ts';
import { everyPersonality } from './personalities/every.ts';

export type WorkerAnswer = { readonly size: MatrixSize } | { readonly failure: string };

async function answerFor(name: string): Promise<WorkerAnswer> {
  try {
    const personality = everyPersonality.find((each) => each.name === name);
    if (personality === undefined) throw new Error(`There is no endpoint ${name}`);
    return { size: await runMatrix(personality) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : JSON.stringify(error) };
  }
}

parentPort?.on('message', (name: string) => {
  void answerFor(name).then((answer) => parentPort?.postMessage(answer));
});
