import type { DefinitionsOf } from '../setting-definition.ts';
import { ENGINE_CHOICES } from '../settings.ts';
import { oneOf, path, yesOrNo } from '../value-schemas.ts';

/** Which OpenSCAD evaluates models. */
export const ENGINE_DEFINITIONS: DefinitionsOf<'engine' | 'nativeBinary' | 'allowUnsandboxedNative'> = {
  engine: {
    name: 'OPENSCAD_ENGINE',
    aliases: [],
    keys: ['openscad.engine'],
    description:
      'wasm: the OpenSCAD in this package; native: the one that OPENSCAD_BINARY names; auto: wasm, and native for models that wasm runs out of memory on or crashes on.',
    shownDefault: 'auto',
    schema: oneOf(ENGINE_CHOICES),
  },
  nativeBinary: {
    name: 'OPENSCAD_BINARY',
    aliases: ['OPENSCAD_PATH'],
    keys: ['openscad.binary', 'openscad.path', 'openscad_path'],
    description: 'Path of an installed OpenSCAD, 2021.01 or newer.',
    shownDefault: 'none',
    isPath: true,
    isOperatorOnly: true,
    schema: path,
  },
  allowUnsandboxedNative: {
    name: 'OPENSCAD_ALLOW_UNSANDBOXED_NATIVE',
    aliases: [],
    keys: ['openscad.allow_unsandboxed_native'],
    flag: '--allow-unsandboxed-native',
    description:
      'Whether the installed OpenSCAD may run where bubblewrap cannot enclose it. Only for models that you trust.',
    shownDefault: 'false',
    isOperatorOnly: true,
    schema: yesOrNo,
  },
};
