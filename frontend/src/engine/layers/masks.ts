import type { Bitmap } from '../bitmap.ts';
import type { View } from '../settings.ts';
import { begin, inImage, type Frame } from './frame.ts';
import type { Outline } from './outline.ts';

export interface DrawnMask {
  readonly mask: Bitmap;
  readonly outline: Outline;
  readonly colour: string;
  readonly current: boolean;
}

export interface MaskLook {
  readonly view: View;
  readonly overlay: number;
  /** Two greys of the checkerboard. */
  readonly checker: readonly [string, string];
  readonly hidden: boolean;
}

const OTHERS = 0.2;
const LINE = 1.5;
const DASH = 4;
const SQUARE = 8;

/** The masks over the photo, in the chosen view. The current one is drawn last. */
export function drawMasks(frame: Frame, masks: readonly DrawnMask[], look: MaskLook): void {
  begin(frame);
  if (look.hidden) return;
  const current = masks.find((mask) => mask.current);
  if (look.view === 'overlay' || look.view === 'outline') {
    for (const other of masks) if (!other.current) drawOther(frame, other, look.view);
  } else if (current) {
    cover(frame, current, look);
  }
  if (!current) return;
  const path = current.outline.get(current.mask, frame);
  inImage(frame);
  if (look.view === 'overlay') {
    frame.context.globalAlpha = look.overlay;
    frame.context.fillStyle = current.colour;
    frame.context.fill(path, 'evenodd');
    frame.context.globalAlpha = 1;
  }
  if (look.view === 'overlay' || look.view === 'outline' || look.view === 'checker') {
    dashes(frame, path);
  }
}

function drawOther(frame: Frame, { mask, outline, colour }: DrawnMask, view: View): void {
  const { context, camera } = frame;
  const path = outline.get(mask, frame);
  inImage(frame);
  context.fillStyle = colour;
  if (view === 'overlay') {
    context.globalAlpha = OTHERS;
    context.fill(path, 'evenodd');
    context.globalAlpha = 1;
  }
  context.setLineDash([]);
  context.lineWidth = 3 / camera.scale;
  context.strokeStyle = 'rgba(11, 11, 11, 0.7)';
  context.stroke(path);
  context.lineWidth = LINE / camera.scale;
  context.strokeStyle = colour;
  context.stroke(path);
}

/** Light and dark dashes, so that the outline shows on any ground. */
function dashes({ context, camera }: Frame, path: Path2D): void {
  context.lineJoin = 'round';
  context.lineWidth = LINE / camera.scale;
  context.setLineDash([]);
  context.strokeStyle = '#0b0b0b';
  context.stroke(path);
  context.setLineDash([DASH / camera.scale, DASH / camera.scale]);
  context.strokeStyle = '#ffffff';
  context.stroke(path);
  context.setLineDash([]);
}

/** Hides what lies outside the object; in black and white also what lies inside. */
function cover(frame: Frame, { mask, outline }: DrawnMask, look: MaskLook): void {
  const { context, image } = frame;
  const path = outline.get(mask, frame);
  const outside = new Path2D();
  outside.rect(0, 0, image.width, image.height);
  outside.addPath(path);
  inImage(frame);
  if (look.view === 'checker') {
    context.save();
    context.clip(outside, 'evenodd');
    drawChecker(frame, look.checker);
    context.restore();
    return;
  }
  context.fillStyle = look.view === 'white' ? '#ffffff' : '#000000';
  context.fill(outside, 'evenodd');
  if (look.view === 'bw') {
    context.fillStyle = '#ffffff';
    context.fill(path, 'evenodd');
  }
}

function drawChecker(
  { context, view, ratio }: Frame,
  [light, dark]: readonly [string, string],
): void {
  const tile = new OffscreenCanvas(SQUARE * 2, SQUARE * 2);
  const brush = tile.getContext('2d')!;
  brush.fillStyle = light;
  brush.fillRect(0, 0, SQUARE * 2, SQUARE * 2);
  brush.fillStyle = dark;
  brush.fillRect(0, 0, SQUARE, SQUARE);
  brush.fillRect(SQUARE, SQUARE, SQUARE, SQUARE);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = context.createPattern(tile, 'repeat')!;
  context.fillRect(0, 0, view.width, view.height);
}
