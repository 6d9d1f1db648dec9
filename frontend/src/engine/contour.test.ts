import { expect, it } from 'vitest';
import { Bitmap } from './bitmap.ts';
import { trace, type Ring } from './contour.ts';

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
    const rings = trace(SHAPE, SHAPE.rect, { step: 1, exact });
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
  const [ring, ...others] = trace(mask, mask.rect, { step: 1, exact: true });
  expect(others).toHaveLength(0);
  expect(ring!.length / 2).toBeLessThanOrEqual(5);
});

it('a coarse trace stays within a step of the edge', () => {
  const mask = new Bitmap(400, 400);
  mask.write({ x: 101, y: 97, w: 203, h: 151 }, new Uint8Array(203 * 151).fill(1));
  const [ring] = trace(mask, mask.rect, { step: 4, exact: false });
  for (let i = 0; i < ring!.length; i += 2) {
    expect(ring![i]).toBeGreaterThan(97);
    expect(ring![i]).toBeLessThan(308);
  }
});

it('an empty mask has no outline', () => {
  expect(trace(new Bitmap(9, 9), { x: 0, y: 0, w: 9, h: 9 }, { step: 1, exact: true })).toEqual([]);
});
