import { fit, hold, pan, toImage, toScreen, zoomTo, type Camera, type Size } from './camera.ts';
import type { Flash } from './flash.ts';
import type { Picture } from './picture.ts';
import { listenToPointers, watchModifiers } from './pointers.ts';
import type { Point } from './rect.ts';
import { Scene, type Hand } from './scene.ts';
import type { ImageSession } from './session.ts';
import { MIN_RADIUS, type Settings, type ToolName } from './settings.ts';
import { Store } from './store.ts';
import { LAYERS, Surface, type Layer } from './surface.ts';
import { BrushTool } from './tools/brush.ts';
import { ClickTool } from './tools/click.ts';
import { PanTool } from './tools/pan.ts';
import {
  inside,
  NO_MODIFIERS,
  type Bench,
  type Modifiers,
  type Tool,
  type Touch,
} from './tools/tool.ts';
import { wheelMove } from './wheel.ts';

export interface StageState {
  readonly scale: number;
  readonly fitted: boolean;
  /** The pointer in image pixels; null outside the image. */
  readonly pointer: Point | null;
  readonly modifiers: Modifiers;
  readonly spaceHeld: boolean;
  readonly view: Size;
}

export interface StageLook {
  /** Two greys of the checkerboard. */
  readonly checker: readonly [string, string];
}

/** The canvas of the editor: the camera over an image's scene, and the tools under the pointer. */
export class Stage {
  readonly state = new Store<StageState>({
    scale: 1,
    fitted: true,
    pointer: null,
    modifiers: NO_MODIFIERS,
    spaceHeld: false,
    view: { width: 0, height: 0 },
  });
  private readonly surface: Surface;
  private readonly tools = {
    click: new ClickTool(),
    brush: new BrushTool(true),
    eraser: new BrushTool(false),
    pan: new PanTool(),
  } satisfies Record<ToolName, Tool>;
  private readonly stops: (() => void)[];
  private scene = new Scene();
  private camera: Camera = { scale: 1, x: 0, y: 0 };
  /** The size of the last image that was shown, for keeping the view. */
  private lastSize: Size | null = null;
  private pointer: Touch | null = null;
  private cross: Point | null = null;
  private peeking = false;
  private unwatch: (() => void) | null = null;

