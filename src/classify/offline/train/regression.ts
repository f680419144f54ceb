/** A weighted sample: features, the share of it that is positive (0 to 1), and how much it counts. */
export type Sample = { readonly values: Float64Array; readonly target: number; readonly weight: number };

export type FitOptions = {
  /** Strength of the pull towards zero, per unit of sample weight. */
  readonly ridge: number;
  /** Positions whose weight may not be negative. */
  readonly nonNegative: readonly boolean[];
  /** Positions that are not pulled towards zero. */
  readonly free: readonly boolean[];
  readonly sweeps?: number;
};

/**
 * Logistic regression by cyclic coordinate descent with one Newton step a coordinate, projected to non-negative weights
 * where asked. Deterministic. Returns one weight a feature; an intercept is a feature that is always 1.
 */
export function fitLogistic(samples: readonly Sample[], options: FitOptions): Float64Array {
  const size = options.nonNegative.length;
  const weights = new Float64Array(size);
  const raw = new Float64Array(samples.length);
  // Columns of what is not zero: most features of most samples are.
  const columns = Array.from({ length: size }, (_, position) => {
    const at: number[] = [];
    for (const [index, sample] of samples.entries()) if (sample.values[position] !== 0) at.push(index);
    return at;
  });
  const total = samples.reduce((sum, sample) => sum + sample.weight, 0);
  const ridge = options.ridge * total;
  for (let sweep = 0; sweep < (options.sweeps ?? 200); sweep++) {
    let largest = 0;
    for (let position = 0; position < size; position++) {
      let gradient = 0;
      let curvature = 0;
      for (const index of columns[position]!) {
        const { values, target, weight } = samples[index]!;
        const value = values[position]!;
        const probability = 1 / (1 + Math.exp(-raw[index]!));
        gradient += weight * (probability - target) * value;
        curvature += weight * Math.max(probability * (1 - probability), 1e-4) * value * value;
      }
      if (!options.free[position]) {
        gradient += ridge * weights[position]!;
        curvature += ridge;
      }
      if (curvature === 0) continue;
      let next = weights[position]! - Math.max(-1, Math.min(1, gradient / curvature));
      if (options.nonNegative[position] && next < 0) next = 0;
      const step = next - weights[position]!;
      if (step === 0) continue;
      weights[position] = next;
      for (const index of columns[position]!) raw[index]! += step * samples[index]!.values[position]!;
      largest = Math.max(largest, Math.abs(step));
    }
    if (largest < 1e-6) break;
  }
  return weights;
}
