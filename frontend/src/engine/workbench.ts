import { toImage } from './camera.ts';
import { listenToPointers, watchModifiers } from './pointers.ts';
import type { Point } from './rect.ts';
import type { Hand, Scene } from './scene.ts';
import type { ObjectState } from './session-state.ts';
import type { Settings } from './settings.ts';
import type { StageState } from './stage-state.ts';
import type { Store } from './store.ts';
import type { Layer } from './surface.ts';
import { Taps } from './taps.ts';
import { makeTools } from './tools/index.ts';
import { inside, type Bench, type Modifiers, type Tool, type Touch } from './tools/tool.ts';
import type { Viewport } from './viewport.ts';

export interface WorkbenchPorts {
  scene(): Scene | null;
  pan(dx: number, dy: number): void;
  /** Two fingers: `factor` about `at`, then move by (dx, dy). */
  pinch(factor: number, at: Point, dx: number, dy: number): void;
  draw(...layers: Layer[]): void;
}

/** The pointer over the canvas, and the tool that is in its hand. */
export class Workbench {
  private readonly tools = makeTools();
  private readonly taps = new Taps();
  private readonly stops: (() => void)[];
  private touch: Touch | null = null;
  /** The cross of the keyboard, in image pixels. */
  private cross: Point | null = null;
  private lastTool: Tool;

  constructor(
    private readonly host: HTMLElement,
    private readonly settings: Store<Settings>,
    private readonly state: Store<StageState>,
    private readonly viewport: Viewport,
    private readonly ports: WorkbenchPorts,
  ) {
    this.lastTool = this.tool;
    this.stops = [
      settings.subscribe(() => {
        this.change();
      }),
      watchModifiers((modifiers) => {
        this.modify(modifiers);
      }),
      this.listen(),
    ];
  }

  destroy(): void {
    for (const stop of this.stops) stop();
  }

  /** Where the pointer is on the canvas. */
  get place(): Point | undefined {
    return this.touch?.screen;
  }

  get erasing(): boolean {
    return this.tool.erasing ?? false;
  }

  /** What is drawn at the pointer. */
  get hand(): Hand {
    const { tool, touch, cross, pointing } = this;
    const bench = this.bench();
    const hit = pointing && touch && bench ? (tool.hit?.(touch, bench) ?? null) : null;
    return { tool, pointer: touch, pointing, cross, hit };
  }

  /** The picture lies somewhere else under the pointer. */
  moved(): void {
    const scene = this.ports.scene();
    if (!this.touch || !scene) return;
    const image = toImage(this.viewport.camera, this.touch.screen);
    this.touch = { ...this.touch, image };
    this.state.set({ pointer: inside(image, scene.size) ? image : null });
    this.leave();
  }

  /** While `on`, every drag moves the picture. */
  holdSpace(on: boolean): void {
    this.state.set({ spaceHeld: on });
    this.restyle();
  }

  /** Moves the cross of the keyboard by image pixels; the first time it appears in the middle of the view. */
  nudge(dx: number, dy: number): void {
    const scene = this.ports.scene();
    if (!scene) return;
    const from = this.cross ?? this.viewport.middle();
    const { width, height } = scene.size;
    this.cross = {
      x: Math.min(width - 0.5, Math.max(0.5, Math.floor(from.x) + 0.5 + dx)),
      y: Math.min(height - 0.5, Math.max(0.5, Math.floor(from.y) + 0.5 + dy)),
    };
    this.state.set({ pointer: this.cross });
    this.ports.draw('marks');
  }

  /** A click at the cross of the keyboard. */
  clickAtCross(positive: boolean): void {
    const { cross } = this;
    if (!cross) this.nudge(0, 0);
    else
      this.work(({ session, settings }) => {
        session.steps.click([{ ...cross, positive }], settings.mode);
      });
  }

  /** Drops what is being drawn; says whether there was anything. */
  cancel(): boolean {
    this.taps.cancel();
    const bench = this.bench();
    const dropped = bench !== null && this.tool.cancel(bench);
    const had = dropped || this.cross !== null;
    this.cross = null;
    this.ports.draw('marks');
    return had;
  }

  /** Completes what is being drawn; says whether there was anything. */
  finish(): boolean {
    const bench = this.bench();
    return bench !== null && (this.tool.finish?.(this.state.get().modifiers, bench) ?? false);
  }

  /** Takes the last part of what is being drawn back; says whether there was any. */
  stepBack(): boolean {
    const bench = this.bench();
    return bench !== null && (this.tool.stepBack?.(bench) ?? false);
  }

  private get tool(): Tool {
    return this.tools[this.settings.get().tool];
  }

