import type { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Begins the name of every family, as is the custom for exporters. */
const PREFIX = 'openscad_mcp_';

/** Makes instruments of one registry; names come without the prefix. */
export interface Instruments {
  readonly registry: Registry;
  counter<Label extends string>(name: string, help: string, labels: readonly Label[]): Counter<Label>;
  gauge<Label extends string>(name: string, help: string, labels: readonly Label[]): Gauge<Label>;
  /** @param buckets upper bounds in seconds, ascending. */
  histogram<Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
    buckets: readonly number[],
  ): Histogram<Label>;
}

/** Loads the library, which only a server that is asked for its numbers needs. */
export async function loadInstruments(): Promise<Instruments> {
  // Bundled, a CommonJS module has no other names than this one.
  const { default: prometheus } = await import('prom-client');
  const { Counter, Gauge, Histogram, Registry } = prometheus;
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    counter: (name, help, labelNames) => new Counter({ name: PREFIX + name, help, labelNames, registers }),
    gauge: (name, help, labelNames) => new Gauge({ name: PREFIX + name, help, labelNames, registers }),
    histogram: (name, help, labelNames, buckets) =>
      new Histogram({ name: PREFIX + name, help, labelNames, buckets: [...buckets], registers }),
  };
}
