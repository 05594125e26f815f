/** Values with weights, sorted. */
export interface Distribution {
  /** Ascending. */
  readonly values: Float64Array;
  /** The sum of weights up to and including each value. */
  readonly cumulative: Float64Array;
}

/** Sorts the values that are numbers and have a weight. */
export function distributionOf(values: Float64Array, weights: Float64Array): Distribution {
  const order: number[] = [];
  for (let at = 0; at < values.length; at++) {
    if (weights[at] > 0 && !Number.isNaN(values[at])) order.push(at);
  }
  order.sort((a, b) => values[a] - values[b]);
  let sum = 0;
  return {
    values: Float64Array.from(order, at => values[at]),
    cumulative: Float64Array.from(order, at => {
      sum += weights[at];
      return sum;
    }),
  };
}

/** The value that a share (0–1) of the weight does not exceed; NaN when there are no values. */
export function quantile({ values, cumulative }: Distribution, share: number): number {
  if (values.length === 0) return Number.NaN;
  const wanted = share * cumulative[cumulative.length - 1];
  const at = cumulative.findIndex(sum => sum >= wanted);
  return values[at < 0 ? values.length - 1 : at];
}

/** The share of the weight whose values are below a limit. */
export function shareBelow({ values, cumulative }: Distribution, limit: number): number {
  const at = values.findIndex(value => value >= limit);
  if (at === 0 || values.length === 0) return 0;
  const total = cumulative[cumulative.length - 1];
  return (at < 0 ? total : cumulative[at - 1]) / total;
}
