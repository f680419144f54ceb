/**
 * Works on items, at most `concurrency` at a time, and gives what comes of them in their order. An item is only read when there
 * is room for it, so that a stream of any length takes constant memory. The first failure ends it; what was begun meanwhile is
 * left to end by itself.
 */
export async function* mapInOrder<Item, Outcome>(
  items: AsyncIterable<Item> | Iterable<Item>,
  concurrency: number,
  work: (item: Item) => Outcome | Promise<Outcome>,
): AsyncGenerator<Outcome> {
  const running: Promise<Outcome>[] = [];
  for await (const item of items) {
    const begun = Promise.resolve(work(item));
    // It may fail while earlier ones are waited for.
    begun.catch(() => undefined);
    running.push(begun);
    if (running.length >= concurrency) yield (await running.shift()) as Outcome;
  }
  while (running.length > 0) yield (await running.shift()) as Outcome;
}
