import type { RgbaImage } from '../rgba-image.ts';
import { detectEdges } from './detect-edges.ts';
import { drawFeatureLines, type FeatureLineStyle, featureLineLength } from './draw-feature-lines.ts';
import { eyeRays } from './eye-rays.ts';
import type { Lighting } from './lighting.ts';
import type { FoundFaces } from './paint-faces.ts';
import { paintXray } from './paint-xray.ts';
import { resolvePixels } from './resolve.ts';
import { scratchUint8 } from './scratch.ts';
import { NO_FACE, type VisibilityBuffer } from './visibility-buffer.ts';

/** Every bend of the surface: only lines between triangles of one plane are left out. */
const FINE: FeatureLineStyle = { crease_deg: 1, visible: 190, hidden: 60 };

/** Instead of it where lines would be too dense, and where faces are seen as well. */
const COARSE: FeatureLineStyle = { crease_deg: 28, visible: 190, hidden: 60 };
const THROUGH_GLASS: FeatureLineStyle = { crease_deg: 28, visible: 150, hidden: 90 };

/** Lines are too dense when one pixel wide they would cover more than this part of the model. */
const MOST_COVERED = 0.35;

/** How opaque the cut surface of a section is before a model of glass. */
const GLASS_CAP_OPACITY = 150;

/**
 * Draws a model as lines, the hidden ones faint; or as glass, with lines. A finding's faces are always of glass. `linesOmitted` tells that lines
 * between faces which meet at a small angle were left out.
 */
export function paintLineDrawing(
  image: RgbaImage,
  { frame, opaque, shading }: FoundFaces,
  style: 'xray' | 'wireframe',
  lighting: Lighting,
  samplesPerAxis: number,
): { readonly linesOmitted: boolean } {
  const { edges, theme } = frame.model;
  const lines = scratchUint8('lines on opaque faces', opaque.faces.length).fill(0);
  detectEdges(lines, opaque, shading, eyeRays(frame.transform));
  const dense =
    style === 'wireframe' &&
    featureLineLength(frame, edges, FINE.crease_deg) * samplesPerAxis > MOST_COVERED * countCovered(opaque);
  const solidLines = dense ? COARSE : FINE;
  const lineStyle = style === 'xray' ? THROUGH_GLASS : solidLines;
  drawFeatureLines(lines, opaque, frame, edges, lineStyle, samplesPerAxis);
  if (style === 'xray' || frame.model.showsFinding)
    paintXray(image, frame, shading, lighting, samplesPerAxis);

  if (style === 'xray') {
    shading.colors[shading.capFace * 4 + 3] = GLASS_CAP_OPACITY;
    shading.colors[shading.capFace * 4 + 7] = GLASS_CAP_OPACITY;
  }
  const ink = { usual: theme.ink, onDarkFaces: theme.ink };
  const layers = {
    opaque: { buffer: opaque, lines },
    firstPainted: shading.capFace,
    translucent: null,
    shading,
    occlusion: null,
    ink,
  };
  resolvePixels(image, layers, samplesPerAxis);
  return { linesOmitted: dense };
}

function countCovered({ faces }: VisibilityBuffer): number {
  let covered = 0;
  for (let sample = 0; sample < faces.length; sample++) if (faces[sample] !== NO_FACE) covered++;
  return covered;
}
