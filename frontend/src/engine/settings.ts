import type { BrushShape } from './brush.ts';
import type { Mode } from './wire.ts';

export const TOOLS = ['click', 'brush', 'eraser', 'pan'] as const;
export type ToolName = (typeof TOOLS)[number];

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
  /** Opacity of the overlay, 0 to 0.8. */
  readonly overlay: number;
  /** Half the brush's width, in image pixels. */
  readonly radius: number;
  readonly shape: BrushShape;
  readonly view: View;
  readonly hidden: boolean;
  readonly wheel: Wheel;
}

export const DEFAULTS: Settings = {
  tool: 'click',
  positive: true,
  mode: 'auto',
  overlay: 0.42,
  radius: 12,
  shape: 'round',
  view: 'overlay',
  hidden: false,
  wheel: 'auto',
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
