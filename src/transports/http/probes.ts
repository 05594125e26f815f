import { AppError } from '../../contracts/errors.ts';
import { answerRefusal, answerText } from './answer.ts';
import type { HttpBounds } from './bounds.ts';
import type { Exchange } from './exchange.ts';
import { refuseWith } from './refusal.ts';

/** How the server is. `degraded` still works, but not as it should; `unhealthy` is answered with 503. */
export interface HealthReport {
  readonly status: 'healthy' | 'degraded' | 'unhealthy';
}

/** Says how the server is: that it lives, or that it can work. May say more; no paths, no source. */
export type HealthProbe = (ready: boolean) => Promise<HealthReport>;

/** Answers a question about the server's health. */
export async function answerHealth(
  exchange: Exchange,
  health: HealthProbe,
  ready: boolean,
  bounds: HttpBounds,
): Promise<void> {
  const report = await atMostOrNull(health(ready), bounds.probeDeadlineMs);
  const status = report === null || report.status === 'unhealthy' ? 503 : 200;
  const body = JSON.stringify(report ?? { status: 'unhealthy' });
  await answerText(exchange, status, body, { 'Content-Type': 'application/json' }, bounds);
}

/** Answers with the server's numbers, in the text format of Prometheus. */
export async function answerMetrics(
  exchange: Exchange,
  metricsText: () => Promise<string>,
  bounds: HttpBounds,
): Promise<void> {
  const text = await atMostOrNull(metricsText(), bounds.probeDeadlineMs);
  if (text === null) {
    const error = new AppError('BACKEND_UNAVAILABLE', 'The numbers were not to be had in time.');
    return answerRefusal(exchange, refuseWith(error), bounds);
  }
  const type = 'text/plain; version=0.0.4; charset=utf-8';
  await answerText(exchange, 200, text, { 'Content-Type': type }, bounds);
}

/** What work comes to, or null when it fails or takes too long. */
async function atMostOrNull<T>(work: Promise<T>, deadlineMs: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>(resolve => {
    timer = setTimeout(() => resolve(null), deadlineMs);
  });
  return Promise.race([work.catch(() => null), late]).finally(() => clearTimeout(timer));
}
