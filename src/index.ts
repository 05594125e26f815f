/**
 * The library: the same workshop that the server offers, for use in a program of one's own.
 *
 * ```ts
 * const app = createApp(await loadSettings(process.env, {}));
 * const call = { signal: new AbortController().signal, progress() {} };
 * const report = await renderModel(app.workshop, { code: 'cube(10);' }, DEFAULT_PICTURE, call);
 * await app.close();
 * ```
 */
export { type App, createApp, createMeasuredApp } from './app.ts';
export { checkHealth } from './check-health.ts';
export { loadSettings } from './config/load-settings.ts';
export { resolveSettings } from './config/resolve-settings.ts';
export { AppError, ERROR_TRAITS, type ErrorCode } from './contracts/errors.ts';
export { DEFAULT_PICTURE } from './contracts/picture.ts';
export { checkModel } from './operations/check-model.ts';
export { exportModel } from './operations/export-model.ts';
export { renderModel } from './operations/render-model.ts';
export { reportStatus } from './operations/report-status.ts';
