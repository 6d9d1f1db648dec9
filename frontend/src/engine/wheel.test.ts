import { expect, it } from 'vitest';
import { wheelMove } from './wheel.ts';

const still = {
  deltaX: 0,
  deltaY: 0,
  deltaMode: 0,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
};

it('a notch of a mouse zooms, away from the user is closer', () => {
  expect(wheelMove({ ...still, deltaY: -100 }, 'auto')).toMatchObject({ kind: 'zoom' });
  const move = wheelMove({ ...still, deltaY: -100 }, 'auto');
  expect(move.kind === 'zoom' && move.factor).toBeGreaterThan(1);
});

it('two fingers on a trackpad pan, a pinch zooms', () => {
  expect(wheelMove({ ...still, deltaX: 3, deltaY: 12 }, 'auto')).toEqual({
    kind: 'pan',
    dx: -3,
    dy: -12,
  });
  expect(wheelMove({ ...still, deltaY: 4, ctrlKey: true }, 'auto').kind).toBe('zoom');
});

it('the setting wins over the guess', () => {
  expect(wheelMove({ ...still, deltaX: 3, deltaY: 12 }, 'zoom').kind).toBe('zoom');
  expect(wheelMove({ ...still, deltaY: 100 }, 'pan').kind).toBe('pan');
});
