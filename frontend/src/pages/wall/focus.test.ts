import { act, renderHook } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import type { ImageItem } from '../../api/types.ts';
import { useFocus } from './focus.ts';

const images = (count: number): ImageItem[] =>
  Array.from({ length: count }, (_, i) => ({ id: 100 + i }) as ImageItem);
const wall = (count: number, columns: number, at?: number) => ({
  images: images(count),
  at,
  columns,
  more: vi.fn(),
  complete: true,
});

function walk(count: number, columns: number, ...steps: number[]): number {
  const { result } = renderHook(() => useFocus(wall(count, columns)));
  for (const step of steps) act(() => result.current.move(step));
  return result.current.focus;
}

it('moves by one and by a row', () => {
  expect(walk(20, 5, 1, 5, -1)).toBe(5);
});

it('stays inside at every edge', () => {
  expect(walk(20, 5, -1)).toBe(0);
  expect(walk(20, 5, -5)).toBe(0);
  expect(walk(3, 5, 1, 1, 1, 1)).toBe(2);
});

it('goes down into a last row that is not full', () => {
  expect(walk(12, 5, 4, 5, 5)).toBe(11);
});

it('keeps its column when a page up goes beyond the top', () => {
  expect(walk(50, 5, 1, 1, 5, -25)).toBe(2);
});

it('finds the image one comes back to, loading on until it is there', () => {
  const more = vi.fn();
  const { result, rerender } = renderHook(
    (loaded: number) =>
      useFocus({ images: images(loaded), at: 130, columns: 5, more, complete: false }),
    { initialProps: 20 },
  );
  expect(more).toHaveBeenCalled();
  rerender(40);
  expect(result.current.focus).toBe(30);
});
