import { expect, it } from 'vitest';
import { flood, type Pixels } from './flood.ts';
import { countOf } from './region.ts';

/** A grey picture from digits; a digit is a tenth of white. */
function grey(...rows: string[]): Pixels {
  const values = rows
    .join('')
    .split('')
    .flatMap((digit) => {
      const value = Number(digit) * 25;
      return [value, value, value, 255];
    });
  return { data: Uint8ClampedArray.from(values), width: rows[0]!.length, height: rows.length };
}

const picture = grey('112299', '119299', '192911', '999911');

it('takes the connected pixels of the same colour', () => {
  const region = flood(picture, 0, 0, 0);
  expect(region.rect).toEqual({ x: 0, y: 0, w: 2, h: 3 });
  expect(countOf(region)).toBe(5);
});

it('takes more the larger the tolerance, never around a corner', () => {
  expect(countOf(flood(picture, 0, 0, 25))).toBe(8);
  expect(countOf(flood(picture, 5, 2, 25))).toBe(4);
  expect(countOf(flood(picture, 0, 0, 255))).toBe(24);
});

it('measures from the pixel that was pressed and does not creep along a slope', () => {
  expect(countOf(flood(grey('01234'), 0, 0, 25))).toBe(2);
});

it('outside the picture is nothing', () => {
  expect(countOf(flood(picture, -1, 0, 10))).toBe(0);
});
