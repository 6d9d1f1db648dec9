import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useActivity } from './activity.ts';
import type { Work } from './work.ts';

const work = { image: { id: 1 } } as Work;

beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
afterEach(() => vi.useRealTimers());

function pass(seconds: number): void {
  act(() => {
    vi.advanceTimersByTime(seconds * 1000);
  });
}

it('counts while somebody works, and not while nobody touches anything', () => {
  const { result } = renderHook(() => useActivity(work));
  pass(10);
  expect(result.current).toBe(10);
  pass(600);
  expect(result.current).toBe(30);
  window.dispatchEvent(new Event('pointermove'));
  pass(5);
  expect(result.current).toBe(35);
});
