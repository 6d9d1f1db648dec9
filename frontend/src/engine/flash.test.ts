import { expect, it } from 'vitest';
import { Bitmap } from './bitmap.ts';
import { difference } from './flash.ts';

it('what changed is told with its place, however large the answer was', () => {
  const mask = new Bitmap(20, 10);
  mask.write({ x: 5, y: 4, w: 2, h: 1 }, Uint8Array.of(1, 1));
  const now = mask.read(mask.rect);
  now[4 * 20 + 6] = 0;
  now[3 * 20 + 8] = 1;
  expect(difference(mask, mask.rect, now)).toEqual({
    rect: { x: 6, y: 3, w: 3, h: 2 },
    change: Uint8Array.of(0, 0, 1, 2, 0, 0),
    added: 1,
    removed: 1,
  });
});

it('of a large object that changes in one place, only that place is told', () => {
  const mask = new Bitmap(64, 32);
  mask.write({ x: 4, y: 4, w: 48, h: 20 }, new Uint8Array(48 * 20).fill(1));
  const now = mask.read(mask.rect);
  now[10 * 64 + 60] = 1;
  expect(difference(mask, mask.rect, now)).toEqual({
    rect: { x: 60, y: 10, w: 1, h: 1 },
    change: Uint8Array.of(1),
    added: 1,
    removed: 0,
  });
});

it('where nothing changed there is no place', () => {
  const mask = new Bitmap(20, 10);
  const { rect, added, removed } = difference(mask, mask.rect, mask.read(mask.rect));
  expect([rect.w, rect.h, added, removed]).toEqual([0, 0, 0, 0]);
});
