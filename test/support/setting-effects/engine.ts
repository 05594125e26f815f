import { expect } from 'vitest';
import { writeFakeOpenScad, writeUnenclosableOpenScad } from '../fake-openscad.ts';
import type { EffectsOf } from '../setting-trial.ts';

/** The settings of which OpenSCAD evaluates. */
export const ENGINE_EFFECTS: EffectsOf<'engine' | 'nativeBinary' | 'allowUnsandboxedNative'> = {
  async engine(trial) {
    const binary = writeFakeOpenScad(trial.at('openscad'));
    const server = await trial.serve('native', {
      OPENSCAD_BINARY: binary,
      OPENSCAD_ALLOW_UNSANDBOXED_NATIVE: 'true',
    });
    const { report } = await server.call('server_status', {});
    expect(report).toMatchObject({ engine: 'native', versions: { openscad: '2021.01' } });
  },

  async nativeBinary(trial) {
    writeFakeOpenScad(trial.at('openscad'), 'exit 1', { version: 'OpenSCAD version 2099.12' });
    const server = await trial.serve(trial.toText('openscad'));
    const { report } = await server.call('server_status', {});
    expect(report.native).toMatchObject({ version: '2099.12' });
  },

  async allowUnsandboxedNative(trial) {
    const beside = { OPENSCAD_BINARY: writeUnenclosableOpenScad(trial.at('openscad')) };
    const server = await trial.serve('true', beside);
    const { report } = await server.call('server_status', {});
    expect(report.native).toMatchObject({ version: '2021.01', sandbox: 'none', problem: null });
    if (trial.source === 'flag') return;
    const cautious = await trial.serve('false', beside);
    const { native } = (await cautious.call('server_status', {})).report;
    expect(native.problem).toMatch(/sandbox/);
  },
};
