import { useEffect, useState } from 'react';
import type { Already } from '../engine/session-state.ts';
import type { Point } from '../engine/rect.ts';
import type { Stage } from '../engine/stage.ts';
import type { Work } from './work.ts';

const CHANGED = 1600;
const UNCHANGED = 2600;

export interface ChangeNotice {
  added: number;
  removed: number;
  /** Why nothing changed, where that can be told. */
  already: Already | null;
  /** Image pixels: left of what changed, or the click. */
  at: Point;
}

/** Says beside the last click for a moment what it changed, and lights up the changed pixels. */
export function useNotice(work: Work | null, stage: Stage | null): ChangeNotice | null {
  const [shown, setShown] = useState<{ work: Work; notice: ChangeNotice } | null>(null);
  useEffect(() => {
    if (!work || !stage) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (notice: ChangeNotice, time: number): void => {
      clearTimeout(timer);
      setShown({ work, notice });
      timer = setTimeout(() => setShown(null), time);
    };
    work.events.painted = (key, rect) => stage.painted(key, rect);
    work.events.flash = (flash) => {
      stage.flashed(flash);
      const { rect, added, removed } = flash;
      tell({ added, removed, already: null, at: { x: rect.x, y: rect.y + rect.h / 2 } }, CHANGED);
    };
    work.events.unchanged = (already) => {
      const at = stage.state.get().pointer;
      if (at) tell({ added: 0, removed: 0, already, at }, UNCHANGED);
    };
    return () => {
      clearTimeout(timer);
      work.events.painted = () => undefined;
      work.events.flash = () => undefined;
      work.events.unchanged = () => undefined;
    };
  }, [work, stage]);
  return shown?.work === work ? shown.notice : null;
}
