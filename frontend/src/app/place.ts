import type { Reason } from '../ui/ReasonChip.tsx';

/** A place of an image that is to be looked at, and the mask it is about; null: whichever is current. */
export interface Place {
  readonly box: readonly [x: number, y: number, width: number, height: number];
  readonly mask: number | null;
}

const NAMES = ['place', 'object'] as const;

/** Has the address of an image lead to what the reason is about. */
export function writePlace(query: URLSearchParams, { box, mask }: Reason): void {
  query.set('place', box.join());
  if (mask !== undefined) query.set('object', String(mask));
}

/** The place that an address leads to; null where it names none. */
export function readPlace(query: URLSearchParams): Place | null {
  const [x, y, width, height, ...more] = (query.get('place') ?? '').split(',').map(Number);
  if (x === undefined || y === undefined || !width || !height || more.length > 0) return null;
  return x >= 0 && y >= 0 && width > 0 && height > 0
    ? { box: [x, y, width, height], mask: Number(query.get('object')) || null }
    : null;
}

/** The same address for another image, where the place means nothing. */
export function withoutPlace(query: URLSearchParams): URLSearchParams {
  const others = new URLSearchParams(query);
  for (const name of NAMES) others.delete(name);
  return others;
}
