import { expect, it } from 'vitest';
import { Bitmap } from './bitmap.ts';
import { EMPTY } from './rect.ts';

it('a write changes its rectangle and nothing else, and says how much', () => {
  const mask = new Bitmap(8, 6);
  const before = mask.clone();
  const said = mask.write({ x: 2, y: 1, w: 3, h: 2 }, new Uint8Array([1, 1, 0, 0, 1, 1]));
  expect(said).toEqual({ added: 4, removed: 0 });
  for (let y = 0; y < 6; y++) {
    for (let x = 0; x < 8; x++) {
      if (x < 2 || x > 4 || y < 1 || y > 2) expect(mask.at(x, y)).toBe(before.at(x, y));
    }
  }
  expect(mask.area).toBe(4);
  expect(mask.write({ x: 2, y: 1, w: 1, h: 1 }, new Uint8Array([0]))).toEqual({
    added: 0,
    removed: 1,
  });
  expect(mask.area).toBe(3);
});

it('area and bounds of given pixels are measured', () => {
  const data = new Uint8Array(20 * 10);
  data[3 * 20 + 4] = 1;
  data[7 * 20 + 15] = 1;
  const mask = new Bitmap(20, 10, data);
  expect(mask.area).toBe(2);
  expect(mask.bounds).toEqual({ x: 4, y: 3, w: 12, h: 5 });
  expect(new Bitmap(20, 10).bounds).toEqual(EMPTY);
});

it('painting leaves unmarked pixels as they are', () => {
  const mask = new Bitmap(4, 1, new Uint8Array([1, 0, 1, 0]));
  mask.paint({ x: 0, y: 0, w: 4, h: 1 }, new Uint8Array([1, 1, 0, 0]), 0);
  expect([...mask.data]).toEqual([0, 0, 1, 0]);
});

it('a change that reaches outside is refused and changes nothing', () => {
  const mask = new Bitmap(4, 4);
  expect(() => mask.write({ x: 3, y: 0, w: 2, h: 1 }, new Uint8Array([1, 1]))).toThrow(RangeError);
  expect(mask.area).toBe(0);
});
