/** The time of the loopback GitHub. It runs like the real one from where it was set, so that a test can jump. */
export type Clock = {
  now(): Date;
  advance(milliseconds: number): void;
};

/** @param start what it says first; the real time unless told. A clock with a `start` stands still between jumps. */
export function createClock(start?: Date): Clock {
  let offset = 0;
  return {
    now: () => new Date((start?.getTime() ?? Date.now()) + offset),
    advance: (milliseconds) => {
      offset += milliseconds;
    },
  };
}
