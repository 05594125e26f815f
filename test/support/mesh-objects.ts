import type { FileTitle } from '../../src/contracts/mesh.ts';
import type { MeshObject } from '../../src/mesh/mesh-object.ts';
import { colored, cube, torus } from './meshes.ts';

/** A name that has to be escaped everywhere, and non-ASCII text. */
export const HARD_NAME = 'Gehäuse <1> & "Deckel"';

/** A plain cube and a ring in two colours, one of them half transparent. */
export const TWO_OBJECTS: readonly MeshObject[] = [
  { name: HARD_NAME, mesh: cube(10) },
  {
    name: 'ring',
    mesh: colored(torus(20, 5, 24, 12), triangle =>
      triangle % 2 === 0 ? [255, 0, 0, 255] : [0, 128, 255, 128],
    ),
  },
];

/** Triangles of {@link TWO_OBJECTS} together. */
export const TWO_OBJECTS_TRIANGLES = 12 + 576;

export const FILE_TITLE: FileTitle = { title: 'Test <model>', application: 'openscad-mcp-server 0' };
