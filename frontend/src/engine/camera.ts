import type { Point, Rect } from './rect.ts';

/** Where the picture lies: screen = image * scale + (x, y), in CSS pixels of the canvas. */
export interface Camera {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export const MIN_SCALE = 0.02;
export const MAX_SCALE = 32;

/** Room left around a fitted picture; the top holds the view switch, so that it covers nothing. */
export const FIT_MARGIN = { top: 52, right: 20, bottom: 20, left: 20 } as const;

const KEEP_VISIBLE = 48;

export function clampScale(scale: number): number {
  return Math.min(MAX_SCALE, Math.max(MIN_SCALE, scale));
}

export function toScreen(camera: Camera, point: Point): Point {
  return { x: point.x * camera.scale + camera.x, y: point.y * camera.scale + camera.y };
}

export function toImage(camera: Camera, point: Point): Point {
  return { x: (point.x - camera.x) / camera.scale, y: (point.y - camera.y) / camera.scale };
}

/** The scale at which the whole picture is as large as the margins allow. */
export function fitScale(image: Size, view: Size): number {
  const room = roomIn(view);
  return clampScale(Math.min(room.width / image.width, room.height / image.height));
}

/** The whole picture, as large as the margins allow. */
export function fit(image: Size, view: Size): Camera {
  const scale = fitScale(image, view);
  const room = roomIn(view);
  return {
    scale,
    x: Math.round(FIT_MARGIN.left + (room.width - image.width * scale) / 2),
    y: Math.round(FIT_MARGIN.top + (room.height - image.height * scale) / 2),
  };
}

/** As close as a third of a place's surroundings need, so that one sees where it lies; never farther than the whole picture. */
const SURROUNDINGS = 3;
const CLOSEST = 4;

/** A place of the picture in the middle of the view. */
export function around({ x, y, w, h }: Rect, image: Size, view: Size): Camera {
  const room = roomIn(view);
  const near = Math.min(room.width / w, room.height / h) / SURROUNDINGS;
  const scale = clampScale(Math.max(fitScale(image, view), Math.min(CLOSEST, near)));
  return {
    scale,
    x: FIT_MARGIN.left + room.width / 2 - (x + w / 2) * scale,
    y: FIT_MARGIN.top + room.height / 2 - (y + h / 2) * scale,
  };
}

function roomIn({ width, height }: Size): Size {
  const { top, right, bottom, left } = FIT_MARGIN;
  return { width: Math.max(1, width - left - right), height: Math.max(1, height - top - bottom) };
}

/** Sets the scale; the image point under `anchor` (screen) stays where it is. */
export function zoomTo(camera: Camera, scale: number, anchor: Point): Camera {
  const next = clampScale(scale);
  const fixed = toImage(camera, anchor);
  return { scale: next, x: anchor.x - fixed.x * next, y: anchor.y - fixed.y * next };
}

export function pan(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x + dx, y: camera.y + dy };
}

/** Keeps a strip of the picture inside the view, so that it cannot be lost. */
export function hold(camera: Camera, image: Size, view: Size): Camera {
  const bound = (at: number, length: number, room: number): number => {
    const keep = Math.min(KEEP_VISIBLE, length, room);
    return Math.min(room - keep, Math.max(keep - length, at));
  };
  return {
    scale: camera.scale,
    x: bound(camera.x, image.width * camera.scale, view.width),
    y: bound(camera.y, image.height * camera.scale, view.height),
  };
}

/** The image pixels that can be seen, plus `margin` screen pixels on every side. */
export function visible(camera: Camera, image: Size, view: Size, margin = 0): Rect {
  const from = toImage(camera, { x: -margin, y: -margin });
  const to = toImage(camera, { x: view.width + margin, y: view.height + margin });
  const x = Math.max(0, Math.floor(from.x));
  const y = Math.max(0, Math.floor(from.y));
  return {
    x,
    y,
    w: Math.max(0, Math.min(image.width, Math.ceil(to.x)) - x),
    h: Math.max(0, Math.min(image.height, Math.ceil(to.y)) - y),
  };
}
