import type { Tool } from '../tool.ts';
import { animateModel } from './animate-model.ts';
import { checkModel } from './check-model.ts';
import { exportModel } from './export-model.ts';
import { listParameters } from './list-parameters.ts';
import { measureModel } from './measure-model.ts';
import { renderModel } from './render-model.ts';
import { serverStatus } from './server-status.ts';

/** Every tool, sorted by name: a stable list keeps the prompt caches of clients warm. */
export const tools: readonly Tool[] = [
  animateModel,
  checkModel,
  exportModel,
  listParameters,
  measureModel,
  renderModel,
  serverStatus,
];
