import { expect, it } from 'vitest';
import { MAX_RADIUS, MIN_RADIUS, stepRadius } from './settings.ts';

it('brush sizes grow and shrink, and end at the limits', () => {
  expect(stepRadius(10, 1)).toBeGreaterThan(10);
  expect(stepRadius(10, -1)).toBeLessThan(10);
  expect(stepRadius(10, 4)).toBeGreaterThan(stepRadius(10, 1));
  expect(stepRadius(MAX_RADIUS, 1)).toBe(MAX_RADIUS);
  expect(stepRadius(MIN_RADIUS, -1)).toBe(MIN_RADIUS);
});

it('every step from the smallest to the largest moves', () => {
  let radius = MIN_RADIUS;
  for (let i = 0; i < 100 && radius < MAX_RADIUS; i++) {
    const next = stepRadius(radius, 1);
    expect(next).toBeGreaterThan(radius);
    radius = next;
  }
  expect(radius).toBe(MAX_RADIUS);
  for (let i = 0; i < 100 && radius > MIN_RADIUS; i++) {
    const next = stepRadius(radius, -1);
    expect(next).toBeLessThan(radius);
    radius = next;
  }
  expect(radius).toBe(MIN_RADIUS);
});
