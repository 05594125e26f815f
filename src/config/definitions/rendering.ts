import type { Candidate, DefinitionsOf } from '../setting-definition.ts';
import { wholeNumber } from '../value-schemas.ts';

/** Names of the bound on one side alone; a picture has to keep both, so the smaller counts. */
const SIDE_NAMES = [
  'MCP_MAX_IMAGE_WIDTH',
  'MCP_MAX_IMAGE_HEIGHT',
  'rendering.max_image_width',
  'rendering.max_image_height',
];

/** Evaluating models and drawing pictures. */
export const RENDERING_DEFINITIONS: DefinitionsOf<
  'timeout_s' | 'maxThreads' | 'queueSize' | 'maxMemory_MB' | 'maxPictureSide_px'
> = {
  timeout_s: {
    name: 'OPENSCAD_TIMEOUT',
    aliases: ['MCP_RENDER_TIMEOUT', 'OPENSCAD_RENDER_TIMEOUT'],
    keys: ['openscad.timeout', 'rendering.timeout_seconds'],
    description: 'Deadline of a call in seconds (1–600).',
    shownDefault: '30',
    schema: wholeNumber(1, 600),
  },
  maxThreads: {
    name: 'OPENSCAD_MAX_THREADS',
    aliases: ['MCP_MAX_CONCURRENT_RENDERS', 'MCP_RENDER_MAX_CONCURRENT', 'OPENSCAD_MAX_WORKERS'],
    keys: ['openscad.max_threads', 'rendering.max_concurrent'],
    description: 'Models evaluated at the same time (1–64).',
    shownDefault: 'the number of CPUs, at most 4',
    schema: wholeNumber(1, 64),
  },
  queueSize: {
    name: 'OPENSCAD_QUEUE_SIZE',
    aliases: ['MCP_QUEUE_SIZE'],
    keys: ['openscad.queue_size', 'rendering.queue_size'],
    description: 'Calls that may wait for a free thread (0–10000).',
    shownDefault: '100',
    schema: wholeNumber(0, 10_000),
  },
  maxMemory_MB: {
    name: 'OPENSCAD_MAX_MEMORY_MB',
    aliases: ['MCP_MAX_MEMORY_MB', 'MAX_MEMORY_MB'],
    keys: ['openscad.max_memory_mb', 'security.max_memory_mb'],
    description: 'Memory one render may use, in MB (64–4096).',
    shownDefault: '1024',
    schema: wholeNumber(64, 4096),
  },
  maxPictureSide_px: {
    name: 'MAX_RENDER_RESOLUTION',
    aliases: ['MCP_MAX_IMAGE_WIDTH', 'MCP_MAX_IMAGE_HEIGHT'],
    keys: ['rendering.max_resolution', 'rendering.max_image_width', 'rendering.max_image_height'],
    description:
      'Longest side of a picture in pixels (64–4096). Of a width and a height in one place the smaller counts.',
    shownDefault: '2048',
    schema: wholeNumber(64, 4096),
    choose: chooseSide,
  },
};

function chooseSide(candidates: readonly Candidate<number>[]): Candidate<number> {
  const [first] = candidates;
  if (!SIDE_NAMES.includes(first.name)) return first;
  return candidates
    .filter(({ name, rank }) => rank === first.rank && SIDE_NAMES.includes(name))
    .reduce((a, b) => ((b.value ?? Infinity) < (a.value ?? Infinity) ? b : a));
}
