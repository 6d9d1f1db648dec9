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

it('every pixel is compared, at the ends of rows too', () => {
  const mask = new Bitmap(23, 9);
  mask.write(
    mask.rect,
    Uint8Array.from({ length: 23 * 9 }, (_, at) => ((at * 7) % 5) & 1),
  );
  const area = { x: 3, y: 1, w: 19, h: 7 };
  const now = Uint8Array.from({ length: 19 * 7 }, (_, at) => ((at * 11) % 3) & 1);
  const { rect, change, added, removed } = difference(mask, area, now);
  const told = new Map<string, number>();
  change.forEach((kind, at) => {
    const [x, y] = [rect.x + (at % rect.w), rect.y + Math.floor(at / rect.w)];
    if (kind !== 0) told.set(`${x} ${y}`, kind);
  });
  const expected = new Map<string, number>();
  now.forEach((bit, at) => {
    const [x, y] = [area.x + (at % area.w), area.y + Math.floor(at / area.w)];
    const was = mask.at(x, y) ? 1 : 0;
    if (was !== bit) expected.set(`${x} ${y}`, bit === 1 ? 1 : 2);
  });
  expect(told).toEqual(expected);
  const kinds = [...expected.values()];
  expect([added, removed]).toEqual([1, 2].map((kind) => kinds.filter((k) => k === kind).length));
});
