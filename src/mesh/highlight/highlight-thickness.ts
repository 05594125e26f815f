import type { Highlight, HighlightColor, LegendEntry } from '../../contracts/highlight.ts';
import type { MeshStructure } from '../measure/mesh-structure.ts';
import { measureThickness, type ThicknessMeasure } from '../measure/thickness.ts';
import { distributionOf, quantile } from '../measure/weighted-quantiles.ts';
import type { Printer } from '../printability/printer.ts';
import { FacePainter } from './face-painter.ts';
import { formatAmount } from './format-amount.ts';
import { mapThickness } from './thickness-map.ts';
import { thicknessScale } from './thickness-scale.ts';

/** Walls should have a line of the printer for each side. */
const MIN_LINES = 2;

/** The share of the surface that may be thicker than the scale's end, so that one lump does not stretch it. */
const BEYOND_SCALE = 0.03;

/** The share of the surface without a thickness that is not worth a word. */
const LITTLE = 0.01;

/** The ring around the thinnest place: nearly black, as no colour of the scale is. */
const MARK: HighlightColor = [0x1a, 0x1a, 0x1a];

/** Colours a model by the thickness of its walls. Faces without one, as in corners and tips, stay grey. */
export function highlightThickness(structure: MeshStructure, printer: Printer): Highlight {
  const thin_below_mm = MIN_LINES * printer.nozzle_mm;
  const measure = measureThickness(structure, { thin_below_mm });
  const title = 'Wall thickness in mm';
  if (measure === null) {
    const faceColors = new Uint8Array((structure.mesh.indices.length / 3) * 4);
    const legend = { title, entries: [{ text: 'no wall with two sides found', key: null }] };
    return { mesh: structure.mesh, faceColors, lines: [], points: [], legend, notes: [] };
  }
  const { mesh, thickness, areas_mm2 } = mapThickness(structure);
  const thickest_mm = quantile(distributionOf(thickness, areas_mm2), 1 - BEYOND_SCALE);
  const scale = thicknessScale(measure.min_mm, thickest_mm, thin_below_mm);
  const painter = new FacePainter(mesh);
  for (let triangle = 0; triangle < thickness.length; triangle++) {
    if (!Number.isNaN(thickness[triangle])) painter.paint([triangle], scale.colorOf(thickness[triangle]));
  }
  return {
    mesh,
    faceColors: painter.colors,
    lines: [],
    points: [{ color: MARK, at: measure.at }],
    legend: {
      title,
      scale: scale.legend,
      entries: [...describe(measure, thin_below_mm), ...explainGrey(measure)],
    },
    notes: [
      `Walls below ${formatAmount(thin_below_mm)} mm, two lines of a ${printer.nozzle_mm} mm nozzle, are called thin; ` +
        'check_model with level print takes another printer.',
    ],
  };
}

/** Without a word grey would pass for thick, or for thin. */
function explainGrey({ measured_share }: ThicknessMeasure): LegendEntry[] {
  return measured_share > 1 - LITTLE ? [] : [{ text: 'grey: not measurable', key: null }];
}

function describe({ min_mm, at, thin, median_mm }: ThicknessMeasure, thin_below_mm: number): LegendEntry[] {
  const limit = formatAmount(thin_below_mm);
  const thinArea_mm2 = thin.reduce((sum, { area_mm2 }) => sum + area_mm2, 0);
  return [
    {
      text: `thinnest ${formatAmount(min_mm)} mm, median ${formatAmount(median_mm)} mm`,
      key: { sign: 'points', color: MARK },
      at,
    },
    {
      text:
        thin.length > 0
          ? `thinner than ${limit} mm: ${formatAmount(thinArea_mm2)} mm²`
          : `no wall thinner than ${limit} mm`,
      key: null,
    },
  ];
}
