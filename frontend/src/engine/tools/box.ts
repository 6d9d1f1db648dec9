import { drawLine } from '../layers/paths.ts';
import { drawCross } from '../layers/marks.ts';
import type { Point } from '../rect.ts';
import { clamped, rounded, type Bench, type Easel, type Tool, type Touch } from './tool.ts';

/** CSS pixels; a smaller box is a slip of the hand. */
const SMALLEST = 5;

/** A box drawn around an object cuts it out. */
export class BoxTool implements Tool {
  private from: Touch | null = null;
  private to: Touch | null = null;

  down(touch: Touch): void {
    [this.from, this.to] = [touch, touch];
  }

  move(path: readonly Touch[], bench: Bench): void {
    if (!this.from) return;
    this.to = path.at(-1) ?? this.to;
    bench.redraw();
  }

  up(touch: Touch, bench: Bench): void {
    const { from } = this;
    this.from = null;
    bench.redraw();
    if (!from) return;
    const across = Math.abs(touch.screen.x - from.screen.x);
    const down = Math.abs(touch.screen.y - from.screen.y);
    if (Math.min(across, down) < SMALLEST) return;
    const [a, b] = corners(from.image, touch.image, bench.session.image);
    const [w, h] = [Math.round((b.x - a.x) * 100) / 100, Math.round((b.y - a.y) * 100) / 100];
    if (w >= 1 && h >= 1) bench.session.steps.ask({ kind: 'box', box: [a.x, a.y, w, h] });
  }

  cancel(bench: Bench): boolean {
    const had = this.from !== null;
    this.from = null;
    bench.redraw();
    return had;
  }

  paint({ frame, pointer }: Easel): void {
    if (this.from && this.to) {
      const [a, b] = corners(this.from.image, this.to.image, frame.image);
      const ring = [a, { x: b.x, y: a.y }, b, { x: a.x, y: b.y }];
      drawLine(frame, ring, { closed: true, dashed: true });
    }
    if (pointer) drawCross(frame.context, pointer.screen, true);
  }
}

/** Top left and bottom right of the box that two points span inside the image. */
function corners(a: Point, b: Point, image: { width: number; height: number }): [Point, Point] {
  const [p, q] = [rounded(clamped(a, image)), rounded(clamped(b, image))];
  return [
    { x: Math.min(p.x, q.x), y: Math.min(p.y, q.y) },
    { x: Math.max(p.x, q.x), y: Math.max(p.y, q.y) },
  ];
}
