import { Bitmap } from '../bitmap.ts';
import type { Flash } from '../flash.ts';
import { isEmpty } from '../rect.ts';
import { inImage, type Frame } from './frame.ts';
import { Outline } from './outline.ts';
import { ADDED, REMOVED, Tint } from './tint.ts';

const STRENGTH = 0.45;
const RIM = 'rgba(11, 11, 11, 0.55)';

interface Part {
  readonly mask: Bitmap;
  readonly outline: Outline;
  readonly colour: string;
}

/** What would change: a light tint with a dashed line around it, so that nobody takes it for done. */
export class Ghost {
  private readonly tint: Tint;
  private readonly parts: readonly Part[];

  constructor(private readonly flash: Flash) {
    const { rect, change, added, removed } = flash;
    this.tint = new Tint(flash);
    const part = (value: number, colour: string): Part => ({
      mask: new Bitmap(
        rect.w,
        rect.h,
        change.map((now) => Number(now === value)),
      ),
      outline: new Outline(),
      colour,
    });
    this.parts = [
      ...(added > 0 ? [part(1, ADDED)] : []),
      ...(removed > 0 ? [part(2, REMOVED)] : []),
    ];
  }

  draw(frame: Frame): void {
    const { rect } = this.flash;
    if (isEmpty(rect)) return;
    this.tint.draw(frame, STRENGTH);
    const { camera, context } = frame;
    const { scale } = camera;
    const moved = { scale, x: camera.x + rect.x * scale, y: camera.y + rect.y * scale };
    const inside = { ...frame, camera: moved, image: { width: rect.w, height: rect.h } };
    for (const { mask, outline, colour } of this.parts) {
      const path = outline.get(mask, inside);
      inImage(inside);
      context.lineJoin = 'round';
      context.lineWidth = 2.6 / scale;
      context.strokeStyle = RIM;
      context.stroke(path);
      context.setLineDash([3 / scale, 3 / scale]);
      context.lineWidth = 1.4 / scale;
      context.strokeStyle = colour;
      context.stroke(path);
      context.setLineDash([]);
    }
  }
}
