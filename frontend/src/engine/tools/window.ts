import type { Sample } from '../picture.ts';
import type { Point } from '../rect.ts';

/** A place of the image in pixels of a sample of it. */
export function toWindow({ x, y }: Point, { origin, perPixel }: Sample): Point {
  return { x: x * perPixel.x - origin.x, y: y * perPixel.y - origin.y };
}

/** The other way round. */
export function toImage({ x, y }: Point, { origin, perPixel }: Sample): Point {
  return { x: (x + origin.x) / perPixel.x, y: (y + origin.y) / perPixel.y };
}

/** The corner of pixels that is nearest to a place of a sample. */
export function nearestCorner({ x, y }: Point, { pixels: { width, height } }: Sample): Point {
  return {
    x: Math.min(width, Math.max(0, Math.round(x))),
    y: Math.min(height, Math.max(0, Math.round(y))),
  };
}
