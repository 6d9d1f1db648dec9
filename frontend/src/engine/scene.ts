import { toScreen, type Camera, type Size } from './camera.ts';
import { farthestColour, parseHex } from './colour.ts';
import type { Flash } from './flash.ts';
import { FlashImage } from './layers/flash.ts';
import { begin, type Frame } from './layers/frame.ts';
import { drawBrush, drawBusy, drawCross, drawMarks } from './layers/marks.ts';
import { drawMasks, type MaskLook } from './layers/masks.ts';
import { Outline } from './layers/outline.ts';
import { drawPhoto } from './layers/photo.ts';
import type { Picture } from './picture.ts';
import type { Point } from './rect.ts';
import type { ImageSession } from './session.ts';
import type { Settings } from './settings.ts';
import { brushSign } from './tools/brush.ts';
import { signOf } from './tools/click.ts';
import { inside, type Modifiers, type Tool, type Touch } from './tools/tool.ts';
import type { Mark } from './history.ts';

const FLASH = 250;
const STILL_FLASH = 400;
const BUSY_AFTER = 150;
const NOWHERE: Size = { width: 1, height: 1 };

/** Where hand and pointer are, for what is drawn at them. */
export interface Hand {
  readonly tool: Tool;
  readonly pointer: Touch | null;
  readonly modifiers: Modifiers;
  /** The cross of the keyboard, in image pixels. */
  readonly cross: Point | null;
  /** The pointer moves the picture. */
  readonly panning: boolean;
  /** The point that a click would take away. */
  readonly hit: Mark | null;
}

/** One image with its masks and marks, and how they are drawn. */
export class Scene {
  readonly session: ImageSession | null;
  private readonly outlines: Outline[] = [];
  private readonly colours: string[] = [];
  private flash: { image: FlashImage; since: number } | null = null;
  private workingSince: number | null = null;

  constructor(
    session: ImageSession | null = null,
    private readonly picture: Picture | null = null,
  ) {
    this.session = session;
  }

  get size(): Size {
    return this.session?.image ?? NOWHERE;
  }

  /** The pixels of an object's mask look different. */
  repaint(key: number): void {
    this.outlines[key]?.forget();
  }

  light(flash: Flash): void {
    this.flash = { image: new FlashImage(flash), since: performance.now() };
  }

  /** The colour of an object's mask: chosen when the object has pixels, then kept. */
  colourOf(key: number): string {
    const known = this.colours[key];
    if (known !== undefined) return known;
    const mask = this.session?.documents[key]?.shown;
    const mean = mask && this.picture?.meanUnder(mask);
    const taken = this.colours.filter((colour) => colour).map(parseHex);
    const colour = farthestColour([...(mean ? [mean] : []), ...taken]);
    if (mean) this.colours[key] = colour;
    return colour;
  }

  paintPhoto(frame: Frame): void {
    drawPhoto(frame, this.session ? this.picture : null);
  }

  paintMasks(frame: Frame, look: MaskLook): void {
    const { session } = this;
    if (!session?.state.get().loaded) {
      begin(frame);
      return;
    }
    const { current } = session.state.get();
    const masks = session.documents.map(({ shown }, key) => ({
      mask: shown,
      outline: (this.outlines[key] ??= new Outline()),
      colour: this.colourOf(key),
      current: key === current,
    }));
    drawMasks(frame, masks, look);
  }

  /** Draws what moves; says whether it has to be drawn again in the next frame. */
  paintMarks(frame: Frame, settings: Settings, hand: Hand): boolean {
    begin(frame);
    const now = performance.now();
    const flashing = this.paintFlash(frame, now);
    const { context, ratio } = frame;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { session } = this;
    if (!session) return flashing;
    const { marks, unsent, link } = session.state.get();
    if (!settings.hidden) {
      drawMarks(frame, [
        ...marks.map((mark) => ({
          ...mark,
          waiting: unsent.has(mark.opId) && link !== 'open',
          hovered: mark === hand.hit,
        })),
        ...hand.tool.held.map((mark) => ({ ...mark, waiting: true, hovered: false })),
      ]);
    }
    if (!hand.hit) this.paintCursor(context, frame.camera, settings, hand);
    return this.paintBusy(context, hand.pointer, now) || flashing;
  }

  private paintCursor(
    context: CanvasRenderingContext2D,
    camera: Camera,
    settings: Settings,
    { pointer, cross, modifiers, panning }: Hand,
  ): void {
    const { tool, positive, radius, shape } = settings;
    if (cross) drawCross(context, toScreen(camera, cross), positive);
    if (!pointer || pointer.finger || panning || this.session?.state.get().holder) return;
    if (!inside(pointer.image, this.size)) return;
    const touch = { secondary: pointer.secondary, modifiers };
    if (tool === 'click') drawCross(context, pointer.screen, signOf(touch, positive));
    if (tool === 'brush' || tool === 'eraser') {
      const adds = brushSign(touch, tool === 'brush');
      drawBrush(context, pointer.screen, radius * camera.scale, shape === 'round', adds);
    }
  }

  private paintFlash(frame: Frame, now: number): boolean {
    if (!this.flash) return false;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const age = now - this.flash.since;
    if (age > (still ? STILL_FLASH : FLASH)) {
      this.flash = null;
      return false;
    }
    const fade = Math.min(1, (FLASH - age) / (FLASH / 3));
    this.flash.image.draw(frame, still ? 1 : fade);
    return true;
  }

  private paintBusy(
    context: CanvasRenderingContext2D,
    pointer: Touch | null,
    now: number,
  ): boolean {
    const state = this.session?.state.get();
    if (!state?.working || state.link !== 'open') {
      this.workingSince = null;
      return false;
    }
    this.workingSince ??= now;
    if (pointer && now - this.workingSince > BUSY_AFTER) {
      drawBusy(context, pointer.screen, now / 160);
    }
    return true;
  }
}
