import { toScreen } from '../camera.ts';
import type { Point } from '../rect.ts';
import type { PointMessage } from '../wire.ts';
import { ADDED, REMOVED } from './tint.ts';
import type { Frame } from './frame.ts';

export const MARK_RADIUS = 6.5;
const LAST_RADIUS = 8.5;

export interface DrawnMark extends PointMessage {
  /** Not sent yet, because Shift holds it back or the line is broken. */
  readonly waiting: boolean;
  /** Under the pointer: a click takes it away. */
  readonly hovered: boolean;
}

/** The clicks, in the same size at every zoom; the sign says the same as the colour. In CSS pixels. */
export function drawMarks({ context, camera }: Frame, marks: readonly DrawnMark[]): void {
  for (const [index, mark] of marks.entries()) {
    const { x, y } = toScreen(camera, mark);
    const radius = index === marks.length - 1 || mark.hovered ? LAST_RADIUS : MARK_RADIUS;
    context.globalAlpha = mark.waiting ? 0.75 : 1;
    disc(context, x, y, radius + 2.5, 'rgba(11, 11, 11, 0.75)');
    disc(context, x, y, radius + 1.7, '#ffffff');
    if (mark.hovered) {
      disc(context, x, y, radius, '#0b0b0b');
      away(context, x, y, radius * 0.36);
      continue;
    }
    disc(context, x, y, radius, mark.positive ? ADDED : REMOVED);
    sign(context, x, y, radius * 0.5, mark.positive);
  }
  context.globalAlpha = 1;
}

/** A cross with a white core and a dark rim; the badge says what a click will do. */
export function drawCross(context: CanvasRenderingContext2D, at: Point, positive: boolean): void {
  const [x, y] = [Math.round(at.x) + 0.5, Math.round(at.y) + 0.5];
  const arms = new Path2D();
  for (const [dx, dy] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const) {
    arms.moveTo(x + dx * 5, y + dy * 5);
    arms.lineTo(x + dx * 14, y + dy * 14);
  }
  context.lineCap = 'round';
  stroke(context, arms, 3.4, 'rgba(11, 11, 11, 0.8)');
  stroke(context, arms, 1.5, '#ffffff');
  context.lineCap = 'butt';
  disc(context, x, y, 1.6, 'rgba(11, 11, 11, 0.8)');
  disc(context, x, y, 0.9, '#ffffff');
  disc(context, x + 13, y + 13, 6.2, '#ffffff');
  disc(context, x + 13, y + 13, 5.2, positive ? ADDED : REMOVED);
  sign(context, x + 13, y + 13, 2.8, positive);
}

/** The brush in its true size, with a light and a dark ring. `radius` in CSS pixels. */
export function drawBrush(
  context: CanvasRenderingContext2D,
  at: Point,
  radius: number,
  round: boolean,
  positive: boolean,
): void {
  const shape = new Path2D();
  if (round) shape.arc(at.x, at.y, Math.max(1, radius), 0, Math.PI * 2);
  else shape.rect(at.x - radius, at.y - radius, radius * 2, radius * 2);
  stroke(context, shape, 3, 'rgba(11, 11, 11, 0.8)');
  stroke(context, shape, 1.4, '#ffffff');
  const out = radius * (round ? Math.SQRT1_2 : 1) + 9;
  disc(context, at.x + out, at.y + out, 6.2, '#ffffff');
  disc(context, at.x + out, at.y + out, 5.2, positive ? ADDED : REMOVED);
  sign(context, at.x + out, at.y + out, 2.8, positive);
}

/** A click is being answered. */
export function drawBusy(context: CanvasRenderingContext2D, at: Point, turn: number): void {
  const ring = new Path2D();
  ring.arc(at.x + 13, at.y - 13, 5, turn, turn + Math.PI * 1.4);
  stroke(context, ring, 3.6, 'rgba(11, 11, 11, 0.7)');
  stroke(context, ring, 1.8, '#ffffff');
}

function disc(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  r: number,
  colour: string,
): void {
  context.beginPath();
  context.arc(x, y, r, 0, Math.PI * 2);
  context.fillStyle = colour;
  context.fill();
}

function sign(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  arm: number,
  plus: boolean,
): void {
  const path = new Path2D();
  path.moveTo(x - arm, y);
  path.lineTo(x + arm, y);
  if (plus) {
    path.moveTo(x, y - arm);
    path.lineTo(x, y + arm);
  }
  stroke(context, path, 1.7, '#ffffff');
}

/** A cross: the point goes away. */
function away(context: CanvasRenderingContext2D, x: number, y: number, arm: number): void {
  const path = new Path2D();
  path.moveTo(x - arm, y - arm);
  path.lineTo(x + arm, y + arm);
  path.moveTo(x + arm, y - arm);
  path.lineTo(x - arm, y + arm);
  stroke(context, path, 1.7, '#ffffff');
}

function stroke(
  context: CanvasRenderingContext2D,
  path: Path2D,
  width: number,
  colour: string,
): void {
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.stroke(path);
}
