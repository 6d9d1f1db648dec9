import { expect, it } from 'vitest';
import { farthestColour, MASK_COLOURS, parseHex, toLab } from './colour.ts';

it('white is L 100, black L 0, and greys have no hue', () => {
  expect(toLab([255, 255, 255])[0]).toBeCloseTo(100, 1);
  expect(toLab([0, 0, 0])[0]).toBeCloseTo(0, 5);
  expect(Math.abs(toLab([128, 128, 128])[1])).toBeLessThan(0.1);
});

it('an object never gets a mask of its own colour', () => {
  for (const colour of MASK_COLOURS) {
    expect(farthestColour([parseHex(colour)])).not.toBe(colour);
  }
});

it('a blue shirt gets a warm mask', () => {
  expect(['#ff9f1a', '#f02fb4']).toContain(farthestColour([[40, 90, 220]]));
});

it('two objects get two colours', () => {
  const first = farthestColour([[200, 200, 200]]);
  expect(farthestColour([[200, 200, 200], parseHex(first)])).not.toBe(first);
});
