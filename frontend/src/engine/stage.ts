import { toScreen, visible } from './camera.ts';
import type { Flash } from './flash.ts';
import { begin, type Frame } from './layers/frame.ts';
import { Motion } from './motion.ts';
import { EMPTY, type Point, type Rect } from './rect.ts';
import { Scene, type Subject } from './scene.ts';
import { stepRadius, type Settings } from './settings.ts';
import { STAGE_AT_FIRST, type StageLook, type StageState } from './stage-state.ts';
import { Store } from './store.ts';
import { LAYERS, Surface, type Layer } from './surface.ts';
import { Viewport } from './viewport.ts';
import { wheelMove } from './wheel.ts';
import { Workbench } from './workbench.ts';

const NOTHING = { width: 1, height: 1 };

/** The canvas of the editor: the camera over an image's scene, and the pointer with its tools. */
export class Stage {
  readonly state = new Store<StageState>(STAGE_AT_FIRST);
  /** The pointer with its tools, and what keys do for it. */
  readonly workbench: Workbench;
  private readonly surface: Surface;
  private readonly viewport = new Viewport();
  private readonly motion = new Motion(() => {
    this.draw('photo');
  });
  private readonly stops: (() => void)[];
  private scene: Scene | null = null;
  private peeking = false;
  private unwatch: (() => void)[] = [];
  private alarm: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: HTMLElement,
    private readonly settings: Store<Settings>,
    private look: StageLook,
  ) {
    this.surface = new Surface(host, {
      paint: (layers) => {
        this.paint(layers);
      },
      resized: () => {
        this.viewport.resize(this.surface.view);
        this.state.set({ view: this.surface.view });
        this.moved();
      },
    });
    this.workbench = new Workbench(host, settings, this.state, this.viewport, {
      scene: () => this.scene,
      pan: (dx, dy) => {
        this.pan(dx, dy);
      },
      pinch: (factor, at, dx, dy) => {
        this.viewport.zoomTo(this.viewport.camera.scale * factor, at);
        this.pan(dx, dy);
      },
      draw: (...layers) => {
        this.draw(...layers);
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
    ];
  }

  destroy(): void {
    for (const stop of [...this.unwatch, ...this.stops]) stop();
    this.motion.stop();
    clearTimeout(this.alarm);
    this.workbench.destroy();
    this.surface.destroy();
  }

  /** Shows another image, or nothing. The zoom and the place are kept when the size is the same. */
  show(subject: Subject | null): void {
    this.workbench.cancel();
    for (const stop of this.unwatch) stop();
    this.scene = subject && new Scene(subject, this.settings);
    this.unwatch = [];
    if (subject) {
      const { session, cells, picture } = subject;
      this.unwatch = [
        picture.tiles?.state.subscribe(() => {
          this.draw('photo');
        }) ?? (() => undefined),
        session.state.subscribe(() => {
          this.draw('masks', 'marks');
        }),
        session.foresight.state.subscribe(() => {
          this.draw('marks');
        }),
        cells.state.subscribe(() => {
          this.draw('marks');
        }),
      ];
      this.viewport.look(session.image);
    }
    this.moving();
  }

  relook(look: StageLook): void {
    this.look = look;
    this.draw(...LAYERS);
  }

  /** The pixels of an object's mask changed inside `rect`. */
  painted(key: string, rect: Rect): void {
    this.scene?.repaint(key, rect);
    this.draw('masks');
  }

  /** Lights up for a moment what was changed. */
  flashed(flash: Flash): void {
    this.scene?.light(flash);
    this.draw('marks');
  }

  /** Shows what would change, until it is called with null. */
  foresee(change: Flash | null): void {
    this.scene?.foresee(change);
    this.draw('marks');
  }

  /** Frames a place of the image, until it is called with null. */
  point(place: Rect | null, colour = ''): void {
    this.scene?.point(place, colour);
    this.draw('marks');
  }

  /** Brings a point of the image into the middle of the view, at the same zoom. */
  centre(point: Point): void {
    this.viewport.centre(point);
    this.moved();
  }

  /** Brings a place of the image into the middle of the view, close enough to work on it. */
  goTo(place: Rect): void {
    this.viewport.goTo(place);
    this.moved();
  }

  /** The colour of an object's mask; undefined while no image is shown. */
  colourOf(key: string): string | undefined {
    return this.scene?.colourOf(key);
  }

  screenOf(point: Point): Point {
    return toScreen(this.viewport.camera, point);
  }

  fit(): void {
    this.viewport.fit();
    this.moved();
  }

  /** Zooms about the pointer, or the middle of the view. */
  zoomBy(factor: number): void {
    this.viewport.zoomTo(this.viewport.camera.scale * factor, this.workbench.place);
    this.moving();
  }

  /** One image pixel on one device pixel. */
  actualSize(): void {
    this.viewport.zoomTo(1 / this.surface.ratio, this.workbench.place);
    this.moved();
  }

  toggleFit(): void {
    if (this.viewport.fitted) this.actualSize();
    else this.fit();
  }

  /** Shows the photo alone while `on`. */
  peek(on: boolean): void {
    this.peeking = on;
    this.draw('masks', 'marks');
  }

  private wheel(event: WheelEvent): void {
    const { radius, scribble, wheel, tool } = this.settings.get();
    if (event.altKey) {
      const steps = event.deltaY < 0 ? 1 : -1;
      if (tool === 'scribble') this.settings.set({ scribble: stepRadius(scribble, steps) });
      else this.settings.set({ radius: stepRadius(radius, steps) });
      return;
    }
    const move = wheelMove(event, wheel);
    if (move.kind === 'pan') {
      this.pan(move.dx, move.dy);
      return;
    }
    const box = this.host.getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    this.viewport.zoomTo(this.viewport.camera.scale * move.factor, at);
    this.moving();
  }

  private pan(dx: number, dy: number): void {
    this.viewport.pan(dx, dy);
    this.moving();
  }

  /** The next frame must be there soon; a finer one follows when nothing moves. */
  private moving(): void {
    this.motion.moved();
    this.moved();
  }

  private moved(): void {
    const { camera, fitted, zoom } = this.viewport;
    const seen = this.scene ? visible(camera, this.scene.size, this.surface.view) : EMPTY;
    this.state.set({ scale: camera.scale, fitted, zoom, seen });
    this.workbench.moved();
    this.draw(...LAYERS);
  }

  private draw(...layers: Layer[]): void {
    this.surface.draw(...layers);
  }

  /** The marks look different in so many milliseconds; what comes before makes its own appointment. */
  private again(wait: number | null): void {
    clearTimeout(this.alarm);
    if (wait === 0) this.draw('marks');
    else if (wait !== null) {
      this.alarm = setTimeout(() => {
        this.draw('marks');
      }, wait);
    }
  }

  private paint(layers: ReadonlySet<Layer>): void {
    const { scene, surface, viewport } = this;
    const frame = (layer: Layer): Frame =>
      surface.frame(layer, viewport.camera, scene?.size ?? NOTHING, this.motion.moving);
    if (!scene) {
      for (const layer of layers) begin(frame(layer));
      return;
    }
    const settings = this.settings.get();
    if (layers.has('photo')) scene.paintPhoto(frame('photo'));
    if (layers.has('masks')) {
      scene.paintMasks(frame('masks'), {
        view: settings.view,
        // An eraser that hides what it erases from is hard to steer.
        overlay: this.workbench.erasing ? settings.overlay / 2 : settings.overlay,
        checker: this.look.checker,
        hidden: settings.hidden || this.peeking,
      });
    }
    if (layers.has('marks')) {
      const look = this.peeking ? { ...settings, hidden: true } : settings;
      this.again(scene.paintMarks(frame('marks'), look, this.workbench.hand));
    }
  }
}
