import { expect, test } from 'vitest';
import { mapInOrder } from '../../../src/cli/in-order.ts';

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const later = <Value>(value: Value, durationMs: number) =>
  new Promise<Value>((resolve) => {
    setTimeout(() => resolve(value), durationMs);
  });

test('gives outcomes in the order of the items, whichever is done first', async () => {
  const outcomes = mapInOrder([30, 1, 20, 2, 10], 3, (durationMs) => later(durationMs, durationMs));
  expect(await collect(outcomes)).toEqual([30, 1, 20, 2, 10]);
});

test('works on no more items at a time than it may, and reads none before there is room', async () => {
  let read = 0;
  let running = 0;
  let most = 0;
  let done = 0;
  function* items() {
    for (let item = 0; item < 20; item++) {
      read++;
      expect(read - done).toBeLessThanOrEqual(4);
      yield item;
    }
  }
  const outcomes = mapInOrder(items(), 3, async (item) => {
    running++;
    most = Math.max(most, running);
    await later(null, 2);
    running--;
    return item;
  });
  for await (const outcome of outcomes) {
    expect(outcome).toBe(done);
    done++;
  }
  expect([most, done]).toEqual([3, 20]);
});

test('ends with the first failure, in order, and leaves no rejection unhandled', async () => {
  const seen: number[] = [];
  const outcomes = mapInOrder([20, 1, 2], 3, async (item) => {
    await later(null, item);
    if (item !== 20) throw new Error(`no ${item}`);
    return item;
  });
  await expect(
    (async () => {
      for await (const outcome of outcomes) seen.push(outcome);
    })(),
  ).rejects.toThrow('no 1');
  expect(seen).toEqual([20]);
});

test('works on one after another where one at a time is allowed', async () => {
  expect(await collect(mapInOrder([1, 2, 3], 1, (item) => item * 2))).toEqual([2, 4, 6]);
});
