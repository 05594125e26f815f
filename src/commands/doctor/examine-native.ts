import type { NativeStatus } from '../../contracts/native.ts';
import type { Workshop } from '../../operations/workshop.ts';
import { type Finding, failed, fine, warning } from './finding.ts';

const NAME = 'Installed';

/** The installed OpenSCAD, where one is configured: its version, and what holds it. */
export async function examineNative({ engine }: Workshop): Promise<Finding[]> {
  const status = await engine.status().catch(() => null);
  return status?.native === undefined ? [] : [judgeNative(status.native)];
}

function judgeNative({ use, version, sandbox, hasLimits, problem }: NativeStatus): Finding {
  if (problem !== null) {
    const { message, hint } = problem;
    return use === 'always' ? failed(NAME, message, hint) : warning(NAME, message, hint);
  }
  const when = use === 'always' ? 'for all models' : 'for models that the bundled one fails on';
  const detail = `OpenSCAD ${version}, ${when}`;
  if (sandbox === 'none') {
    const fix = 'Install bubblewrap; until then only use models that you trust.';
    return warning(NAME, `${detail}, without a sandbox`, fix);
  }
  if (!hasLimits) {
    return warning(
      NAME,
      `${detail}, enclosed by ${sandbox}, without a bound on memory`,
      'Install util-linux.',
    );
  }
  return fine(NAME, `${detail}, enclosed by ${sandbox}`);
}
