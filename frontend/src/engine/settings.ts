import type { BrushShape } from './brush.ts';
import type { Cleanup } from './cleanup.ts';
import type { Mode } from './wire.ts';

export const TOOLS = [
  'click',
  'box',
  'scribble',
  'superpixel',
  'lasso',
  'brush',
  'eraser',
  'polygon',
  'wand',
  'cleanup',
  'pan',
] as const;
export type ToolName = (typeof TOOLS)[number];

/** Coarse, medium and fine superpixels. */
export const CELL_COUNTS = [300, 1000, 3000] as const;
export type CellCount = (typeof CELL_COUNTS)[number];

export const VIEWS = ['overlay', 'outline', 'checker', 'white', 'black', 'bw'] as const;
export type View = (typeof VIEWS)[number];

/** What the wheel does: `auto` zooms with a mouse and pans with a trackpad. */
export type Wheel = 'auto' | 'zoom' | 'pan';

/** How the user works; the same from image to image. */
export interface Settings {
  readonly tool: ToolName;
  /** What a plain click means. */
  readonly positive: boolean;
  readonly mode: Mode;
  /** Show what a click would do while the pointer rests. */
  readonly preview: boolean;
  /** Opacity of the overlay, 0 to 0.8. */
  readonly overlay: number;
  /** Half the brush's width, in image pixels. */
  readonly radius: number;
  readonly shape: BrushShape;
  /** Half a scribble's width, in image pixels. */
  readonly scribble: number;
  /** How many superpixels the picture is cut into. */
  readonly cells: CellCount;
  /** How far a colour may be from the one under the wand, 0 to 255 in every channel. */
  readonly tolerance: number;
  readonly cleanup: Cleanup;
  /** How much of each clean-up, in pixels. */
  readonly amounts: Readonly<Record<Cleanup, number>>;
  readonly view: View;
  readonly hidden: boolean;
  readonly wheel: Wheel;
  /** Colours that the user chose for labels; others are chosen for contrast with the photo. */
  readonly colours: Readonly<Record<string, string>>;
  /** The label of the next new object; empty: the dataset's first. */
  readonly label: string;
}

export const DEFAULTS: Settings = {
  tool: 'click',
  positive: true,
  mode: 'auto',
  preview: true,
  overlay: 0.42,
  radius: 12,
  shape: 'round',
  scribble: 4,
  cells: 1000,
  tolerance: 24,
  cleanup: 'fill',
  amounts: { fill: 0, islands: 200, largest: 0, smooth: 3, grow: 2, shrink: 2, invert: 0 },
  view: 'overlay',
  hidden: false,
  wheel: 'auto',
  colours: {},
  label: '',
};

export const MIN_RADIUS = 0.5;
export const MAX_RADIUS = 500;

/** The next brush size in a direction: a fifth at least, half a pixel at least. */
export function stepRadius(radius: number, steps: number): number {
  let next = radius;
  for (let i = 0; i < Math.abs(steps); i++) {
    const by = Math.max(0.5, next * 0.2);
    next = steps > 0 ? next + by : Math.max(next - by, next / 1.2 - 0.25);
  }
  return Math.min(MAX_RADIUS, Math.max(MIN_RADIUS, Math.round(next * 2) / 2));
}
