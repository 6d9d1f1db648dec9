import { toScreen, type Size } from './camera.ts';
import type { CellSource } from './cell-source.ts';
import { farthestColour, parseHex } from './colour.ts';
import type { Flash } from './flash.ts';
import type { Mark } from './history.ts';
import { begin, type Frame } from './layers/frame.ts';
import { Ghost } from './layers/ghost.ts';
import { drawBusy, drawCross, drawMarks } from './layers/marks.ts';
import { drawMasks, type MaskLook } from './layers/masks.ts';
import { Outline } from './layers/outline.ts';
import { drawScribble } from './layers/paths.ts';
import { drawPhoto } from './layers/photo.ts';
import { drawPlace } from './layers/place.ts';
import { ADDED, REMOVED, Tint } from './layers/tint.ts';
import type { Picture } from './picture.ts';
import type { Point, Rect } from './rect.ts';
import type { ImageSession } from './session.ts';
import type { Settings } from './settings.ts';
import type { Store } from './store.ts';
import type { Tool, Touch } from './tools/tool.ts';

const FLASH = 250;
/** The last part of the flash, in which it fades. */
const FADE = FLASH / 3;
const STILL_FLASH = 400;
const BUSY_AFTER = 150;
/** Between two turns of the ring at the pointer: every frame would take the processor from what is waited for. */
const BUSY_TURN = 60;

/** One image that is worked on. */
export interface Subject {
  readonly session: ImageSession;
  readonly picture: Picture;
  readonly cells: CellSource;
}

/** Where hand and pointer are, for what is drawn at them. */
export interface Hand {
  readonly tool: Tool;
  readonly pointer: Touch | null;
  /** The pointer has a cursor of the tool. */
  readonly pointing: boolean;
  /** The cross of the keyboard, in image pixels. */
  readonly cross: Point | null;
  /** The point that a click would take away. */
  readonly hit: Mark | null;
}

/** An image with its masks and marks, and how they are drawn. */
export class Scene {
  private readonly outlines = new Map<string, Outline>();
  private readonly colours = new Map<string, string>();
  private flash: { tint: Tint; since: number } | null = null;
  private preview: Tint | null = null;
  private ghost: { of: Flash; drawn: Ghost } | null = null;
  private pointed: { place: Rect; colour: string } | null = null;
  private workingSince: number | null = null;

  constructor(
    readonly subject: Subject,
    private readonly settings: Store<Settings>,
  ) {}

  get size(): Size {
    return this.subject.session.image;
  }

  /** The pixels of an object's mask look different inside `rect`. */
  repaint(key: string, rect: Rect): void {
    this.outlines.get(key)?.changed(rect);
  }

  light(flash: Flash): void {
    this.flash = { tint: new Tint(flash), since: performance.now() };
  }

  /** Shows what would change, until it is called with null. */
  foresee(change: Flash | null): void {
    this.preview = change && new Tint(change);
  }

  /** Frames a place of the image, until it is called with null. */
  point(place: Rect | null, colour: string): void {
    this.pointed = place && { place, colour };
  }

  /** The colour of an object's mask: that of its label, else chosen when the object has pixels, then kept. */
  colourOf(key: string): string {
    const { picture, session } = this.subject;
    const { colours } = this.settings.get();
    const document = session.documents.find((one) => one.key === key);
    const label = document?.label ?? '';
    const known = colours[label] ?? session.image.colours?.[label] ?? this.colours.get(key);
    if (known !== undefined) return known;
    const mean = document && picture.meanUnder(document.shown);
    const taken = [...this.colours.values(), ...Object.values(colours)].map(parseHex);
    const colour = farthestColour([...(mean ? [mean] : []), ...taken]);
    if (mean) this.colours.set(key, colour);
    return colour;
  }

  paintPhoto(frame: Frame): void {
    drawPhoto(frame, this.subject.picture);
  }

  paintMasks(frame: Frame, look: MaskLook): void {
    const { session } = this.subject;
    const { loaded, current } = session.state.get();
    if (!loaded) {
      begin(frame);
      return;
    }
    // The first of the list lies on top.
    const seen = session.documents.filter(({ hidden }) => !hidden).reverse();
    const masks = seen.map(({ key, shown }) => ({
      mask: shown,
      outline: this.outlineOf(key),
      colour: this.colourOf(key),
      current: key === current,
    }));
    drawMasks(frame, masks, look);
  }

  /** Draws what moves; tells in how many milliseconds it looks different (0: in the next frame), null: not by itself. */
  paintMarks(frame: Frame, settings: Settings, hand: Hand): number | null {
    begin(frame);
    const now = performance.now();
    this.preview?.draw(frame, 1);
    if (!settings.hidden) this.paintGhost(frame);
    const flashing = this.paintFlash(frame, now);
    const { context, ratio, camera } = frame;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { marks, scribbles, unsent, link } = this.subject.session.state.get();
    if (!settings.hidden) {
      for (const { points, radius, positive } of scribbles) {
        const line = points.map(([x, y]) => ({ x, y }));
        drawScribble(frame, line, radius, positive ? ADDED : REMOVED);
      }
      drawMarks(frame, [
        ...marks.map((mark) => ({
          ...mark,
          waiting: unsent.has(mark.opId) && link !== 'open',
          hovered: mark === hand.hit,
        })),
        ...(hand.tool.held ?? []).map((mark) => ({ ...mark, waiting: true, hovered: false })),
      ]);
    }
    if (this.pointed) drawPlace(frame, this.pointed.place, this.pointed.colour);
    if (hand.cross) drawCross(context, toScreen(camera, hand.cross), settings.positive);
    const pointer = hand.pointing && !hand.hit ? hand.pointer : null;
    hand.tool.paint?.({ frame, settings, pointer });
    return sooner(this.paintBusy(context, hand.pointer, now), flashing);
  }

  private outlineOf(key: string): Outline {
    const known = this.outlines.get(key);
    if (known) return known;
    const made = new Outline();
    this.outlines.set(key, made);
    return made;
  }

  /** What a click at the pointer would do. */
  private paintGhost(frame: Frame): void {
    const { seen } = this.subject.session.foresight.state.get();
    if (this.ghost?.of !== seen) this.ghost = seen && { of: seen, drawn: new Ghost(seen) };
    this.ghost?.drawn.draw(frame);
  }

  private paintFlash(frame: Frame, now: number): number | null {
    if (!this.flash) return null;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const left = (still ? STILL_FLASH : FLASH) - (now - this.flash.since);
    if (left < 0) {
      this.flash = null;
      return null;
    }
    this.flash.tint.draw(frame, still ? 1 : Math.min(1, left / FADE));
    return Math.max(0, still ? left : left - FADE);
  }

  private paintBusy(
    context: CanvasRenderingContext2D,
    pointer: Touch | null,
    now: number,
  ): number | null {
    const { working, link } = this.subject.session.state.get();
    if (!working || link !== 'open') {
      this.workingSince = null;
      return null;
    }
    this.workingSince ??= now;
    const early = this.workingSince + BUSY_AFTER - now;
    if (early > 0) return early;
    if (!pointer) return null;
    drawBusy(context, pointer.screen, now / 160);
    return BUSY_TURN;
  }
}

function sooner(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
