import { fit, hold, pan, toImage, toScreen, zoomTo, type Camera, type Size } from './camera.ts';
import { farthestColour, parseHex } from './colour.ts';
import { FlashImage } from './layers/flash.ts';
import { begin, type Frame } from './layers/frame.ts';
import { drawBrush, drawBusy, drawCross, drawMarks } from './layers/marks.ts';
import { drawMasks } from './layers/masks.ts';
import { Outline } from './layers/outline.ts';
import { drawPhoto } from './layers/photo.ts';
import type { Picture } from './picture.ts';
import { listenToPointers, modifiersOf } from './pointers.ts';
import type { Point } from './rect.ts';
import type { Flash, ImageSession } from './session.ts';
import type { Settings, ToolName } from './settings.ts';
import { Store } from './store.ts';
import { BrushTool, brushSign } from './tools/brush.ts';
import { ClickTool, signOf } from './tools/click.ts';
import { PanTool } from './tools/pan.ts';
import type { Bench, Modifiers, Tool, Touch } from './tools/tool.ts';
import { inside } from './tools/tool.ts';
import { wheelMove } from './wheel.ts';

const NO_MODIFIERS: Modifiers = { shift: false, ctrl: false, alt: false };
const FLASH = 250;
const STILL_FLASH = 400;
const BUSY_AFTER = 150;
const LAYERS = ['photo', 'masks', 'marks'] as const;
type Layer = (typeof LAYERS)[number];

export interface StageState {
  readonly scale: number;
  readonly fitted: boolean;
  /** The pointer in image pixels; null outside the image. */
  readonly pointer: Point | null;
  readonly modifiers: Modifiers;
  /** Clicks that Shift holds back. */
  readonly held: number;
  readonly spaceHeld: boolean;
  readonly view: Size;
}

export interface StageLook {
  readonly checker: readonly [string, string];
}

/** The canvas of the editor: photo, masks and marks in three layers, the camera over them, and the tools under the pointer. */
export class Stage {
  readonly state = new Store<StageState>({
    scale: 1,
    fitted: true,
    pointer: null,
    modifiers: NO_MODIFIERS,
    held: 0,
    spaceHeld: false,
    view: { width: 0, height: 0 },
  });
  private readonly contexts = new Map<Layer, CanvasRenderingContext2D>();
  private readonly due = new Set<Layer>();
  private readonly outlines: Outline[] = [];
  private readonly colours: (string | null)[] = [];
  private readonly tools = {
    click: new ClickTool(),
    brush: new BrushTool(true),
    eraser: new BrushTool(false),
    pan: new PanTool(),
  } satisfies Record<ToolName, Tool>;
  private readonly stops: (() => void)[] = [];
  private camera: Camera = { scale: 1, x: 0, y: 0 };
  private view: Size = { width: 0, height: 0 };
  private ratio = 1;
  private frame = 0;
  private session: ImageSession | null = null;
  private lastImage: Size | null = null;
  private picture: Picture | null = null;
  private hovered: Touch | null = null;
  private cross: Point | null = null;
  private peeking = false;
  private spaceHeld = false;
  private modifiers = NO_MODIFIERS;
  private flash: { image: FlashImage; since: number } | null = null;
  private workingSince: number | null = null;
  private unwatch: (() => void) | null = null;

