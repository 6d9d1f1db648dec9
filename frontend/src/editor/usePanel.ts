import { useState } from 'react';

const STORED = 'koutu.editor.panel';
export const PANEL_WIDTH = { least: 240, usual: 284, most: 420 } as const;

export interface PanelState {
  open: boolean;
  width: number;
  toggle: () => void;
  resize: (width: number) => void;
}

function remembered(): number {
  const stored = Number(localStorage.getItem(STORED));
  return stored >= PANEL_WIDTH.least && stored <= PANEL_WIDTH.most ? stored : PANEL_WIDTH.usual;
}

/** Whether the panel is there and how wide; the width is remembered. */
export function usePanel(): PanelState {
  const [open, setOpen] = useState(() => innerWidth >= 1100);
  const [width, setWidth] = useState(remembered);
  return {
    open,
    width,
    toggle: () => setOpen((now) => !now),
    resize: (wanted) => {
      const next = Math.round(Math.min(PANEL_WIDTH.most, Math.max(PANEL_WIDTH.least, wanted)));
      localStorage.setItem(STORED, String(next));
      setWidth(next);
    },
  };
}
