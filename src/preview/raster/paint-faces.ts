import type { RgbaImage } from '../rgba-image.ts';
import { measureOcclusion } from './ambient-occlusion.ts';
import { detectEdges } from './detect-edges.ts';
import { eyeRays } from './eye-rays.ts';
import type { Frame } from './frame.ts';
import { type Ink, resolvePixels } from './resolve.ts';
import { scratchUint8 } from './scratch.ts';
import type { FaceShading } from './shade.ts';
import type { VisibilityBuffer } from './visibility-buffer.ts';

/** What is seen of a model, with its colours. */
export interface FoundFaces {
  readonly frame: Frame;
  readonly opaque: VisibilityBuffer;
  /** The nearest translucent face of each sample; null when nothing is translucent. */
  readonly translucent: VisibilityBuffer | null;
  readonly shading: FaceShading;
}

/** What is added to plain faces. */
export interface FaceEffects {
  /** Lines where surfaces meet. */
  readonly edges: boolean;
  /** How far from a place things are that take its light; null for no such shadows. */
  readonly occlusionRadius_mm: number | null;
}

const EDGE_INK: Ink = { usual: [20, 24, 32], onDarkFaces: [150, 154, 162] };

/** Paints faces in their colours over an image. */
export function paintFaces(
  image: RgbaImage,
  { frame, opaque, translucent, shading }: FoundFaces,
  samplesPerAxis: number,
  { edges, occlusionRadius_mm }: FaceEffects,
): void {
  const rays = eyeRays(frame.transform);
  const linesOn = (buffer: VisibilityBuffer, name: string): Uint8Array | null => {
    if (!edges) return null;
    const opacities = scratchUint8(name, buffer.faces.length).fill(0);
    detectEdges(opacities, buffer, shading, rays);
    return opacities;
  };
  const layers = {
    opaque: { buffer: opaque, lines: linesOn(opaque, 'lines on opaque faces') },
    firstPainted: 0,
    translucent:
      translucent === null
        ? null
        : { buffer: translucent, lines: linesOn(translucent, 'lines on translucent faces') },
    shading,
    occlusion:
      occlusionRadius_mm === null
        ? null
        : measureOcclusion(opaque, shading, rays, occlusionRadius_mm, samplesPerAxis),
    ink: EDGE_INK,
  };
  resolvePixels(image, layers, samplesPerAxis);
}
