import { useEffect, useRef, useState } from 'react';
import type { ImageItem } from '../../api/types.ts';

interface FocusInput {
  images: readonly ImageItem[];
  /** Id of the image one comes back to. */
  at: number | undefined;
  columns: number;
  more: () => void;
  /** Everything that matches is loaded. */
  complete: boolean;
}

/** The index of the image in focus. Coming back from the editor, pages are loaded until the image one left is found. */
export function useFocus({ images, at, columns, more, complete }: FocusInput): {
  focus: number;
  setFocus: (index: number) => void;
  move: (by: number) => void;
} {
  const [focus, setFocus] = useState(() =>
    Math.max(
      0,
      images.findIndex((i) => i.id === at),
    ),
  );
  const wanted = useRef(at);
  useEffect(() => {
    if (wanted.current === undefined || images.length === 0) return;
    const index = images.findIndex((i) => i.id === wanted.current);
    if (index >= 0) {
      setFocus(index);
      wanted.current = undefined;
    } else if (complete) wanted.current = undefined;
    else more();
  }, [images, more, complete]);
  const last = Math.max(0, images.length - 1);
  const within = Math.min(focus, last);
  return {
    focus: within,
    setFocus: (index) => {
      wanted.current = undefined;
      setFocus(Math.min(last, Math.max(0, index)));
    },
    move: (by) => {
      const next = within + by;
      const rowOf = (i: number): number => Math.floor(i / columns);
      if (next < 0) {
        if (Math.abs(by) === 1) return;
        setFocus(within % columns);
      } else if (next > last) {
        // Down into a last row that is not full.
        if (rowOf(within) < rowOf(last)) setFocus(last);
      } else setFocus(next);
    },
  };
}
