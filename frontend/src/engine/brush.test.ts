import { describe, expect, it } from 'vitest';
import { rasterise, type Stroke } from './brush.ts';

const WIDTH = 60;
const HEIGHT = 40;

/** The rule as it is written down: distance to the nearest point of the polyline. */
function covers({ points, radius, shape }: Stroke, x: number, y: number): boolean {
  for (let i = 0; i < Math.max(1, points.length - 1); i++) {
    const a = points[i]!;
    const b = points[Math.min(i + 1, points.length - 1)]!;
    if (shape === 'round') {
      const [dx, dy] = [b.x - a.x, b.y - a.y];
      const length = dx * dx + dy * dy;
      const t = length ? Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / length)) : 0;
      if (Math.hypot(x - a.x - t * dx, y - a.y - t * dy) <= radius) return true;
    } else {
      const far = (t: number): number =>
        Math.max(Math.abs(x - a.x - t * (b.x - a.x)), Math.abs(y - a.y - t * (b.y - a.y)));
      let [from, to] = [0, 1];
      for (let k = 0; k < 200; k++) {
        const [u, v] = [from + (to - from) / 3, to - (to - from) / 3];
        if (far(u) <= far(v)) to = v;
        else from = u;
      }
      if (Math.min(far(from), far(0), far(1)) <= radius) return true;
    }
  }
  return false;
}

function drawn(stroke: Stroke): string[] {
  const { rect, bits } = rasterise(stroke, WIDTH, HEIGHT);
  return Array.from({ length: HEIGHT }, (_, y) =>
    Array.from({ length: WIDTH }, (_, x) => {
      const [column, row] = [x - rect.x, y - rect.y];
      const within = column >= 0 && row >= 0 && column < rect.w && row < rect.h;
      return within && bits[row * rect.w + column] ? '#' : '.';
    }).join(''),
  );
}

function expected(stroke: Stroke): string[] {
  return Array.from({ length: HEIGHT }, (_, y) =>
    Array.from({ length: WIDTH }, (_, x) => (covers(stroke, x + 0.5, y + 0.5) ? '#' : '.')).join(
      '',
    ),
  );
}

const PATHS: Record<string, Stroke['points']> = {
  'a dot': [{ x: 20.3, y: 11.8 }],
  'a dot on the edge': [{ x: 0.5, y: 39.5 }],
  'a level line': [
    { x: 10, y: 20.5 },
    { x: 40, y: 20.5 },
  ],
  'a slanted line': [
    { x: 8.2, y: 4.1 },
    { x: 47.7, y: 31.6 },
  ],
  'a bend that leaves the picture': [
    { x: 5, y: 5 },
    { x: 70, y: 20 },
    { x: 31.3, y: 50.7 },
  ],
};

describe('a brush stroke covers exactly the pixels of the rule', () => {
  for (const [name, points] of Object.entries(PATHS)) {
    for (const radius of [0.5, 3, 7.25]) {
      it(`${name}, round, radius ${radius}`, () => {
        const stroke: Stroke = { points, radius, shape: 'round' };
        expect(drawn(stroke)).toEqual(expected(stroke));
      });
    }
    it(`${name}, square`, () => {
      const stroke: Stroke = { points, radius: 4.37, shape: 'square' };
      expect(drawn(stroke)).toEqual(expected(stroke));
    });
  }

  it('nothing when it lies outside the picture', () => {
    expect(
      rasterise({ points: [{ x: -50, y: 5 }], radius: 3, shape: 'round' }, 10, 10).bits,
    ).toHaveLength(0);
  });
});
