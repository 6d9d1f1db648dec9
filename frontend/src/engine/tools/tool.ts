import type { Camera } from '../camera.ts';
import type { Mark } from '../history.ts';
import type { Point } from '../rect.ts';
import type { ImageSession } from '../session.ts';
import type { Settings } from '../settings.ts';
import type { PointMessage } from '../wire.ts';

export interface Modifiers {
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly alt: boolean;
}

export const NO_MODIFIERS: Modifiers = { shift: false, ctrl: false, alt: false };

/** A pointer over the canvas, as tools see it. */
export interface Touch {
  /** CSS pixels of the canvas. */
  readonly screen: Point;
  /** Image pixels; may lie outside the image. */
  readonly image: Point;
  readonly modifiers: Modifiers;
  /** The secondary button started it. */
  readonly secondary: boolean;
  readonly finger: boolean;
}

/** What a tool may see and do. */
export interface Bench {
  readonly session: ImageSession;
  readonly settings: Settings;
  readonly camera: Camera;
  readonly marks: readonly Mark[];
  pan(dx: number, dy: number): void;
  /** Something that the tool shows has changed. */
  redraw(): void;
}

/** One way of working with the pointer, as a small state machine. Drags end with `up` or `cancel`, never with both. */
export interface Tool {
  down(touch: Touch, bench: Bench): void;
  /** `path` holds every position since the last call, oldest first. */
  move(path: readonly Touch[], bench: Bench): void;
  up(touch: Touch, bench: Bench): void;
  /** Drops what is being drawn; says whether there was anything. */
  cancel(bench: Bench): boolean;
  /** A modifier went down or up. */
  modified(modifiers: Modifiers, bench: Bench): void;
  /** Points that are placed and held back. */
  readonly held: readonly PointMessage[];
  /** Something is being drawn that takes pixels away. */
  readonly erasing: boolean;
}

export function inside(
  { x, y }: Point,
  { width, height }: { width: number; height: number },
): boolean {
  return x >= 0 && y >= 0 && x < width && y < height;
}

/** Wire coordinates: a hundredth of a pixel is finer than any pointer. */
export function rounded({ x, y }: Point): Point {
  return { x: Math.round(x * 100) / 100, y: Math.round(y * 100) / 100 };
}
