import type { Samples } from './samples.ts';

/** A closed outline: x, y, x, y, ... in image pixels, the first point not repeated. */
export type Ring = Float32Array;

const DX = [1, 0, -1, 0] as const;
const DY = [0, 1, 0, -1] as const;

/**
 * The outlines of what is sampled, holes included (fill them with the even-odd rule). `exact`: along the edges of the
 * samples; otherwise through the middles of the edges, which looks smooth.
 */
export function trace(samples: Samples, exact: boolean): Ring[] {
  const { cells, stride, area, perSample, tops } = samples;
  const walked = samples.unwalked();
  const rings: Ring[] = [];
  for (const row of tops) {
    for (const start of row) {
      if (walked[start] === 1) continue;
      const ring = new Float32Array(follow(cells, walked, stride, start, exact));
      for (let i = 0; i < ring.length; i += 2) {
        ring[i] = (area.x + ring[i]! - 1) * perSample.x;
        ring[i + 1] = (area.y + ring[i + 1]! - 1) * perSample.y;
      }
      rings.push(ring);
    }
  }
  return rings;
}

/** A ring with fewer points: it passes none of those that it leaves out at more than `tolerance`, and turns where it turned. */
export function simplified(ring: Ring, tolerance: number): Ring {
  const kept = [ring[0]!, ring[1]!];
  let [ax, ay] = kept as [number, number];
  // The directions from the last kept point that pass all points since, as angles from (ux, uy).
  let [ux, uy, least, most, far] = [0, 0, -Math.PI, Math.PI, 0];
  for (let i = 2; i <= ring.length; i += 2) {
    const [x, y] = [ring[i % ring.length]!, ring[(i + 1) % ring.length]!];
    let [dx, dy] = [x - ax, y - ay];
    let away = Math.hypot(dx, dy);
    if (far === 0) [ux, uy] = [dx, dy];
    let angle = Math.atan2(ux * dy - uy * dx, ux * dx + uy * dy);
    if (far > 0 && (angle < least || angle > most || away < far - tolerance)) {
      [ax, ay] = [ring[i - 2]!, ring[i - 1]!];
      kept.push(ax, ay);
      [dx, dy] = [x - ax, y - ay];
      away = Math.hypot(dx, dy);
      [ux, uy, least, most, far, angle] = [dx, dy, -Math.PI, Math.PI, 0, 0];
    }
    if (away > tolerance) {
      const room = Math.asin(tolerance / away);
      least = Math.max(least, angle - room);
      most = Math.min(most, angle + room);
    }
    far = Math.max(far, away);
  }
  return Float32Array.from(kept);
}

/** Walks round one outline with the object on the right hand, and leaves out points on straight lines. */
function follow(
  cells: Uint8Array,
  walked: Uint8Array,
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
    if (direction === 0) walked[cell] = 1;
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
