import { EMPTY, intersect, isEmpty, type Point, type Rect } from './rect.ts';
import type { Region } from './region.ts';

export type BrushShape = 'round' | 'square';

export interface Stroke {
  /** The polyline of the pointer, in image pixels; at least one point. */
  readonly points: readonly Point[];
  /** Half the brush's width, in image pixels. */
  readonly radius: number;
  readonly shape: BrushShape;
}

/**
 * The pixels of a stroke inside a mask of `width` × `height`.
 *
 * Round: the centre of the pixel lies at most `radius` from the polyline. Square: the centre lies in the square of
 * half side `radius` swept along it. The server paints with the same rule, so what is drawn here is what is saved.
 */
export function rasterise(stroke: Stroke, width: number, height: number): Region {
  const rect = covered(stroke, width, height);
  const bits = new Uint8Array(rect.w * rect.h);
  if (isEmpty(rect)) return { rect, bits };
  const { points } = stroke;
  for (let i = 0; i < Math.max(1, points.length - 1); i++) {
    fillSegment(points[i]!, points[Math.min(i + 1, points.length - 1)]!, stroke, rect, bits);
  }
  return { rect, bits };
}

/** The pixels that a stroke can reach. */
export function covered(stroke: Stroke, width: number, height: number): Rect {
  if (stroke.points.length === 0) return EMPTY;
  const xs = stroke.points.map((point) => point.x);
  const ys = stroke.points.map((point) => point.y);
  const x = Math.floor(Math.min(...xs) - stroke.radius);
  const y = Math.floor(Math.min(...ys) - stroke.radius);
  return intersect(
    {
      x,
      y,
      w: Math.ceil(Math.max(...xs) + stroke.radius) + 1 - x,
      h: Math.ceil(Math.max(...ys) + stroke.radius) + 1 - y,
    },
    { x: 0, y: 0, w: width, h: height },
  );
}

function fillSegment(a: Point, b: Point, stroke: Stroke, rect: Rect, bits: Uint8Array): void {
  const { radius } = stroke;
  const span = stroke.shape === 'round' ? roundSpan : squareSpan;
  const top = Math.max(rect.y, Math.floor(Math.min(a.y, b.y) - radius));
  const bottom = Math.min(rect.y + rect.h - 1, Math.ceil(Math.max(a.y, b.y) + radius));
  for (let y = top; y <= bottom; y++) {
    const reach = span(a, b, radius, y + 0.5);
    if (!reach) continue;
    let [from, to] = [Math.ceil(reach[0] - 0.5), Math.floor(reach[1] - 0.5)];
    if (stroke.shape === 'round') {
      // The span comes from square roots; the rule itself decides about the pixels at its ends.
      while (from <= to && !near(from + 0.5, y + 0.5, a, b, radius)) from++;
      while (near(from - 0.5, y + 0.5, a, b, radius)) from--;
      while (to >= from && !near(to + 0.5, y + 0.5, a, b, radius)) to--;
      while (near(to + 1.5, y + 0.5, a, b, radius)) to++;
    }
    const first = Math.max(from, rect.x) - rect.x;
    const last = Math.min(to, rect.x + rect.w - 1) - rect.x;
    if (last >= first)
      bits.fill(1, (y - rect.y) * rect.w + first, (y - rect.y) * rect.w + last + 1);
  }
}

function near(x: number, y: number, a: Point, b: Point, radius: number): boolean {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : ((x - a.x) * dx + (y - a.y) * dy) / length;
  const t = Math.min(1, Math.max(0, along));
  const ex = x - (a.x + t * dx);
  const ey = y - (a.y + t * dy);
  return ex * ex + ey * ey <= radius * radius;
}

/** Where the row at height `y` enters and leaves the set of points within `radius` of the segment. */
function roundSpan(a: Point, b: Point, radius: number, y: number): [number, number] | null {
  let from = Infinity;
  let to = -Infinity;
  const take = (x: number): void => {
    from = Math.min(from, x);
    to = Math.max(to, x);
  };
  for (const end of [a, b]) {
    const rest = radius * radius - (y - end.y) ** 2;
    if (rest >= 0) {
      take(end.x - Math.sqrt(rest));
      take(end.x + Math.sqrt(rest));
    }
  }
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy);
  if (length > 0 && dy !== 0) {
    for (const side of [-1, 1]) {
      const t = (y - (a.y + (side * radius * dx) / length)) / dy;
      if (t >= 0 && t <= 1) take(a.x - (side * radius * dy) / length + t * dx);
    }
  }
  return to >= from ? [from, to] : null;
}

function squareSpan(a: Point, b: Point, radius: number, y: number): [number, number] | null {
  const dy = b.y - a.y;
  let [t0, t1] = [0, 1];
  if (dy === 0) {
    if (Math.abs(y - a.y) > radius) return null;
  } else {
    const u = (y - radius - a.y) / dy;
    const v = (y + radius - a.y) / dy;
    t0 = Math.max(0, Math.min(u, v));
    t1 = Math.min(1, Math.max(u, v));
    if (t0 > t1) return null;
  }
  const x0 = a.x + t0 * (b.x - a.x);
  const x1 = a.x + t1 * (b.x - a.x);
  return [Math.min(x0, x1) - radius, Math.max(x0, x1) + radius];
}
