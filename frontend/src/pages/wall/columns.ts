import { type RefObject, useLayoutEffect, useState } from 'react';
import { columnRange } from './measure.ts';

const STORED = 'koutu.wall.columns';

/** How many columns the wall has: the chosen number as far as the window allows, remembered. */
export function useColumns(frame: RefObject<HTMLElement | null>): {
  columns: number;
  range: { min: number; max: number };
  width: number;
  choose: (columns: number) => void;
} {
  const [width, setWidth] = useState(0);
  const [chosen, setChosen] = useState(() => Number(localStorage.getItem(STORED)) || undefined);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame]);
  const range = columnRange(width);
  const clamp = (n: number): number => Math.min(range.max, Math.max(range.min, n));
  return {
    columns: clamp(chosen ?? range.start),
    range,
    width,
    choose: (columns) => {
      const next = clamp(columns);
      localStorage.setItem(STORED, String(next));
      setChosen(next);
    },
  };
}
