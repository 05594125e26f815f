/** What one step of the soak does. */
export interface SoakJob {
  readonly kind: 'small' | 'medium' | 'known' | 'export' | 'error' | 'bomb' | 'cancel';
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** The caller gives up after so long. */
  readonly cancelAfterMs?: number;
}

/** Runs for minutes if nobody stops it. */
const ENDLESS = 'function s(n) = n == 0 ? 1 : s(n - 1) + s(n - 1); echo(s(60)); cube(1);';

/** Asks for more memory than a render may use. */
const MEMORY_BOMB = 'v = rands(0, 1, 2e8); echo(len(v)); cube(1);';

/** How often each kind comes, in a thousand steps. */
const SHARES: readonly (readonly [SoakJob['kind'], number])[] = [
  ['small', 450],
  ['known', 200],
  ['medium', 110],
  ['export', 80],
  ['error', 80],
  ['cancel', 70],
  ['bomb', 10],
];

/** Numbers of 0 to below 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The step of a number; each kind but `known` is a model that nobody asked for before. */
export function makeJob(step: number, random: () => number): SoakJob {
  const kind = chooseKind(random());
  const size = 1 + Math.floor(random() * 40);
  const picture = { width_px: 160, height_px: 120 };
  const model = (code: string) => ({ code: `${code} // ${step}`, ...picture });
  switch (kind) {
    case 'small':
      return { kind, tool: 'render_model', args: model(`cube([${size}, 2, 3]);`) };
    case 'known':
      return { kind, tool: 'render_model', args: { code: `sphere(${size % 4});cube(2);`, ...picture } };
    case 'medium':
      return {
        kind,
        tool: 'render_model',
        args: model(
          `difference() { cube(30); sphere(${size}, $fn = 60); } linear_extrude(2) text("${step}");`,
        ),
      };
    case 'export':
      return {
        kind,
        tool: 'export_model',
        args: { code: `cylinder(h = ${size}, r = 3); // ${step}`, format: 'stl' },
      };
    case 'error':
      return { kind, tool: 'render_model', args: model(`cube(${size};`) };
    case 'bomb':
      return {
        kind,
        tool: 'render_model',
        args: { ...model(step % 2 === 0 ? MEMORY_BOMB : ENDLESS), timeout_s: 1 },
      };
    default:
      return { kind, tool: 'render_model', args: model(ENDLESS), cancelAfterMs: Math.floor(random() * 300) };
  }
}

function chooseKind(at: number): SoakJob['kind'] {
  let passed = 0;
  for (const [kind, share] of SHARES) {
    passed += share / 1000;
    if (at < passed) return kind;
  }
  return 'small';
}
