import type { Camera, Size } from '../camera.ts';

/** What every layer needs to know to draw itself. */
export interface Frame {
  readonly context: CanvasRenderingContext2D;
  readonly camera: Camera;
  /** CSS pixels of the canvas. */
  readonly view: Size;
  readonly image: Size;
  /** Device pixels per CSS pixel. */
  readonly ratio: number;
  /** The picture is being moved: this is seen for one frame only, and must be ready in time. */
  readonly moving: boolean;
}

/** Clears the layer; afterwards one unit is one CSS pixel. */
export function begin({ context, view, ratio }: Frame): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, view.width, view.height);
}

/** Afterwards one unit is one image pixel. */
export function inImage({ context, camera, ratio }: Frame): void {
  const scale = ratio * camera.scale;
  context.setTransform(scale, 0, 0, scale, ratio * camera.x, ratio * camera.y);
}
