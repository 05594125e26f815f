import { expect, it } from 'vitest';
import { makeStable } from '../../../../scripts/docs/api/stable-result.ts';
import { writeArgumentTable } from '../../../../scripts/docs/api/write-schema.ts';

it('replaces what differs from run to run, and nothing else', () => {
  const result = {
    ok: true,
    summary: 'Wrote /tmp/docs-1/parts/a.png (22.27 kB).',
    model_id: 'm_1',
    cache: 'miss',
    timing_ms: { total: 12 },
    artifacts: [{ path: '/tmp/docs-1/parts/a.png', bytes: 22270, sha256: 'ab' }],
    parts: [{ index: 0 }, { index: 1 }, { index: 2 }, { index: 3 }],
    size: [1, 2, 3, 4],
  };
  expect(makeStable(result, '/tmp/docs-1/parts')).toEqual({
    ok: true,
    summary: 'Wrote /home/you/parts/a.png (… kB).',
    model_id: 'm_1',
    cache: 'miss',
    timing_ms: '…',
    artifacts: [{ path: '/home/you/parts/a.png', bytes: '…', sha256: '…' }],
    parts: [{ index: 0 }, { index: 1 }, '… and 2 more'],
    size: [1, 2, 3, 4],
  });
});

it('says in a table what an argument may be', () => {
  const table = writeArgumentTable({
    properties: {
      side: { type: 'integer', minimum: 1, maximum: 9, description: 'a | b' },
      views: { type: 'array', items: { enum: ['iso', 'top'] } },
      code: { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] },
    },
    required: ['code'],
  });
  expect(table.split('\n').slice(2)).toEqual([
    '| `side` | integer 1–9 | a \\| b |',
    '| `views` | array of `iso` `top` |  |',
    '| `code` **(required)** | string or array of string |  |',
  ]);
});
