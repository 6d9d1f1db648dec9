import { expect, it } from 'vitest';
import { fillPolygon } from './polygon.ts';
import type { Point } from './rect.ts';
import { countOf, type Region } from './region.ts';

const SIZE = { width: 12, height: 10 };
const ring = (...flat: number[]): Point[] =>
  Array.from({ length: flat.length / 2 }, (_, i) => ({ x: flat[2 * i]!, y: flat[2 * i + 1]! }));
const has = ({ rect, bits }: Region, x: number, y: number): boolean =>
  x >= rect.x &&
  y >= rect.y &&
  x < rect.x + rect.w &&
  y < rect.y + rect.h &&
  bits[(y - rect.y) * rect.w + x - rect.x] === 1;

/** The rule itself, pixel by pixel. */
function inside(points: readonly Point[], x: number, y: number): boolean {
  let odd = false;
  points.forEach((a, i) => {
    const b = points[(i + 1) % points.length]!;
    if (a.y <= y !== b.y <= y && x >= a.x + ((y - a.y) * (b.x - a.x)) / (b.y - a.y)) odd = !odd;
  });
  return odd;
}

it.each([
  ['a square', ring(2, 2, 6, 2, 6, 7, 2, 7)],
  ['a slanted quadrilateral', ring(1.3, 0.7, 9.1, 3.2, 7.7, 9.4, 0.2, 5.5)],
  ['a star that crosses itself', ring(6, 0.2, 9, 9.5, 0.5, 3.5, 11.5, 3.5, 3, 9.5)],
  ['one that hangs over every edge', ring(-5, -5, 20, 3, 6, 30)],
])('fills %s where the centre of a pixel is inside', (_name, points) => {
  const region = fillPolygon(points, SIZE);
  for (let y = 0; y < SIZE.height; y++) {
    for (let x = 0; x < SIZE.width; x++) {
      expect([x, y, has(region, x, y)]).toEqual([x, y, inside(points, x + 0.5, y + 0.5)]);
    }
  }
});

it('of fewer than three points, or outside the picture, is nothing', () => {
  expect(countOf(fillPolygon(ring(1, 1, 8, 8), SIZE))).toBe(0);
  expect(countOf(fillPolygon(ring(20, 20, 30, 20, 30, 30), SIZE))).toBe(0);
});