  constructor(
    private readonly host: HTMLElement,
    private readonly settings: Store<Settings>,
    private look: StageLook,
  ) {
    this.surface = new Surface(host, {
      paint: (layers) => {
        this.paint(layers);
      },
      resized: (before) => {
        this.resized(before);
      },
    });
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      this.wheel(event);
    };
    host.addEventListener('wheel', wheel, { passive: false });
    this.stops = [
      () => {
        host.removeEventListener('wheel', wheel);
      },
      settings.subscribe(() => {
        this.draw('masks', 'marks');
      }),
      watchModifiers((modifiers) => {
        this.modify(modifiers);
      }),
      this.listen(),
    ];
  }

  destroy(): void {
    this.unwatch?.();
    for (const stop of this.stops) stop();
    this.surface.destroy();
  }

  /** Shows another image, or nothing. The zoom and the place are kept when the size is the same. */
  show(session: ImageSession | null, picture: Picture | null): void {
    this.cancel();
    this.unwatch?.();
    this.scene = new Scene(session, picture);
    this.unwatch =
      session?.state.subscribe(() => {
        this.draw('marks');
      }) ?? null;
    if (session) {
      const { width, height } = session.image;
      const same = this.lastSize?.width === width && this.lastSize.height === height;
      this.lastSize = { width, height };
      if (!same || this.state.get().fitted) this.fit();
    }
    this.draw(...LAYERS);
  }

  relook(look: StageLook): void {
    this.look = look;
    this.draw(...LAYERS);
  }

  /** The pixels of an object's mask changed. */
  painted(key: number): void {
    this.scene.repaint(key);
    this.draw('masks');
  }

  /** Lights up for a moment what a click changed. */
  flashed(flash: Flash): void {
    this.scene.light(flash);
    this.draw('marks');
  }

  colourOf(key: number): string {
    return this.scene.colourOf(key);
  }

  screenOf(point: Point): Point {
    return toScreen(this.camera, point);
  }

  fit(): void {
    const { view } = this.surface;
    if (!this.scene.session || view.width === 0) return;
    this.camera = fit(this.scene.size, view);
    this.state.set({ scale: this.camera.scale, fitted: true });
    this.draw(...LAYERS);
  }

  /** Zooms about the pointer, or the middle of the view. */
  zoomBy(factor: number): void {
    this.move(zoomTo(this.camera, this.camera.scale * factor, this.anchor()));
  }

  /** One image pixel on one device pixel. */
  actualSize(): void {
    this.move(zoomTo(this.camera, 1 / this.surface.ratio, this.anchor()));
  }

  toggleFit(): void {
    if (this.state.get().fitted) this.actualSize();
    else this.fit();
  }

  /** Shows the photo alone while `on`. */
  peek(on: boolean): void {
    this.peeking = on;
    this.draw('masks', 'marks');
  }

  /** While `on`, every drag moves the picture. */
  holdSpace(on: boolean): void {
    this.state.set({ spaceHeld: on });
    this.restyle();
  }

  /** Moves the cross of the keyboard by image pixels; the first time it appears in the middle of the view. */
  nudge(dx: number, dy: number): void {
    if (!this.scene.session) return;
    const { width: w, height: h } = this.surface.view;
    const from = this.cross ?? toImage(this.camera, { x: w / 2, y: h / 2 });
    const { width, height } = this.scene.size;
    this.cross = {
      x: Math.min(width - 0.5, Math.max(0.5, Math.floor(from.x) + 0.5 + dx)),
      y: Math.min(height - 0.5, Math.max(0.5, Math.floor(from.y) + 0.5 + dy)),
    };
    this.state.set({ pointer: this.cross });
    this.draw('marks');
  }

  /** A click at the cross of the keyboard. */
  clickAtCross(positive: boolean): void {
    const { cross } = this;
    if (!cross) this.nudge(0, 0);
    else
      this.work(({ session, settings }) => {
        session.click([{ ...cross, positive }], settings.mode);
      });
  }

  /** Drops what is being drawn; says whether there was anything. */
  cancel(): boolean {
    const bench = this.bench();
    const dropped = bench !== null && this.tool.cancel(bench);
    const had = dropped || this.cross !== null;
    this.cross = null;
    this.draw('marks');
    return had;
  }

  private get tool(): Tool {
    return this.tools[this.settings.get().tool];
  }

  private listen(): () => void {
    return listenToPointers(this.host, {
      camera: () => this.camera,
      pans: (event) => event.button === 1 || this.state.get().spaceHeld,
      down: (touch) => {
        this.cross = null;
        this.work((bench) => {
          this.tool.down(touch, bench);
        });
      },
      move: (path) => {
        this.work((bench) => {
          this.tool.move(path, bench);
        });
      },
      up: (touch) => {
        this.work((bench) => {
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
        this.move(pan(this.camera, dx, dy));
      },
      pinch: (factor, at, dx, dy) => {
        this.move(pan(zoomTo(this.camera, this.camera.scale * factor, at), dx, dy));
      },
    });
  }

  /** What tools work on; null while there is nothing to work on. */
  private bench(): Bench | null {
    const { session } = this.scene;
    const state = session?.state.get();
    if (!session || !state?.loaded) return null;
    return {
      session,
      settings: this.settings.get(),
      camera: this.camera,
      marks: state.marks,
      pan: (dx, dy) => {
        this.move(pan(this.camera, dx, dy));
      },
      redraw: () => {
        this.draw('marks');
      },
    };
  }

  private work(job: (bench: Bench) => void): void {
    const bench = this.bench();
    const locked = bench?.session.state.get().holder && this.settings.get().tool !== 'pan';
    if (bench && !locked) job(bench);
  }

  private hover(touch: Touch | null): void {
    this.pointer = touch;
    if (touch) this.cross = null;
    this.state.set({
      pointer: touch && inside(touch.image, this.scene.size) ? touch.image : null,
    });
    if (touch) this.modify(touch.modifiers);
    this.restyle();
    this.draw('marks');
  }

  private modify(modifiers: Modifiers): void {
    const { shift, ctrl, alt } = this.state.get().modifiers;
    if (shift === modifiers.shift && ctrl === modifiers.ctrl && alt === modifiers.alt) return;
    this.state.set({ modifiers });
    this.work((bench) => {
      this.tool.modified(modifiers, bench);
    });
    this.draw('marks');
  }

  private wheel(event: WheelEvent): void {
    const { radius, wheel } = this.settings.get();
    if (event.altKey) {
      const next = Math.round(radius * Math.exp(-event.deltaY * 0.002) * 2) / 2;
      this.settings.set({ radius: Math.max(MIN_RADIUS, next) });
      return;
    }
    const move = wheelMove(event, wheel);
    if (move.kind === 'pan') {
      this.move(pan(this.camera, move.dx, move.dy));
      return;
    }
    const box = this.host.getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    this.move(zoomTo(this.camera, this.camera.scale * move.factor, at));
  }

  private move(camera: Camera): void {
    if (!this.scene.session) return;
    this.camera = hold(camera, this.scene.size, this.surface.view);
    this.state.set({ scale: this.camera.scale, fitted: false });
    if (this.pointer) {
      const image = toImage(this.camera, this.pointer.screen);
      this.pointer = { ...this.pointer, image };
      this.state.set({ pointer: inside(image, this.scene.size) ? image : null });
    }
    this.draw(...LAYERS);
  }

  private anchor(): Point {
    const { width, height } = this.surface.view;
    return this.pointer?.screen ?? { x: width / 2, y: height / 2 };
  }

  private resized(before: Size): void {
    const { view } = this.surface;
    this.state.set({ view });
    if (this.state.get().fitted) this.fit();
    else {
      this.camera = pan(
        this.camera,
        (view.width - before.width) / 2,
        (view.height - before.height) / 2,
      );
    }
  }

  private restyle(): void {
    const { session, size } = this.scene;
    const over = this.pointer && inside(this.pointer.image, size);
    const locked = session?.state.get().holder;
    this.host.style.cursor = this.panning ? 'grab' : over && !locked ? 'none' : 'default';
  }

  private get panning(): boolean {
    return this.state.get().spaceHeld || this.settings.get().tool === 'pan';
  }

  private draw(...layers: Layer[]): void {
    this.surface.draw(...layers);
  }

  private paint(layers: ReadonlySet<Layer>): void {
    const { scene, surface } = this;
    const settings = this.settings.get();
    const { view, overlay, hidden } = settings;
    if (layers.has('photo')) scene.paintPhoto(surface.frame('photo', this.camera, scene.size));
    if (layers.has('masks')) {
      scene.paintMasks(surface.frame('masks', this.camera, scene.size), {
        view,
        // An eraser that hides what it erases from is hard to steer.
        overlay: this.tool.erasing ? overlay / 2 : overlay,
        checker: this.look.checker,
        hidden: hidden || this.peeking,
      });
    }
    if (layers.has('marks')) {
      const frame = surface.frame('marks', this.camera, scene.size);
      const look = this.peeking ? { ...settings, hidden: true } : settings;
      if (scene.paintMarks(frame, look, this.hand())) this.draw('marks');
    }
  }

  private hand(): Hand {
    const { tool, pointer, cross, panning } = this;
    const bench = this.bench();
    const clicking = this.settings.get().tool === 'click' && pointer && bench;
    return {
      tool,
      pointer,
      cross,
      panning,
      modifiers: this.state.get().modifiers,
      hit: clicking ? this.tools.click.hit(pointer, bench) : null,
    };
  }
}
