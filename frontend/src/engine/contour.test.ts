import { expect, it } from 'vitest';
import { Bitmap } from './bitmap.ts';
import { simplified, trace, type Ring } from './contour.ts';
import { Samples } from './samples.ts';

/** The outlines of the whole mask. */
function outlines(mask: Bitmap, step: number, exact: boolean): Ring[] {
  return trace(new Samples(mask, mask.rect, step), exact);
}

/** Even-odd test of a point against all rings. */
function filled(rings: Ring[], x: number, y: number): boolean {
  let odd = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const [xi, yi, xj, yj] = [ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!];
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) odd = !odd;
    }
  }
  return odd;
}

function drawing(rows: string[]): Bitmap {
  const data = Uint8Array.from(
    rows
      .join('')
      .split('')
      .map((c) => (c === '#' ? 1 : 0)),
  );
  return new Bitmap(rows[0]!.length, rows.length, data);
}

const SHAPE = drawing([
  '#.........##',
  '..######..##',
  '..#....#....',
  '..#.##.#.#..',
  '..#....#..#.',
  '..######...#',
  '...........#',
]);

for (const exact of [true, false]) {
  it(`the outlines, filled, are the mask again (${exact ? 'pixel edges' : 'smooth'})`, () => {
    const rings = outlines(SHAPE, 1, exact);
    for (let y = 0; y < SHAPE.height; y++) {
      for (let x = 0; x < SHAPE.width; x++) {
        expect([x, y, filled(rings, x + 0.5, y + 0.501)]).toEqual([x, y, SHAPE.at(x, y)]);
      }
    }
  });
}

it('a square has four corners, whatever its size', () => {
  const mask = new Bitmap(300, 300);
  mask.write({ x: 50, y: 60, w: 200, h: 100 }, new Uint8Array(20_000).fill(1));
  const [ring, ...others] = outlines(mask, 1, true);
  expect(others).toHaveLength(0);
  expect(ring!.length / 2).toBeLessThanOrEqual(5);
});

it('a coarse trace stays within a step of the edge', () => {
  const mask = new Bitmap(400, 400);
  mask.write({ x: 101, y: 97, w: 203, h: 151 }, new Uint8Array(203 * 151).fill(1));
  const [ring] = outlines(mask, 4, false);
  for (let i = 0; i < ring!.length; i += 2) {
    expect(ring![i]).toBeGreaterThan(97);
    expect(ring![i]).toBeLessThan(308);
  }
});

it('an empty mask has no outline', () => {
  expect(outlines(new Bitmap(9, 9), 1, true)).toEqual([]);
});

/** How far a point is from a closed line. */
function away(x: number, y: number, ring: Ring): number {
  let least = Infinity;
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
    const [ax, ay] = [ring[j]!, ring[j + 1]!];
    const [dx, dy] = [ring[i]! - ax, ring[i + 1]! - ay];
    const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1);
    const t = Math.min(1, Math.max(0, along));
    least = Math.min(least, Math.hypot(ax + t * dx - x, ay + t * dy - y));
  }
  return least;
}

it('an outline with fewer points looks the same', () => {
  const side = 400;
  const star = new Bitmap(side, side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [dx, dy] = [x - side / 2, y - side / 2];
      const reach = 120 + 50 * Math.cos(5 * Math.atan2(dy, dx));
      // A spike of one pixel must not be lost.
      const inside = Math.hypot(dx, dy) < reach || (y === 200 && x > 200 && x < 390);
      if (inside) star.data[y * side + x] = 1;
    }
  }
  const [ring] = outlines(new Bitmap(side, side, star.data), 1, false);
  const line = simplified(ring!, 0.7);
  expect(line.length).toBeLessThan(ring!.length / 3);
  for (let i = 0; i < ring!.length; i += 2) {
    expect(away(ring![i]!, ring![i + 1]!, line)).toBeLessThan(0.75);
  }
});

it('a corner stays where it is', () => {
  const square = drawing(['......', '.####.', '.####.', '.####.', '.####.', '......']);
  const [ring] = outlines(square, 1, true);
  expect([...simplified(ring!, 0.7)]).toEqual([1, 1, 5, 1, 5, 5, 1, 5]);
});