  private listen(): () => void {
    return listenToPointers(this.host, {
      camera: () => this.viewport.camera,
      pans: (event) => event.button === 1 || this.state.get().spaceHeld,
      down: (touch) => {
        this.cross = null;
        if (touch.finger && this.tool.taps) this.taps.down(touch);
        else this.press(touch);
      },
      move: (path) => {
        this.drag(path);
      },
      up: (touch) => {
        this.lift(touch);
      },
      cancel: () => {
        this.cancel();
      },
      hover: (touch) => {
        this.hover(touch);
      },
      pan: (dx, dy) => {
        this.ports.pan(dx, dy);
      },
      pinch: (factor, at, dx, dy) => {
        this.ports.pinch(factor, at, dx, dy);
      },
    });
  }

  private press(touch: Touch): void {
    if (this.current?.locked && !this.panning) {
      this.state.set({ barred: this.state.get().barred + 1 });
    }
    this.work((bench) => {
      this.tool.down(touch, bench);
    });
  }

  private drag(path: readonly Touch[]): void {
    const last = path.at(-1);
    if (last?.finger && this.tool.taps) {
      const by = this.taps.move(last);
      if (by) this.ports.pan(by.x, by.y);
      return;
    }
    this.work((bench) => {
      this.tool.move(path, bench);
    });
  }

  private lift(touch: Touch): void {
    if (touch.finger && this.tool.taps) {
      if (!this.taps.up()) return;
      this.press(touch);
    }
    this.work((bench) => {
      this.tool.up(touch, bench);
    });
    this.ports.draw('masks', 'marks');
  }

  private hover(touch: Touch | null): void {
    const scene = this.ports.scene();
    this.touch = touch;
    if (touch) this.cross = null;
    this.state.set({
      pointer: touch && scene && inside(touch.image, scene.size) ? touch.image : null,
    });
    if (touch) {
      this.modify(touch.modifiers);
      this.work((bench) => {
        this.tool.hover?.(touch, bench);
      });
    }
    if (!this.pointing) this.leave();
    this.restyle();
    this.ports.draw('marks');
  }

  private modify(modifiers: Modifiers): void {
    const { shift, ctrl, alt } = this.state.get().modifiers;
    if (shift === modifiers.shift && ctrl === modifiers.ctrl && alt === modifiers.alt) return;
    this.state.set({ modifiers });
    const touch = this.touch && { ...this.touch, modifiers };
    this.touch = touch;
    this.work((bench) => {
      this.tool.modified?.(modifiers, bench);
      if (touch) this.tool.hover?.(touch, bench);
    });
    this.ports.draw('marks');
  }

  private leave(): void {
    const bench = this.bench();
    if (bench) this.tool.leave?.(bench);
  }

  /** Another tool drops what the one before was drawing. */
  private change(): void {
    const { tool, lastTool } = this;
    if (tool === lastTool) return;
    this.lastTool = tool;
    const bench = this.bench();
    if (bench) lastTool.cancel(bench);
    this.restyle();
  }

  /** Does what may change a mask, unless the mask is not ours to change. */
  private work(job: (bench: Bench) => void): void {
    const bench = this.bench();
    if (bench && (!this.locked || this.panning)) job(bench);
  }

  /** What tools work on; null while there is nothing to work on. */
  private bench(): Bench | null {
    const subject = this.ports.scene()?.subject;
    const state = subject?.session.state.get();
    if (!subject || !state?.loaded) return null;
    const { ports, settings, viewport } = this;
    return {
      session: subject.session,
      settings: settings.get(),
      camera: viewport.camera,
      marks: state.marks,
      photo: subject.picture,
      zoom: viewport.zoom,
      cells: () => subject.cells.get(settings.get().cells),
      pan: (dx, dy) => {
        ports.pan(dx, dy);
      },
      set: (change) => {
        settings.set(change);
      },
      redraw: () => {
        ports.draw('marks');
      },
    };
  }

  private get locked(): boolean {
    const state = this.ports.scene()?.subject.session.state.get();
    if (!state) return true;
    return state.holder !== null || state.readOnly || (this.current?.locked ?? true);
  }

  /** The object that tools work on. */
  private get current(): ObjectState | undefined {
    const state = this.ports.scene()?.subject.session.state.get();
    return state?.objects.find(({ key }) => key === state.current);
  }

  private get panning(): boolean {
    const { tool } = this.settings.get();
    return this.state.get().spaceHeld || tool === 'pan' || tool === 'cleanup';
  }

  /** The tool draws a cursor of its own. */
  private get pointing(): boolean {
    const { touch } = this;
    const scene = this.ports.scene();
    if (!touch || !scene || touch.finger || this.panning || this.locked) return false;
    return inside(touch.image, scene.size);
  }

  private restyle(): void {
    this.host.style.cursor = this.panning ? 'grab' : this.pointing ? 'none' : 'default';
  }
}
