import type { Wheel } from './settings.ts';

export type WheelMove =
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'pan'; readonly dx: number; readonly dy: number };

type WheelLike = Pick<
  WheelEvent,
  'deltaX' | 'deltaY' | 'deltaMode' | 'ctrlKey' | 'metaKey' | 'shiftKey'
>;

const LINE = 16;
const NOTCH = 100;

/** What a turn of the wheel or a gesture of two fingers means. Pinching arrives as a wheel with Ctrl. */
export function wheelMove(event: WheelLike, wheel: Wheel): WheelMove {
  const unit = event.deltaMode === 0 ? 1 : event.deltaMode === 1 ? LINE : NOTCH;
  const [dx, dy] = [event.deltaX * unit, event.deltaY * unit];
  if (event.ctrlKey || event.metaKey) return { kind: 'zoom', factor: Math.exp(-dy * 0.01) };
  if (wheel === 'pan' || (wheel === 'auto' && fromTrackpad(event))) {
    return event.shiftKey ? { kind: 'pan', dx: -dy, dy: -dx } : { kind: 'pan', dx: -dx, dy: -dy };
  }
  const turn = Math.max(-3, Math.min(3, dy / NOTCH));
  return { kind: 'zoom', factor: Math.exp(-turn * 0.2) };
}

/** A wheel turns in notches along one axis; fingers glide in small steps along both. */
function fromTrackpad({ deltaX, deltaY, deltaMode }: WheelLike): boolean {
  if (deltaMode !== 0) return false;
  return deltaX !== 0 || (Math.abs(deltaY) < 40 && deltaY !== 0);
}
