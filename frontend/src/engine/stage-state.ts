import type { Size } from './camera.ts';
import { EMPTY, type Point, type Rect } from './rect.ts';
import { NO_MODIFIERS, type Modifiers } from './tools/tool.ts';

export interface StageState {
  readonly scale: number;
  readonly fitted: boolean;
  /** CSS pixels per pixel of the fitted picture, at least 1. */
  readonly zoom: number;
  /** The part of the image in the view. */
  readonly seen: Rect;
  /** The pointer in image pixels; null outside the image. */
  readonly pointer: Point | null;
  readonly modifiers: Modifiers;
  readonly spaceHeld: boolean;
  readonly view: Size;
  /** How often a tool was tried on an object that is locked. */
  readonly barred: number;
}

export const STAGE_AT_FIRST: StageState = {
  scale: 1,
  fitted: true,
  zoom: 1,
  seen: EMPTY,
  pointer: null,
  modifiers: NO_MODIFIERS,
  spaceHeld: false,
  view: { width: 0, height: 0 },
  barred: 0,
};

export interface StageLook {
  /** Two greys of the checkerboard. */
  readonly checker: readonly [string, string];
}
