/** Figures of one (re)sample, by metric; null where the sample has nothing to measure. */
export type Figures = ReadonlyMap<string, number | null>;

export type Interval = { readonly low: number; readonly high: number };

export type BootstrapOptions = {
  /** How many READMEs there are. */
  readonly readmes: number;
  readonly resamples: number;
  /** Whole number; the same seed gives the same intervals on every machine. */
  readonly seed: number;
};

/**
 * Percentile bootstrap over READMEs: draws as many READMEs as there are, with replacement, measures, and takes the 2.5th and
 * 97.5th percentile of each figure over the resamples. `measure` gets how often each README was drawn. Figures that were null
 * in a resample are left out of theirs; a figure that was always null has no interval.
 */
export function bootstrapIntervals(
  { readmes, resamples, seed }: BootstrapOptions,
  measure: (weights: Int32Array) => Figures,
): ReadonlyMap<string, Interval> {
  const random = createRandom(seed);
  const drawn = new Map<string, number[]>();
  const weights = new Int32Array(readmes);
  for (let resample = 0; resample < resamples; resample += 1) {
    weights.fill(0);
    for (let draw = 0; draw < readmes; draw += 1) {
      const index = Math.floor(random() * readmes);
      weights[index] = (weights[index] as number) + 1;
    }
    for (const [name, value] of measure(weights)) {
      if (value === null) continue;
      const values = drawn.get(name);
      if (values) values.push(value);
      else drawn.set(name, [value]);
    }
  }
  return new Map(
    [...drawn].map(([name, values]) => {
      const sorted = Float64Array.from(values).sort();
      return [name, { low: percentile(sorted, 0.025), high: percentile(sorted, 0.975) }];
    }),
  );
}

/** Between the two nearest ranks, linearly. */
function percentile(sorted: Float64Array, share: number): number {
  const rank = share * (sorted.length - 1);
  const below = Math.floor(rank);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  return low + (high - low) * (rank - below);
}

/** Uniform numbers in [0, 1) by the mulberry32 generator: 32-bit integer steps only, so the same everywhere. */
function createRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
