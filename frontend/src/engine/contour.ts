import type { Bitmap } from './bitmap.ts';
import { intersect, isEmpty, type Rect } from './rect.ts';

/** A closed outline: x, y, x, y, ... in image pixels, the first point not repeated. */
export type Ring = Float32Array;

export interface TraceOptions {
  /** Image pixels per sample, at least 1: the outline need be no finer than the screen. */
  readonly step: number;
  /** true: along the edges of the pixels; false: through the middles of the edges, which looks smooth. */
  readonly exact: boolean;
}

const DX = [1, 0, -1, 0] as const;
const DY = [0, 1, 0, -1] as const;

/**
 * The outlines of the object inside `region`, holes included (fill them with the even-odd rule).
 * The work depends on the samples in the region and not on the size of the picture.
 */
export function trace(mask: Bitmap, region: Rect, options: TraceOptions): Ring[] {
  const area = intersect(intersect(region, mask.rect), mask.bounds);
  if (isEmpty(area)) return [];
  const step = Math.max(1, options.step);
  const columns = Math.max(1, Math.round(area.w / step));
  const rows = Math.max(1, Math.round(area.h / step));
  const stride = columns + 2;
  const cells = sample(mask, area, columns, rows);
  const seen = new Uint8Array(cells.length);
  const rings: Ring[] = [];
  for (let row = 1; row <= rows; row++) {
    for (let at = row * stride + 1, end = at + columns; at < end; at++) {
      if (cells[at] === 1 && cells[at - stride] === 0 && seen[at] === 0) {
        const ring = follow(cells, seen, stride, at, options.exact);
        for (let i = 0; i < ring.length; i += 2) {
          ring[i] = area.x + ((ring[i]! - 1) * area.w) / columns;
          ring[i + 1] = area.y + ((ring[i + 1]! - 1) * area.h) / rows;
        }
        rings.push(Float32Array.from(ring));
      }
    }
  }
  return rings;
}

/** One byte a sample with a frame of zeros, so that the walk needs no bounds checks. */
function sample(mask: Bitmap, area: Rect, columns: number, rows: number): Uint8Array {
  const cells = new Uint8Array((columns + 2) * (rows + 2));
  const xs = new Int32Array(columns);
  for (let i = 0; i < columns; i++) xs[i] = area.x + Math.floor(((i + 0.5) * area.w) / columns);
  for (let row = 0; row < rows; row++) {
    const source = (area.y + Math.floor(((row + 0.5) * area.h) / rows)) * mask.width;
    let at = (row + 1) * (columns + 2) + 1;
    for (let i = 0; i < columns; i++, at++) cells[at] = mask.data[source + xs[i]!]!;
  }
  return cells;
}

/** Walks round one outline with the object on the right hand, and leaves out points on straight lines. */
function follow(
  cells: Uint8Array,
  seen: Uint8Array,
  stride: number,
  start: number,
  exact: boolean,
): number[] {
  const ring: number[] = [];
  const ahead = [1, stride, -1, -stride];
  let x = start % stride;
  let y = Math.floor(start / stride);
  let cell = start;
  let direction = 0;
  do {
    if (direction === 0) seen[cell] = 1;
    const dx = DX[direction]!;
    const dy = DY[direction]!;
    if (exact) append(ring, x, y);
    else append(ring, x + dx / 2, y + dy / 2);
    x += dx;
    y += dy;
    const right = cell + ahead[direction]!;
    const left = right + ahead[(direction + 3) % 4]!;
    if (cells[right] === 0) {
      direction = (direction + 1) % 4;
    } else if (cells[left] === 0) {
      cell = right;
    } else {
      cell = left;
      direction = (direction + 3) % 4;
    }
  } while (cell !== start || direction !== 0);
  return ring;
}

function append(ring: number[], x: number, y: number): void {
  const n = ring.length;
  if (n >= 4) {
    const ux = ring[n - 2]! - ring[n - 4]!;
    const uy = ring[n - 1]! - ring[n - 3]!;
    if (ux * (y - ring[n - 1]!) === uy * (x - ring[n - 2]!)) {
      ring[n - 2] = x;
      ring[n - 1] = y;
      return;
    }
  }
  ring.push(x, y);
}
