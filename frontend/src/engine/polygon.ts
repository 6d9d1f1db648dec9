import type { Size } from './camera.ts';
import { intersect, isEmpty, type Point } from './rect.ts';
import { NOWHERE, type Region } from './region.ts';

/**
 * The pixels of a polygon inside a mask: those whose centre lies inside the closed ring, by the even-odd rule.
 * The server fills with the same rule, so what is drawn here is what is saved.
 */
export function fillPolygon(points: readonly Point[], { width, height }: Size): Region {
  if (points.length < 3) return NOWHERE;
  const rect = intersect(reach(points), { x: 0, y: 0, w: width, h: height });
  if (isEmpty(rect)) return NOWHERE;
  const bits = new Uint8Array(rect.w * rect.h);
  for (const [row, crossings] of crossingsOf(points, rect.y, rect.h).entries()) {
    crossings.sort((a, b) => a - b);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = Math.max(0, Math.ceil(crossings[i]! - 0.5) - rect.x);
      const to = Math.min(rect.w, Math.ceil(crossings[i + 1]! - 0.5) - rect.x);
      if (to > from) bits.fill(1, row * rect.w + from, row * rect.w + to);
    }
  }
  return { rect, bits };
}

function reach(points: readonly Point[]): { x: number; y: number; w: number; h: number } {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  const [x, y] = [Math.floor(left), Math.floor(top)];
  return { x, y, w: Math.ceil(right) - x, h: Math.ceil(bottom) - y };
}

/** For each row of pixels, where the line through their centres crosses the ring. */
function crossingsOf(points: readonly Point[], top: number, rows: number): number[][] {
  const found = Array.from({ length: rows }, (): number[] => []);
  for (let i = 0; i < points.length; i++) {
    const [a, b] = [points[i]!, points[(i + 1) % points.length]!];
    const first = Math.max(0, Math.ceil(Math.min(a.y, b.y) - 0.5) - top);
    const last = Math.min(rows - 1, Math.ceil(Math.max(a.y, b.y) - 0.5) - 1 - top);
    for (let row = first; row <= last; row++) {
      const y = top + row + 0.5;
      found[row]!.push(a.x + ((y - a.y) * (b.x - a.x)) / (b.y - a.y));
    }
  }
  return found;
}
