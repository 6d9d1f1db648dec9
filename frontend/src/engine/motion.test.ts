import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Motion } from './motion.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('lasts as long as the picture is moved, and ends once', () => {
  const rested = vi.fn();
  const motion = new Motion(rested);
  expect(motion.moving).toBe(false);
  for (let frame = 0; frame < 30; frame++) {
    motion.moved();
    vi.advanceTimersByTime(100);
    expect(motion.moving).toBe(true);
  }
  expect(rested).not.toHaveBeenCalled();
  vi.advanceTimersByTime(100);
  expect(motion.moving).toBe(false);
  expect(rested).toHaveBeenCalledOnce();
});

it('says nothing more once it is stopped', () => {
  const rested = vi.fn();
  const motion = new Motion(rested);
  motion.moved();
  motion.stop();
  vi.advanceTimersByTime(1000);
  expect(rested).not.toHaveBeenCalled();
});
