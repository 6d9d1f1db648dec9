import { toImage, type Camera } from './camera.ts';
import type { Point } from './rect.ts';
import { NO_MODIFIERS, type Modifiers, type Touch } from './tools/tool.ts';

export interface PointerPorts {
  camera(): Camera;
  /** A drag with this pointer pans whatever the tool: middle button, or Space is held. */
  pans(event: PointerEvent): boolean;
  down(touch: Touch): void;
  move(path: readonly Touch[]): void;
  up(touch: Touch): void;
  cancel(): void;
  /** The pointer moves without a button; null: it left. */
  hover(touch: Touch | null): void;
  pan(dx: number, dy: number): void;
  /** Two fingers: `factor` about `at`, then move by (dx, dy). */
  pinch(factor: number, at: Point, dx: number, dy: number): void;
}

type Drag = 'tool' | 'pan' | 'pinch' | null;

/** Turns pointer events into touches for tools. Returns what ends the listening. */
export function listenToPointers(element: HTMLElement, ports: PointerPorts): () => void {
  const fingers = new Map<number, Point>();
  let drag: Drag = null;
  let active = -1;
  let secondary = false;
  let last: Point = { x: 0, y: 0 };

  const screenOf = (event: PointerEvent): Point => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const touchOf = (event: PointerEvent): Touch => {
    const screen = screenOf(event);
    return {
      screen,
      image: toImage(ports.camera(), screen),
      modifiers: modifiersOf(event),
      secondary,
      finger: event.pointerType === 'touch',
      time: event.timeStamp,
    };
  };

  const down = (event: PointerEvent): void => {
    const at = screenOf(event);
    if (event.pointerType === 'touch') fingers.set(event.pointerId, at);
    // Not for the mouse alone: a drag must go on when the pointer leaves the canvas.
    element.setPointerCapture(event.pointerId);
    if (fingers.size === 2) {
      if (drag === 'tool') ports.cancel();
      drag = 'pinch';
      return;
    }
    if (drag !== null) return;
    active = event.pointerId;
    secondary = event.button === 2;
    last = at;
    if (ports.pans(event)) {
      drag = 'pan';
    } else if (event.button === 0 || event.button === 2) {
      drag = 'tool';
      ports.down(touchOf(event));
    }
  };

  const move = (event: PointerEvent): void => {
    const at = screenOf(event);
    if (drag === 'pinch') pinch(event.pointerId, at);
    else if (drag === 'pan' && event.pointerId === active) {
      ports.pan(at.x - last.x, at.y - last.y);
      last = at;
    } else if (drag === 'tool' && event.pointerId === active) {
      const coalesced = event.getCoalescedEvents();
      ports.move((coalesced.length > 0 ? coalesced : [event]).map(touchOf));
    }
    if (event.pointerType !== 'touch') {
      if (drag === null) secondary = false;
      ports.hover(touchOf(event));
    }
  };

  const pinch = (id: number, at: Point): void => {
    const before = fingers.get(id);
    const other = [...fingers].find(([finger]) => finger !== id)?.[1];
    if (!before || !other) return;
    fingers.set(id, at);
    const apart = Math.hypot(before.x - other.x, before.y - other.y);
    const now = Math.hypot(at.x - other.x, at.y - other.y);
    const middle = { x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 };
    ports.pinch(apart > 0 ? now / apart : 1, middle, (at.x - before.x) / 2, (at.y - before.y) / 2);
  };

  const end = (event: PointerEvent): void => {
    fingers.delete(event.pointerId);
    if (drag === 'pinch') {
      if (fingers.size === 0) drag = null;
      return;
    }
    if (event.pointerId !== active) return;
    if (drag === 'tool') {
      if (event.type === 'pointercancel') ports.cancel();
      else ports.up(touchOf(event));
    }
    drag = null;
    active = -1;
    secondary = false;
  };

  const leave = (): void => {
    if (drag === null) ports.hover(null);
  };
  const menu = (event: Event): void => {
    event.preventDefault();
  };

  const listeners: [string, (event: never) => void][] = [
    ['pointerdown', down],
    ['pointermove', move],
    ['pointerup', end],
    ['pointercancel', end],
    ['pointerleave', leave],
    ['contextmenu', menu],
  ];
  for (const [type, listener] of listeners)
    element.addEventListener(type, listener as EventListener);
  return () => {
    for (const [type, listener] of listeners) {
      element.removeEventListener(type, listener as EventListener);
    }
  };
}

/** Command counts as Ctrl, as it does for shortcuts. */
export function modifiersOf(event: MouseEvent | KeyboardEvent): Modifiers {
  return { shift: event.shiftKey, ctrl: event.ctrlKey || event.metaKey, alt: event.altKey };
}

/** Tells of Shift, Ctrl and Alt going down and up, also without a pointer. Returns what ends it. */
export function watchModifiers(tell: (modifiers: Modifiers) => void): () => void {
  const key = (event: KeyboardEvent): void => {
    tell(modifiersOf(event));
  };
  const lost = (): void => {
    tell(NO_MODIFIERS);
  };
  window.addEventListener('keydown', key);
  window.addEventListener('keyup', key);
  window.addEventListener('blur', lost);
  return () => {
    window.removeEventListener('keydown', key);
    window.removeEventListener('keyup', key);
    window.removeEventListener('blur', lost);
  };
}
