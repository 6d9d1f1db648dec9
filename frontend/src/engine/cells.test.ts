import { expect, it } from 'vitest';
import { CellMap } from './cells.ts';
import { countOf } from './region.ts';

const map = new CellMap(4, 3, Uint32Array.from([0, 0, 1, 1, 0, 2, 2, 1, 2, 2, 2, 3]));

it('knows the cell at a place', () => {
  expect([map.at(0.9, 0.9), map.at(1, 1), map.at(3.99, 2.99)]).toEqual([0, 2, 3]);
  expect([map.at(-0.1, 0), map.at(4, 0), map.at(0, 3)]).toEqual([null, null, null]);
  expect(map.count).toBe(4);
});

it('gives the pixels of a cell, and of several together', () => {
  expect(map.region([2])).toEqual({
    rect: { x: 0, y: 1, w: 3, h: 2 },
    bits: Uint8Array.from([0, 1, 1, 1, 1, 1]),
  });
  const both = map.region([0, 3]);
  expect(both.rect).toEqual({ x: 0, y: 0, w: 4, h: 3 });
  expect(countOf(both)).toBe(4);
  expect(countOf(map.region([]))).toBe(0);
});

it('covers a larger picture with a smaller map, every pixel with the nearest of it', () => {
  const small = new CellMap(5, 3, Uint32Array.from([0, 1, 2, 1]), { width: 2, height: 2 });
  const seen = Array.from({ length: 15 }, (_, i) => small.at(i % 5, Math.floor(i / 5)));
  expect(seen).toEqual([0, 0, 1, 1, 1, 2, 2, 1, 1, 1, 2, 2, 1, 1, 1]);
  expect(small.region([2])).toEqual({
    rect: { x: 0, y: 1, w: 2, h: 2 },
    bits: Uint8Array.from([1, 1, 1, 1]),
  });
  expect(countOf(small.region([0, 1, 2]))).toBe(15);
});

it('refuses a list of another length', () => {
  expect(() => new CellMap(2, 2, new Uint32Array(3))).toThrow(RangeError);
});
