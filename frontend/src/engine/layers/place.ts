import { toScreen } from '../camera.ts';
import type { Rect } from '../rect.ts';
import type { Frame } from './frame.ts';

const RIM = 'rgb(0 0 0 / 55%)';

/** A thin frame around a place of the image: its line in `colour` with a dark rim, nothing inside. One unit is one CSS pixel. */
export function drawPlace({ context, camera }: Frame, place: Rect, colour: string): void {
  const from = toScreen(camera, place);
  const to = toScreen(camera, { x: place.x + place.w, y: place.y + place.h });
  const box = [from.x - 2, from.y - 2, to.x - from.x + 4, to.y - from.y + 4] as const;
  context.strokeStyle = RIM;
  context.lineWidth = 3;
  context.strokeRect(...box);
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.strokeRect(...box);
}
