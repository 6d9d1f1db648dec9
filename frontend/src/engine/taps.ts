import type { Point } from './rect.ts';
import type { Touch } from './tools/tool.ts';

/** CSS pixels that a finger may stray and still have stayed. */
const TAP = 8;

/** Tells a finger that taps from one that travels: the first acts, the second moves the picture. */
export class Taps {
  private start: Point | null = null;
  private last: Point | null = null;
  private moved = false;

  down({ screen }: Touch): void {
    this.start = screen;
    this.last = screen;
    this.moved = false;
  }

  /** How far the picture has to move; null while the finger has not left its place. */
  move({ screen }: Touch): Point | null {
    const { start, last } = this;
    if (!start || !last) return null;
    this.moved ||= Math.hypot(screen.x - start.x, screen.y - start.y) > TAP;
    this.last = screen;
    return this.moved ? { x: screen.x - last.x, y: screen.y - last.y } : null;
  }

  /** Says whether it was a tap. */
  up(): boolean {
    const tapped = this.start !== null && !this.moved;
    this.start = null;
    return tapped;
  }

  cancel(): void {
    this.start = null;
  }
}
