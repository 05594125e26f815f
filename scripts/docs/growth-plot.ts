import type { Series } from '../bench/results.ts';

const WIDTH_PX = 640;
const HEIGHT_PX = 400;
const MARGIN_PX = { left: 64, right: 150, top: 20, bottom: 48 } as const;

/** Told apart by those who see no colours, too: each also has its name at its end. */
const COLORS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7'];

/** An axis in powers of ten. */
interface Axis {
  readonly from: number;
  readonly to: number;
  place(value: number): number;
}

/**
 * Draws costs against sizes, both axes logarithmic: a straight line that rises as steeply as the grey one is linear
 * growth. Written as SVG by hand, so that it is small and needs no library.
 */
export function drawGrowth(series: readonly Series[]): string {
  const points = series.flatMap(one => one.points);
  const sizes = points.map(({ size }) => size);
  const costs = points.map(({ ms }) => ms.median);
  const x = makeAxis(sizes, MARGIN_PX.left, WIDTH_PX - MARGIN_PX.right);
  const y = makeAxis(costs, HEIGHT_PX - MARGIN_PX.bottom, MARGIN_PX.top);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH_PX} ${HEIGHT_PX}" font-family="sans-serif" font-size="12">`,
    '<title>Milliseconds against sizes, for each of the things that grow</title>',
    `<rect width="${WIDTH_PX}" height="${HEIGHT_PX}" fill="#fff"/>`,
    ...drawGrid(x, y),
    ...drawLinear(x, y),
    ...series.map((one, at) => drawSeries(one, COLORS[at % COLORS.length], x, y)),
    '</svg>',
    '',
  ].join('\n');
}

function makeAxis(values: readonly number[], start_px: number, end_px: number): Axis {
  const from = Math.floor(Math.log10(Math.min(...values)));
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(...values))));
  const place = (value: number) => {
    const part = (Math.log10(value) - from) / (to - from);
    return Number((start_px + part * (end_px - start_px)).toFixed(1));
  };
  return { from, to, place };
}

function powersOf({ from, to }: Axis): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => 10 ** (from + at));
}

function drawGrid(x: Axis, y: Axis): string[] {
  const bottom = HEIGHT_PX - MARGIN_PX.bottom;
  const right = WIDTH_PX - MARGIN_PX.right;
  const columns = powersOf(x).map(value => {
    const at = x.place(value);
    const label = `<text x="${at}" y="${bottom + 18}" text-anchor="middle">${value.toLocaleString('en')}</text>`;
    return `<path d="M${at} ${MARGIN_PX.top}V${bottom}" stroke="#ddd"/>${label}`;
  });
  const rows = powersOf(y).map(value => {
    const at = y.place(value);
    const label = `<text x="${MARGIN_PX.left - 8}" y="${at + 4}" text-anchor="end">${value.toLocaleString('en')}</text>`;
    return `<path d="M${MARGIN_PX.left} ${at}H${right}" stroke="#ddd"/>${label}`;
  });
  const middle_px = (MARGIN_PX.left + right) / 2;
  const titles = [
    `<text x="${middle_px}" y="${HEIGHT_PX - 8}" text-anchor="middle">how many</text>`,
    `<text transform="translate(14 ${bottom / 2}) rotate(-90)" text-anchor="middle">milliseconds</text>`,
  ];
  return [...columns, ...rows, ...titles];
}

/** A line of the slope that linear growth has, from the corner at the left. */
function drawLinear(x: Axis, y: Axis): string[] {
  const decades = Math.min(x.to - x.from, y.to - y.from);
  const [x1, y1] = [x.place(10 ** x.from), y.place(10 ** y.from)];
  const [x2, y2] = [x.place(10 ** (x.from + decades)), y.place(10 ** (y.from + decades))];
  return [`<path d="M${x1} ${y1}L${x2} ${y2}" stroke="#aaa" stroke-dasharray="5 4"/>`];
}

function drawSeries({ what, points }: Series, color: string, x: Axis, y: Axis): string {
  const places = points.map(({ size, ms }) => ({ x: x.place(size), y: y.place(ms.median) }));
  const line = places.map(place => `${place.x} ${place.y}`).join('L');
  const dots = places
    .map(place => `<circle cx="${place.x}" cy="${place.y}" r="3" fill="${color}"/>`)
    .join('');
  const end = places[places.length - 1];
  const name = `<text x="${end.x + 8}" y="${end.y + 4}" fill="${color}">${what}</text>`;
  return `<path d="M${line}" fill="none" stroke="${color}" stroke-width="2"/>${dots}${name}`;
}
