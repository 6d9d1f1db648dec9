/** The colours a mask may have. Never plain green or red: those mean add and remove. */
export const MASK_COLOURS = ['#1e90ff', '#f02fb4', '#ff9f1a', '#8b5cff', '#13c4c4'] as const;

export type Rgb = readonly [number, number, number];

export function parseHex(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** CIE L*a*b* (D65) of an sRGB colour of 0 to 255. */
export function toLab([red, green, blue]: Rgb): Rgb {
  const linear = [red, green, blue].map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const [r, g, b] = linear as [number, number, number];
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function distance(a: Rgb, b: Rgb): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

/** The mask colour farthest from everything in `avoid`: the object's mean colour first, then colours in use. */
export function farthestColour(avoid: readonly Rgb[]): string {
  const away = avoid.map(toLab);
  let best: string = MASK_COLOURS[0];
  let reach = -1;
  for (const colour of MASK_COLOURS) {
    const lab = toLab(parseHex(colour));
    const nearest = Math.min(...away.map((other) => distance(lab, other)));
    if (nearest > reach) [best, reach] = [colour, nearest];
  }
  return best;
}
