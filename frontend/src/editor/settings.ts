import { DEFAULTS, stepRadius, VIEWS, type Settings } from '../engine/settings.ts';
import { Store } from '../engine/store.ts';

const STORED = 'koutu.editor';
/** What is remembered from visit to visit; peeking and hiding are for the moment. */
const KEPT = [
  'mode',
  'preview',
  'overlay',
  'radius',
  'shape',
  'scribble',
  'cells',
  'tolerance',
  'amounts',
  'view',
  'wheel',
  'colours',
] as const satisfies readonly (keyof Settings)[];

function remembered(): Partial<Settings> {
  try {
    const stored = JSON.parse(localStorage.getItem(STORED) ?? '{}') as Partial<Settings>;
    return Object.fromEntries(KEPT.filter((key) => key in stored).map((key) => [key, stored[key]]));
  } catch {
    // Written by hand or by another version: start afresh.
    return {};
  }
}

/** How the user works, the same for every image of this page's life. */
export const settings = new Store<Settings>({ ...DEFAULTS, ...remembered() });

settings.subscribe(() => {
  const now = settings.get();
  localStorage.setItem(
    STORED,
    JSON.stringify(Object.fromEntries(KEPT.map((key) => [key, now[key]]))),
  );
});

/** Removing and erasing are the same wish, so one key swaps both. */
export function swapSign(): void {
  const { tool, positive } = settings.get();
  if (tool === 'brush') settings.set({ tool: 'eraser' });
  else if (tool === 'eraser') settings.set({ tool: 'brush' });
  else settings.set({ positive: !positive });
}

/** The size of the tool in hand: of the scribble's line, else of the brush. */
export function resize(steps: number): void {
  const { tool, radius, scribble } = settings.get();
  if (tool === 'scribble') settings.set({ scribble: stepRadius(scribble, steps) });
  else settings.set({ radius: stepRadius(radius, steps) });
}

export function nextView(): void {
  const { view } = settings.get();
  settings.set({
    view: VIEWS[(VIEWS.indexOf(view) + 1) % VIEWS.length] ?? 'overlay',
    hidden: false,
  });
}
