import { expect, it } from 'vitest';
import { Bitmap } from './bitmap.ts';
import { trace } from './contour.ts';
import type { Rect } from './rect.ts';
import { Samples } from './samples.ts';

/** Numbers below `end` that are the same in every run. */
function dice(seed: number): (end: number) => number {
  let state = seed;
  return (end) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * end);
  };
}

function filled({ w, h }: Rect): Uint8Array {
  return new Uint8Array(w * h).fill(1);
}

for (const step of [1, Math.SQRT2, 4]) {
  it(`kept up with what changed, they are as if all had been looked at again (step ${step})`, () => {
    const throwing = dice(7);
    const mask = new Bitmap(301, 217);
    mask.write({ x: 100, y: 90, w: 60, h: 50 }, filled({ x: 0, y: 0, w: 60, h: 50 }));
    const kept = new Samples(mask, mask.rect, step);
    for (let turn = 0; turn < 40; turn++) {
      const rect = { x: throwing(270), y: throwing(190), w: 1 + throwing(30), h: 1 + throwing(26) };
      mask.paint(rect, filled(rect), throwing(2) === 0 ? 0 : 1);
      kept.update(rect);
      expect(trace(kept, false)).toEqual(trace(new Samples(mask, mask.rect, step), false));
    }
  });
}

it('a mask may grow a little before it has to be sampled again', () => {
  const mask = new Bitmap(1000, 1000);
  const place = { x: 400, y: 400, w: 20, h: 20 };
  const samples = new Samples(mask, place, 2);
  expect(samples.covers({ x: 390, y: 390, w: 50, h: 50 })).toBe(true);
  expect(samples.covers({ x: 390, y: 390, w: 300, h: 50 })).toBe(false);
});

it('they end where the picture ends', () => {
  const mask = new Bitmap(10, 7);
  mask.paint(mask.rect, filled(mask.rect), 1);
  const [ring] = trace(new Samples(mask, mask.rect, 3), true);
  expect([...ring!].filter((_, i) => i % 2 === 0).toSorted((a, b) => b - a)[0]).toBe(10);
  expect([...ring!].filter((_, i) => i % 2 === 1).toSorted((a, b) => b - a)[0]).toBe(7);
});