  constructor(
    private readonly host: HTMLElement,
    private readonly settings: Store<Settings>,
    private look: StageLook,
  ) {
    for (const layer of LAYERS) {
      const canvas = document.createElement('canvas');
      canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';
      host.append(canvas);
      this.contexts.set(layer, canvas.getContext('2d')!);
    }
    const observer = new ResizeObserver(() => {
      this.resize();
    });
    observer.observe(host);
    this.stops.push(
      () => {
        observer.disconnect();
      },
      settings.subscribe(() => {
        this.draw('masks', 'marks');
      }),
      listenToPointers(host, {
        camera: () => this.camera,
        pans: (event) => event.button === 1 || this.spaceHeld,
        down: (touch) => {
          this.cross = null;
          this.withBench((bench) => {
            this.tool.down(touch, bench);
          });
        },
        move: (path) => {
          this.withBench((bench) => {
            this.tool.move(path, bench);
          });
        },
        up: (touch) => {
          this.withBench((bench) => {
            this.tool.up(touch, bench);
          });
          this.draw('masks', 'marks');
        },
        cancel: () => {
          this.cancel();
        },
        hover: (touch) => {
          this.hover(touch);
        },
        pan: (dx, dy) => {
          this.panBy(dx, dy);
        },
        pinch: (factor, at, dx, dy) => {
          this.move(pan(zoomTo(this.camera, this.camera.scale * factor, at), dx, dy));
        },
      }),
    );
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      this.wheel(event);
    };
    host.addEventListener('wheel', wheel, { passive: false });
    this.stops.push(() => {
      host.removeEventListener('wheel', wheel);
    });
    this.watchModifiers();
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    this.unwatch?.();
    for (const stop of this.stops) stop();
    for (const { canvas } of this.contexts.values()) canvas.remove();
  }

  /** Shows another image. `keepView` keeps the zoom and the place when the size is the same. */
  show(session: ImageSession | null, picture: Picture | null, keepView: boolean): void {
    const before = this.lastImage;
    if (session) this.lastImage = session.image;
    const same = before?.width === session?.image.width && before?.height === session?.image.height;
    this.unwatch?.();
    this.session = session;
    this.picture = picture;
    this.outlines.length = 0;
    this.colours.length = 0;
    this.flash = null;
    this.cancel();
    if (session && (!keepView || !same || this.state.get().fitted)) this.fit();
    this.unwatch =
      session?.state.subscribe(() => {
        this.workingSince = session.state.get().working
          ? (this.workingSince ?? performance.now())
          : null;
        this.draw('marks');
      }) ?? null;
    this.draw(...LAYERS);
  }

  relook(look: StageLook): void {
    this.look = look;
    this.draw(...LAYERS);
  }

  /** The pixels of an object's mask changed. */
  painted(key: number): void {
    this.outlines[key]?.forget();
    this.draw('masks');
  }

  flashed(flash: Flash): void {
    this.flash = { image: new FlashImage(flash), since: performance.now() };
    this.draw('marks');
  }

  /** The colour of an object's mask: chosen when the object has pixels, then kept. */
  colourOf(key: number): string {
    const known = this.colours[key];
    if (known) return known;
    const mask = this.session?.documents[key]?.shown;
    const mean = mask && this.picture?.meanUnder(mask);
    const taken = this.colours.flatMap((colour, other) =>
      colour && other !== key ? [parseHex(colour)] : [],
    );
    const colour = farthestColour([...(mean ? [mean] : []), ...taken]);
    if (mean) this.colours[key] = colour;
    return colour;
  }

  screenOf(point: Point): Point {
    return toScreen(this.camera, point);
  }

  fit(): void {
    const { session, view } = this;
    if (!session || view.width === 0) return;
    this.camera = fit(session.image, view);
    this.state.set({ scale: this.camera.scale, fitted: true });
    this.draw(...LAYERS);
  }

  /** Zooms about the pointer, or the middle of the view. */
  zoom(scale: number): void {
    this.move(zoomTo(this.camera, scale, this.anchor()));
  }

  zoomBy(factor: number): void {
    this.zoom(this.camera.scale * factor);
  }

  toggleFit(): void {
    if (this.state.get().fitted) this.zoom(1 / this.ratio);
    else this.fit();
  }

  /** One image pixel on one device pixel. */
  actualSize(): void {
    this.zoom(1 / this.ratio);
  }

  peek(on: boolean): void {
    this.peeking = on;
    this.draw('masks', 'marks');
  }

  holdSpace(on: boolean): void {
    this.spaceHeld = on;
    this.state.set({ spaceHeld: on });
    this.restyle();
  }

  /** Moves the cross of the keyboard by image pixels; the first time it appears in the middle of the view. */
  nudge(dx: number, dy: number): void {
    const { session, view } = this;
    if (!session) return;
    const from = this.cross ?? toImage(this.camera, { x: view.width / 2, y: view.height / 2 });
    const { width, height } = session.image;
    this.cross = {
      x: Math.min(width - 0.5, Math.max(0.5, Math.floor(from.x) + 0.5 + dx)),
      y: Math.min(height - 0.5, Math.max(0.5, Math.floor(from.y) + 0.5 + dy)),
    };
    this.state.set({ pointer: this.cross });
    this.draw('marks');
  }

  /** A click at the cross of the keyboard. */
  clickAtCross(positive: boolean): void {
    if (this.cross) this.session?.click([{ ...this.cross, positive }], this.settings.get().mode);
    else this.nudge(0, 0);
  }

  /** Drops what is being drawn; says whether there was anything. */
  cancel(): boolean {
    const { session } = this;
    if (!session || session.documents.length === 0) return false;
    const dropped = this.tool.cancel(this.bench(session));
    const had = dropped || this.cross !== null;
    this.cross = null;
    this.draw('marks');
    return had;
  }

  private get tool(): Tool {
    return this.tools[this.settings.get().tool];
  }

  private bench(session: ImageSession): Bench {
    return {
      session,
      settings: this.settings.get(),
      camera: this.camera,
      marks: session.state.get().marks,
      pan: (dx, dy) => {
        this.panBy(dx, dy);
      },
      redraw: () => {
        this.state.set({ held: this.tool.held.length });
        this.draw('marks');
      },
    };
  }

  private withBench(work: (bench: Bench) => void): void {
    const { session } = this;
    const ready = session?.state.get();
    if (!session || !ready?.loaded || (ready.holder && this.settings.get().tool !== 'pan')) return;
    work(this.bench(session));
  }

  private hover(touch: Touch | null): void {
    this.hovered = touch;
    const image = this.session?.image;
    if (touch) this.cross = null;
    this.state.set({ pointer: touch && image && inside(touch.image, image) ? touch.image : null });
    if (touch) this.modify(touch.modifiers);
    this.restyle();
    this.draw('marks');
  }

  private watchModifiers(): void {
    const listener = (event: KeyboardEvent): void => {
      this.modify(modifiersOf(event));
    };
    const lost = (): void => {
      this.modify(NO_MODIFIERS);
      this.holdSpace(false);
    };
    window.addEventListener('keydown', listener);
    window.addEventListener('keyup', listener);
    window.addEventListener('blur', lost);
    this.stops.push(() => {
      window.removeEventListener('keydown', listener);
      window.removeEventListener('keyup', listener);
      window.removeEventListener('blur', lost);
    });
  }

  private modify(modifiers: Modifiers): void {
    const { shift, ctrl, alt } = this.modifiers;
    if (shift === modifiers.shift && ctrl === modifiers.ctrl && alt === modifiers.alt) return;
    this.modifiers = modifiers;
    this.state.set({ modifiers });
    this.withBench((bench) => {
      this.tool.modified(modifiers, bench);
    });
    this.draw('marks');
  }

  private wheel(event: WheelEvent): void {
    if (event.altKey) {
      this.settings.set({
        radius: Math.max(
          0.5,
          Math.round(this.settings.get().radius * Math.exp(-event.deltaY * 0.002) * 2) / 2,
        ),
      });
      return;
    }
    const move = wheelMove(event, this.settings.get().wheel);
    if (move.kind === 'pan') {
      this.panBy(move.dx, move.dy);
      return;
    }
    const box = this.host.getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    this.move(zoomTo(this.camera, this.camera.scale * move.factor, at));
  }

  private panBy(dx: number, dy: number): void {
    this.move(pan(this.camera, dx, dy));
  }

  private move(camera: Camera): void {
    if (!this.session) return;
    this.camera = hold(camera, this.session.image, this.view);
    this.state.set({ scale: this.camera.scale, fitted: false });
    if (this.hovered) {
      const image = toImage(this.camera, this.hovered.screen);
      this.hovered = { ...this.hovered, image };
      this.state.set({ pointer: inside(image, this.session.image) ? image : null });
    }
    this.draw(...LAYERS);
  }

  private anchor(): Point {
    return this.hovered?.screen ?? { x: this.view.width / 2, y: this.view.height / 2 };
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.host;
    const { width: w, height: h } = this.view;
    this.ratio = window.devicePixelRatio;
    this.view = { width, height };
    this.state.set({ view: this.view });
    for (const { canvas } of this.contexts.values()) {
      canvas.width = Math.round(width * this.ratio);
      canvas.height = Math.round(height * this.ratio);
    }
    if (this.state.get().fitted) this.fit();
    else this.camera = pan(this.camera, (width - w) / 2, (height - h) / 2);
    this.paint(new Set(LAYERS));
  }

  private restyle(): void {
    const { tool } = this.settings.get();
    const over = this.hovered && this.session && inside(this.hovered.image, this.session.image);
    const hand = this.spaceHeld || tool === 'pan';
    const locked = this.session?.state.get().holder;
    this.host.style.cursor = hand ? 'grab' : over && !locked ? 'none' : 'default';
  }

  private draw(...layers: Layer[]): void {
    for (const layer of layers) this.due.add(layer);
    if (this.frame === 0) {
      this.frame = requestAnimationFrame(() => {
        this.frame = 0;
        const due = new Set(this.due);
        this.due.clear();
        this.paint(due);
      });
    }
  }

  private paint(layers: ReadonlySet<Layer>): void {
    const { session, camera, view, ratio } = this;
    const image = session?.image ?? { width: 1, height: 1 };
    const frameOf = (layer: Layer): Frame => ({
      context: this.contexts.get(layer)!,
      camera,
      view,
      image,
      ratio,
    });
    if (layers.has('photo')) drawPhoto(frameOf('photo'), session ? this.picture : null);
    if (layers.has('masks')) this.paintMasks(frameOf('masks'));
    if (layers.has('marks')) this.paintMarks(frameOf('marks'));
  }

  private paintMasks(frame: Frame): void {
    const { session } = this;
    const { view, overlay, hidden } = this.settings.get();
    if (!session?.state.get().loaded || this.peeking || hidden) {
      begin(frame);
      return;
    }
    const masks = session.documents.map(({ shown }, key) => ({
      mask: shown,
      outline: (this.outlines[key] ??= new Outline()),
      colour: this.colourOf(key),
      current: key === session.state.get().current,
    }));
    const erasing = this.tool.erasing ? 0.5 : 1;
    drawMasks(frame, masks, { view, overlay: overlay * erasing, checker: this.look.checker });
  }

  private paintMarks(frame: Frame): void {
    begin(frame);
    const { context, ratio } = frame;
    const now = performance.now();
    this.paintFlash(frame, now);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const { session } = this;
    if (!session || this.peeking) return;
    const { marks, unsent } = session.state.get();
    const { tool } = this.settings.get();
    if (!this.settings.get().hidden) {
      const hit =
        tool === 'click' && this.hovered
          ? this.tools.click.hit(this.hovered, { marks, camera: this.camera })
          : null;
      drawMarks(frame, [
        ...marks.map((mark) => ({
          ...mark,
          waiting: unsent.has(mark.opId) && session.state.get().link !== 'open',
          hovered: mark === hit,
        })),
        ...this.tool.held.map((mark) => ({ ...mark, waiting: true, hovered: false })),
      ]);
      if (!hit) this.paintCursor(context, session);
    }
    this.paintBusy(context, now);
  }

  private paintCursor(context: CanvasRenderingContext2D, session: ImageSession): void {
    const { tool, positive, radius, shape } = this.settings.get();
    if (this.cross) drawCross(context, toScreen(this.camera, this.cross), positive);
    const { hovered } = this;
    if (!hovered || this.spaceHeld || hovered.finger || !inside(hovered.image, session.image))
      return;
    const touch = { secondary: hovered.secondary, modifiers: this.modifiers };
    if (tool === 'click') drawCross(context, hovered.screen, signOf(touch, positive));
    if (tool === 'brush' || tool === 'eraser') {
      const adds = brushSign(touch, tool === 'brush');
      drawBrush(context, hovered.screen, radius * this.camera.scale, shape === 'round', adds);
    }
  }

  private paintFlash(frame: Frame, now: number): void {
    if (!this.flash) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const age = now - this.flash.since;
    if (age > (still ? STILL_FLASH : FLASH)) {
      this.flash = null;
      return;
    }
    const fade = Math.min(1, (FLASH - age) / (FLASH / 3));
    this.flash.image.draw(frame, still ? 1 : fade);
    this.draw('marks');
  }

  private paintBusy(context: CanvasRenderingContext2D, now: number): void {
    if (this.workingSince === null || !this.hovered) return;
    const open = this.session?.state.get().link === 'open';
    if (open && now - this.workingSince > BUSY_AFTER)
      drawBusy(context, this.hovered.screen, now / 160);
    if (open) this.draw('marks');
  }
}
