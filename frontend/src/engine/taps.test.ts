import { expect, it } from 'vitest';
import { Taps } from './taps.ts';
import { NO_MODIFIERS, type Touch } from './tools/tool.ts';

function at(x: number, y: number): Touch {
  const point = { x, y };
  return {
    screen: point,
    image: point,
    modifiers: NO_MODIFIERS,
    secondary: false,
    finger: true,
    time: 0,
  };
}

it('a finger that stays taps, however much it trembles', () => {
  const taps = new Taps();
  taps.down(at(10, 10));
  expect(taps.move(at(14, 13))).toBeNull();
  expect(taps.up()).toBe(true);
});

it('one that travels moves the picture and does not tap', () => {
  const taps = new Taps();
  taps.down(at(10, 10));
  expect(taps.move(at(30, 10))).toEqual({ x: 20, y: 0 });
  expect(taps.move(at(32, 13))).toEqual({ x: 2, y: 3 });
  expect(taps.up()).toBe(false);
});

it('one that was joined by a second does nothing any more', () => {
  const taps = new Taps();
  taps.down(at(10, 10));
  taps.cancel();
  expect(taps.move(at(40, 10))).toBeNull();
  expect(taps.up()).toBe(false);
});
