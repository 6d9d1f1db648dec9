import { rasterise } from './brush.ts';
import type { Size } from './camera.ts';
import { fillPolygon } from './polygon.ts';
import type { Point } from './rect.ts';
import type { Region } from './region.ts';
import type { HandWork, Interaction, Places } from './wire.ts';

/** The pixels that an interaction paints, as far as it tells by itself; null when only the server can say. */
export function regionOf(interaction: Interaction, size: Size): Region | null {
  switch (interaction.kind) {
    case 'brush':
      return rasterise(
        { ...interaction, points: toPoints(interaction.points) },
        size.width,
        size.height,
      );
    case 'polygon':
    case 'lasso':
      return fillPolygon(toPoints(interaction.points), size);
    default:
      return null;
  }
}

const BY_HAND: ReadonlySet<string> = new Set<HandWork['kind']>([
  'brush',
  'polygon',
  'lasso',
  'superpixel',
  'wand',
]);

/** The server does exactly what is already shown, so nobody has to wait for it. */
export function isByHand(interaction: Interaction): interaction is HandWork {
  return BY_HAND.has(interaction.kind);
}

export function toPlaces(points: readonly Point[]): Places {
  return points.map(({ x, y }): readonly [number, number] => [x, y]);
}

function toPoints(places: Places): Point[] {
  return places.map(([x, y]) => ({ x, y }));
}
