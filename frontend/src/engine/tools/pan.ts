import type { Point } from '../rect.ts';
import type { Bench, Tool, Touch } from './tool.ts';

/** Moves the picture. */
export class PanTool implements Tool {
  private last: Point | null = null;

  down({ screen }: Touch): void {
    this.last = screen;
  }

  move(path: readonly Touch[], bench: Bench): void {
    const touch = path.at(-1);
    if (!touch || !this.last) return;
    bench.pan(touch.screen.x - this.last.x, touch.screen.y - this.last.y);
    this.last = touch.screen;
  }

  up(): void {
    this.last = null;
  }

  cancel(): boolean {
    this.last = null;
    return false;
  }
}
