import type { Camera } from '../camera.ts';
import type { CellMap } from '../cells.ts';
import type { Mark } from '../history.ts';
import type { Frame } from '../layers/frame.ts';
import type { PixelSource } from '../picture.ts';
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
  /** Milliseconds on the clock of the page's events. */
  readonly time: number;
}

/** What a tool may see and do. */
export interface Bench {
  readonly session: ImageSession;
  readonly settings: Settings;
  readonly camera: Camera;
  readonly marks: readonly Mark[];
  readonly photo: PixelSource;
  /** Screen pixels per pixel of the fitted picture, at least 1. */
  readonly zoom: number;
  /** The cells of the chosen size; null while they are on their way. */
  cells(): CellMap | null;
  pan(dx: number, dy: number): void;
  /** Changes how the user works. */
  set(settings: Partial<Settings>): void;
  /** Something that the tool shows has changed. */
  redraw(): void;
}

/** Where a tool draws what is being made and its cursor. One unit is one CSS pixel. */
export interface Easel {
  readonly frame: Frame;
  readonly settings: Settings;
  /** The pointer, while it is over the image and has a cursor. */
  readonly pointer: Touch | null;
}

/** One way of working with the pointer, as a small state machine. Drags end with `up` or `cancel`, never with both. */
export interface Tool {
  /** A finger that travels pans, and only one that stays acts; for tools that need no drag. */
  readonly taps?: boolean;
  /** Something is being drawn that takes pixels away. */
  readonly erasing?: boolean;
  down(touch: Touch, bench: Bench): void;
  /** `path` holds every position since the last call, oldest first. */
  move(path: readonly Touch[], bench: Bench): void;
  up(touch: Touch, bench: Bench): void;
  /** Drops what is being drawn; says whether there was anything. */
  cancel(bench: Bench): boolean;
  /** The pointer moved without a button. */
  hover?(touch: Touch, bench: Bench): void;
  /** The pointer is no longer where `hover` saw it. */
  leave?(bench: Bench): void;
  /** A modifier went down or up. */
  modified?(modifiers: Modifiers, bench: Bench): void;
  /** Completes what is being drawn; says whether there was anything. */
  finish?(modifiers: Modifiers, bench: Bench): boolean;
  /** Takes the last part of what is being drawn back; says whether there was any. */
  stepBack?(bench: Bench): boolean;
  /** Points that are placed and held back. */
  readonly held?: readonly PointMessage[];
  /** The point that a click here would take away. */
  hit?(touch: Touch, bench: Bench): Mark | null;
  paint?(easel: Easel): void;
}

/** What a click or a drag with these buttons and keys means. */
export function signOf(
  { secondary, modifiers }: Pick<Touch, 'secondary' | 'modifiers'>,
  positive: boolean,
): boolean {
  return secondary || modifiers.ctrl || modifiers.alt ? !positive : positive;
}

export function inside(
  { x, y }: Point,
  { width, height }: { width: number; height: number },
): boolean {
  return x >= 0 && y >= 0 && x < width && y < height;
}

/** The nearest point of the image, its edges included. */
export function clamped(
  { x, y }: Point,
  { width, height }: { width: number; height: number },
): Point {
  return { x: Math.min(width, Math.max(0, x)), y: Math.min(height, Math.max(0, y)) };
}

/** Wire coordinates: a hundredth of a pixel is finer than any pointer. */
export function rounded({ x, y }: Point): Point {
  return { x: Math.round(x * 100) / 100, y: Math.round(y * 100) / 100 };
}
