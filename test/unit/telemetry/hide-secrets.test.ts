import { describe, expect, it } from 'vitest';
import { hideSecrets } from '../../../src/telemetry/hide-secrets.ts';
import { expectLinearTime } from '../../support/linear-time.ts';

describe('hideSecrets', () => {
  it.each([
    ['redis://user:s3cret@cache:6379/0', 'redis://user:***@cache:6379/0'],
    ['connect to rediss://:p%40ss@h failed', 'connect to rediss://:***@h failed'],
    ['"Authorization: Bearer abc.DEF-123=="', '"Authorization: Bearer ***"'],
    ['{"token":"abc","path":"x"}', '{"token":"***","path":"x"}'],
    ['{"password":"a\\"b"}', '{"password":"***"}'],
  ])('hides what is secret in %s', (record, hidden) => {
    expect(hideSecrets(record)).toBe(hidden);
  });

  it.each([
    'openscad://models/m_0123/preview.png',
    'http://127.0.0.1:3000/mcp',
    '{"operation":"render_model","ms":12}',
    'mail to a@b.example',
  ])('leaves %s alone', record => {
    expect(hideSecrets(record)).toBe(record);
  });

  it.each(['a://', 'Bearer ', '"token":"', 'a'])('takes linear time for %j again and again', async text => {
    await expectLinearTime(count => text.repeat(count), hideSecrets, 20_000);
  });
});
