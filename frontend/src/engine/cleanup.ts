import type { Bitmap } from './bitmap.ts';
import { difference, type Flash } from './flash.ts';
import { intersect, isEmpty, type Rect } from './rect.ts';

export const CLEANUPS = [
  'fill',
  'islands',
  'largest',
  'smooth',
  'grow',
  'shrink',
  'invert',
] as const;
export type Cleanup = (typeof CLEANUPS)[number];

/** What a clean-up would change, for looking at it before it is asked of the server. */
export function previewCleanup(mask: Bitmap, action: Cleanup, amount: number): Flash {
  const margin = action === 'grow' ? amount : action === 'smooth' ? 2 * amount : 0;
  const area = action === 'invert' ? mask.rect : around(mask, margin + 1);
  return difference(mask, area, perform(mask.read(area), area, action, amount));
}

function perform(bits: Uint8Array, { w, h }: Rect, action: Cleanup, amount: number): Uint8Array {
  switch (action) {
    case 'fill':
      return fillHoles(bits, w, h, amount);
    case 'islands':
      return keepPieces(bits, w, h, (sizes) => sizes.map((size) => size >= amount));
    case 'largest':
      return keepPieces(bits, w, h, (sizes) => {
        const most = sizes.indexOf(Math.max(...sizes));
        return sizes.map((_, piece) => piece === most);
      });
    case 'grow':
      return within(bits, w, h, 1, amount);
    case 'shrink':
      return shrink(bits, w, h, amount);
    case 'smooth':
      return majority(bits, w, h, amount);
    case 'invert':
      return bits.map((bit) => 1 - bit);
  }
}

function around(mask: Bitmap, margin: number): Rect {
  const bounds = mask.tightBounds();
  if (isEmpty(bounds)) return bounds;
  const { x, y, w, h } = bounds;
  const grown = { x: x - margin, y: y - margin, w: w + 2 * margin, h: h + 2 * margin };
  return intersect(grown, mask.rect);
}

/** Numbers the connected pieces of `value` pixels from 1; `sizes[piece - 1]` counts their pixels. */
function pieces(
  bits: Uint8Array,
  w: number,
  h: number,
  value: 0 | 1,
  diagonal: boolean,
): { labels: Uint32Array; sizes: number[]; touching: boolean[] } {
  const labels = new Uint32Array(bits.length);
  const sizes: number[] = [];
  const touching: boolean[] = [];
  const stack: number[] = [];
  for (let start = 0; start < bits.length; start++) {
    if (bits[start] !== value || labels[start] !== 0) continue;
    const label = sizes.length + 1;
    let size = 0;
    let edge = false;
    labels[start] = label;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      size++;
      const [x, y] = [at % w, Math.floor(at / w)];
      edge ||= x === 0 || y === 0 || x === w - 1 || y === h - 1;
      for (let dy = -1; dy <= 1; dy++) {
        if (y + dy < 0 || y + dy >= h) continue;
        for (let dx = -1; dx <= 1; dx++) {
          if (x + dx < 0 || x + dx >= w || (!diagonal && dx !== 0 && dy !== 0)) continue;
          const next = at + dy * w + dx;
          if (bits[next] !== value || labels[next] !== 0) continue;
          labels[next] = label;
          stack.push(next);
        }
      }
    }
    sizes.push(size);
    touching.push(edge);
  }
  return { labels, sizes, touching };
}

/** Fills holes of at most `amount` pixels; 0 = all of them. What reaches the edge is no hole. */
function fillHoles(bits: Uint8Array, w: number, h: number, amount: number): Uint8Array {
  const { labels, sizes, touching } = pieces(bits, w, h, 0, false);
  return bits.map((bit, i) => {
    const hole = labels[i]! - 1;
    return bit === 1 || (!touching[hole] && (amount === 0 || sizes[hole]! <= amount)) ? 1 : 0;
  });
}

function keepPieces(
  bits: Uint8Array,
  w: number,
  h: number,
  choose: (sizes: number[]) => boolean[],
): Uint8Array {
  const { labels, sizes } = pieces(bits, w, h, 1, true);
  const kept = choose(sizes);
  return bits.map((bit, i) => (bit === 1 && kept[labels[i]! - 1] ? 1 : 0));
}

/** Pixels whose centre is at most `reach` from the centre of a pixel of `value`. */
function within(bits: Uint8Array, w: number, h: number, value: 0 | 1, reach: number): Uint8Array {
  // Per column the distance to the nearest such pixel, then each row asks the columns in reach.
  const far = w + h + reach;
  const column = new Uint32Array(bits.length);
  for (let x = 0; x < w; x++) {
    let since = far;
    for (let y = 0, at = x; y < h; y++, at += w) {
      since = bits[at] === value ? 0 : since + 1;
      column[at] = since;
    }
    since = far;
    for (let y = h - 1, at = (h - 1) * w + x; y >= 0; y--, at -= w) {
      since = bits[at] === value ? 0 : since + 1;
      column[at] = Math.min(column[at]!, since);
    }
  }
  const halves = discHalves(reach);
  const out = new Uint8Array(bits.length);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const down = column[y * w + x]!;
      if (down > reach) continue;
      const half = halves[down]!;
      out.fill(1, y * w + Math.max(0, x - half), y * w + Math.min(w, x + half + 1));
    }
  }
  return out;
}

/** For each distance from the middle of a disc, how far its row reaches to either side. */
function discHalves(radius: number): number[] {
  return Array.from({ length: radius + 1 }, (_, d) => Math.floor(Math.sqrt(radius ** 2 - d ** 2)));
}

/** What lies outside the picture takes nothing away. */
function shrink(bits: Uint8Array, w: number, h: number, reach: number): Uint8Array {
  const gone = within(bits, w, h, 0, reach);
  return bits.map((bit, i) => (bit === 1 && gone[i] === 0 ? 1 : 0));
}

/** A pixel is what most of the disc around it is; what lies outside the picture does not vote. */
function majority(bits: Uint8Array, w: number, h: number, radius: number): Uint8Array {
  const sums = new Uint32Array((w + 1) * h);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      sums[y * (w + 1) + x + 1] = sums[y * (w + 1) + x]! + bits[y * w + x]!;
    }
  }
  const halves = discHalves(radius);
  const out = new Uint8Array(bits.length);
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      let inside = 0;
      let voters = 0;
      for (let dy = -Math.min(radius, y); dy <= Math.min(radius, h - 1 - y); dy++) {
        const half = halves[Math.abs(dy)]!;
        const row = (y + dy) * (w + 1);
        const [from, to] = [Math.max(0, x - half), Math.min(w, x + half + 1)];
        inside += sums[row + to]! - sums[row + from]!;
        voters += to - from;
      }
      out[y * w + x] = inside * 2 > voters ? 1 : 0;
    }
  }
  return out;
}
