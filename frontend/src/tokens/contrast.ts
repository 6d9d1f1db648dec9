/** WCAG 2 contrast of two sRGB colours written #rrggbb: 1 to 21. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** `share` of one colour over another, as color-mix(in srgb) does it. */
export function mix(over: string, under: string, share: number): string {
  const top = channels(over);
  return `#${channels(under)
    .map((c, i) => Math.round(c + ((top[i] ?? 0) - c) * share))
    .map((c) => c.toString(16).padStart(2, '0'))
    .join('')}`;
}

function channels(colour: string): number[] {
  const hex = /^#([0-9a-f]{6})$/i.exec(colour)?.[1];
  if (!hex) throw new Error(`not #rrggbb: ${colour}`);
  return [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

function luminance(colour: string): number {
  const [r, g, b] = channels(colour).map((c) => {
    const s = c / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
