import { toScreen } from '../camera.ts';
import type { Point } from '../rect.ts';
import type { Frame } from './frame.ts';

const DARK = 'rgba(11, 11, 11, 0.8)';
const LIGHT = '#ffffff';

/** A line through image points, light on a dark rim, of the same width at every zoom. One unit is one CSS pixel. */
export function drawLine(
  { context, camera }: Frame,
  points: readonly Point[],
  { dashed = false, closed = false }: { dashed?: boolean; closed?: boolean } = {},
): void {
  if (points.length < 2) return;
  const path = new Path2D();
  for (const point of points) {
    const { x, y } = toScreen(camera, point);
    path.lineTo(x, y);
  }
  if (closed) path.closePath();
  context.lineJoin = 'round';
  context.lineWidth = 3.4;
  context.strokeStyle = DARK;
  context.stroke(path);
  context.lineWidth = 1.5;
  context.strokeStyle = LIGHT;
  if (dashed) context.setLineDash([4, 4]);
  context.stroke(path);
  context.setLineDash([]);
}

/** A point that was set by hand. `large`: a click on it closes the ring. */
export function drawAnchor({ context, camera }: Frame, point: Point, large: boolean): void {
  const { x, y } = toScreen(camera, point);
  const half = large ? 5 : 3;
  context.fillStyle = DARK;
  context.fillRect(x - half - 1, y - half - 1, half * 2 + 2, half * 2 + 2);
  context.fillStyle = LIGHT;
  context.fillRect(x - half, y - half, half * 2, half * 2);
}

/** A thick translucent line: a scribble. `radius` in image pixels. */
export function drawScribble(
  { context, camera }: Frame,
  points: readonly Point[],
  radius: number,
  colour: string,
): void {
  if (points.length === 0) return;
  const path = new Path2D();
  for (const point of points) {
    const { x, y } = toScreen(camera, point);
    path.lineTo(x, y);
    if (points.length === 1) path.lineTo(x + 0.01, y);
  }
  context.save();
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.globalAlpha = 0.4;
  context.lineWidth = radius * 2 * camera.scale + 2;
  context.strokeStyle = '#0b0b0b';
  context.stroke(path);
  context.globalAlpha = 0.75;
  context.lineWidth = Math.max(1.5, radius * 2 * camera.scale);
  context.strokeStyle = colour;
  context.stroke(path);
  context.restore();
}

/** A figure on its own dark ground beside the pointer. */
export function drawFigure({ context }: Frame, at: Point, text: string): void {
  context.save();
  context.font = '500 11px "Inter Variable", system-ui, sans-serif';
  context.textBaseline = 'middle';
  const width = context.measureText(text).width + 14;
  context.fillStyle = 'rgba(22, 22, 22, 0.9)';
  context.beginPath();
  context.roundRect(at.x + 16, at.y - 32, width, 20, 5);
  context.fill();
  context.fillStyle = LIGHT;
  context.fillText(text, at.x + 23, at.y - 21.5);
  context.restore();
}
