import { listMaterials } from '../../operations/list-materials.ts';
import { describeModel, modelArgument, writeCall } from './model-argument.ts';
import type { Prompt } from './prompt.ts';

/** Widths, depths and heights that printers have, and their nozzles. */
const PRINTERS = [
  '220 × 220 × 250 mm bed, 0.4 mm nozzle',
  '256 × 256 × 256 mm bed, 0.4 mm nozzle',
  '180 × 180 × 180 mm bed, 0.4 mm nozzle',
  '250 × 210 × 220 mm bed, 0.4 mm nozzle',
  '350 × 350 × 350 mm bed, 0.6 mm nozzle',
];

/** Can it be printed, how should it lie, and what should change? */
export const reviewPrintability: Prompt = {
  name: 'review_printability',
  title: 'Review printability',
  description: 'Find what would go wrong when a model is printed, and how to lay it on the bed.',
  arguments: [
    modelArgument,
    { name: 'printer', description: 'Bed and nozzle.', required: false, suggest: () => PRINTERS },
    { name: 'material', description: 'Of what.', required: false, suggest: listMaterials },
  ],
  write({ model, printer, material = 'PLA' }) {
    const { call, source } = describeModel(model);
    const known = readPrinter(printer);
    return `Review whether this model prints well in ${material}${printer === undefined ? '' : ` on: ${printer}`}.${source}

1. ${writeCall('check_model', { ...call, level: 'print', ...(known === null ? {} : { printer: known }) })}
2. Look at what it found, from below as well:
   ${writeCall('render_model', { ...call, highlight: 'overhangs', views: ['iso', 'bottom'] })}
   ${writeCall('render_model', { ...call, highlight: 'thickness' })}
3. ${writeCall('measure_model', { ...call, what: ['size', 'mass', 'parts'], material })}

Answer with: prints or does not, and why; what to change in the source, with line and number, the worst first; how to lay
it on the bed; whether it needs support, and where; grams of material. A finding that does not matter for this part is
to be named as such, not passed over. Change the source only if asked to.`;
  },
};

const NUMBER = String.raw`(\d+(?:\.\d+)?)`;
const BED = new RegExp(`${NUMBER} *[x×*] *${NUMBER} *[x×*] *${NUMBER}`, 'i');
const NOZZLE = new RegExp(`${NUMBER} *(?:mm)? *nozzle`, 'i');

/** The numbers of a printer where its description says what they are; otherwise the language model reads it. */
function readPrinter(text = ''): { bed_mm: number[]; nozzle_mm?: number } | null {
  const bed = BED.exec(text);
  if (bed === null) return null;
  const nozzle = NOZZLE.exec(text);
  return { bed_mm: bed.slice(1).map(Number), ...(nozzle === null ? {} : { nozzle_mm: Number(nozzle[1]) }) };
}
