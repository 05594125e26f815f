import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asToolFiles } from '../support/asset-files.ts';
import { FAULTY_MODELS, GOOD_MODELS } from '../support/print-models.ts';
import { type ConnectedClient, startServer } from '../support/server.ts';

/** Each fault that a check is for, in a model that has it and no other; and models that have none. */

/** Of what a finding measured; round models are as far from their facets. */
const VALUE_TOLERANCE = 0.02;

interface Finding {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly at: readonly number[];
  readonly value: number;
}

let server: ConnectedClient;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

async function check(args: Record<string, unknown>) {
  const { report } = await server.call('check_model', args);
  const findings: Finding[] = report.findings;
  expect(findings, report.summary).toBeDefined();
  return { verdict: report.verdict, findings: findings.filter(({ severity }) => severity !== 'info') };
}

const LEVELS = ['geometry', 'print'] as const;

describe.each(LEVELS)('a check of level %s', level => {
  it.each(Object.entries(FAULTY_MODELS))('finds %s', async (_, model) => {
    const { code, files = {}, finding: wanted, severity, place, value, onlyInPrint = false } = model;
    const { verdict, findings } = await check({ code, files: asToolFiles(files), level });
    const isSeen = level === 'print' || !onlyInPrint;
    expect(findings.map(finding => `${finding.severity} ${finding.code}`)).toEqual(
      isSeen ? [`${severity} ${wanted}`] : [],
    );
    expect(verdict).toBe(isSeen && severity === 'error' ? 'fail' : 'pass');
    for (const finding of findings) {
      finding.at.forEach((coordinate, axis) => {
        expect(coordinate).toBeGreaterThanOrEqual(place[0][axis] - 1e-4);
        expect(coordinate).toBeLessThanOrEqual(place[1][axis] + 1e-4);
      });
      expect(Math.abs(finding.value / value - 1)).toBeLessThan(VALUE_TOLERANCE);
    }
  });

  it.each(Object.entries(GOOD_MODELS))('raises nothing about %s', async (_, code) => {
    const { verdict, findings } = await check({ code, level });
    expect(findings.map(({ message }) => message)).toEqual([]);
    expect(verdict).toBe('pass');
  });
});
