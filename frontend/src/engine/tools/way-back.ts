import { edgeCosts, Wires, type Costs } from '../livewire.ts';
import type { Sample } from '../picture.ts';
import type { Point } from '../rect.ts';
import type { Bench } from './tool.ts';
import { nearestCorner, toImage, toWindow } from './window.ts';

/** How much farther than the two ends the way is looked for. */
const AROUND = 1.5;
/** Pixels of the coarse copy on both sides of what is outlined already, where no way back leads. */
const TAKEN = 3;

/**
 * Where an outline goes on its way back to its first point, when nobody leads it: along the edges that a copy of the photo
 * shows in which both ends are near. One place for every `stretch` image pixels, without both ends.
 */
export function wayBack(
  path: readonly Point[],
  { photo, camera }: Bench,
  side: number,
  stretch: number,
): Point[] {
  const [first, last] = [path[0]!, path.at(-1)!];
  const span = AROUND * Math.max(Math.abs(first.x - last.x), Math.abs(first.y - last.y));
  const scale = Math.min(camera.scale, side / span);
  const middle = { x: (first.x + last.x) / 2, y: (first.y + last.y) / 2 };
  const view = photo.window(middle, scale, Math.ceil(span / 2 ** photo.levelFor(scale)));
  const costs = edgeCosts(view.pixels);
  const corner = (point: Point): Point => nearestCorner(toWindow(point, view), view);
  close(costs, path, view);
  const way = new Wires(costs, corner(last)).pathTo(corner(first));
  const every = Math.max(1, Math.round(stretch * Math.min(view.perPixel.x, view.perPixel.y)));
  return way.filter((_, i) => i > 0 && i % every === 0).map((place) => toImage(place, view));
}

/** The edge that was followed already is often the strongest of all; the rest of the object is meant. */
function close(costs: Costs, path: readonly Point[], view: Sample): void {
  const stride = costs.width + 1;
  for (const point of path) {
    const { x, y } = nearestCorner(toWindow(point, view), view);
    for (let row = Math.max(0, y - TAKEN); row <= Math.min(costs.height, y + TAKEN); row++) {
      const from = row * stride + Math.max(0, x - TAKEN);
      costs.corners.fill(255, from, row * stride + Math.min(costs.width, x + TAKEN) + 1);
    }
  }
}
