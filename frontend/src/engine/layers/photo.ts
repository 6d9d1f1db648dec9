import { visible } from '../camera.ts';
import type { Picture } from '../picture.ts';
import { begin, type Frame } from './frame.ts';

const GRID_FROM = 16;

/** The photo with a dark edge and a soft shadow; single pixels show from 400%, a pixel grid from 1600%. */
export function drawPhoto(frame: Frame, picture: Picture): void {
  begin(frame);
  const { context, camera, image, view, ratio } = frame;
  const { scale, x, y } = camera;
  const [w, h] = [image.width * scale, image.height * scale];
  context.save();
  context.shadowColor = 'rgba(0, 0, 0, 0.45)';
  context.shadowBlur = 18 * ratio;
  context.shadowOffsetY = 4 * ratio;
  context.fillStyle = '#0b0b0b';
  context.fillRect(x, y, w, h);
  context.restore();
  context.lineWidth = 1;
  context.strokeStyle = 'rgba(11, 11, 11, 0.35)';
  context.strokeRect(x - 0.5, y - 0.5, w + 1, h + 1);
  const seen = visible(camera, image, view);
  picture.draw(context, seen, camera, { pixels: scale * ratio, moving: frame.moving });
  if (scale >= GRID_FROM) drawGrid(frame, seen.x, seen.y, seen.w, seen.h);
}

function drawGrid({ context, camera }: Frame, x: number, y: number, w: number, h: number): void {
  const { scale } = camera;
  const [left, top] = [x * scale + camera.x, y * scale + camera.y];
  context.beginPath();
  for (let i = 0; i <= w; i++) {
    context.moveTo(left + i * scale, top);
    context.lineTo(left + i * scale, top + h * scale);
  }
  for (let i = 0; i <= h; i++) {
    context.moveTo(left, top + i * scale);
    context.lineTo(left + w * scale, top + i * scale);
  }
  context.strokeStyle = 'rgba(128, 128, 128, 0.35)';
  context.lineWidth = 1;
  context.stroke();
}
