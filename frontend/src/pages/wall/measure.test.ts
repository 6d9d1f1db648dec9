import { describe, expect, it } from 'vitest';
import { cellShape, columnRange, GAP, layout, MARGIN, thumbSize } from './measure.ts';

const photo = (width: number, height: number) => ({ width, height });

describe('the wall', () => {
  it('takes the shape of the median photo, snapped', () => {
    expect(cellShape([photo(100, 100), photo(300, 400), photo(301, 400)])).toBe(3 / 4);
    expect(cellShape([photo(4000, 3000)])).toBe(4 / 3);
    expect(cellShape([])).toBe(1);
  });

  it.each([5, 9, 14])('fills the row with %i columns', (columns) => {
    const plan = layout(1428, columns, 3 / 4);
    const used = plan.cell * columns + GAP * (columns - 1) + 2 * MARGIN;
    expect(used).toBeLessThanOrEqual(1428);
    expect(1428 - used).toBeLessThan(columns);
  });

  it('offers 5 to 14 columns at 1440', () => {
    expect(columnRange(1428)).toMatchObject({ min: 5, max: 14 });
  });

  it('asks for a picture that is sharp on the screen and no larger', () => {
    expect(thumbSize(150, 1)).toBe(256);
    expect(thumbSize(150, 2)).toBe(512);
  });
});
