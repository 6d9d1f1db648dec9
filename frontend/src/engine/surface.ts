import type { Camera, Size } from './camera.ts';
import type { Frame } from './layers/frame.ts';

export const LAYERS = ['photo', 'masks', 'marks'] as const;
export type Layer = (typeof LAYERS)[number];

export interface SurfacePorts {
  /** Draw these layers now. */
  paint(layers: ReadonlySet<Layer>): void;
  /** The size changed from `before`; everything is painted right afterwards. */
  resized(before: Size): void;
}

/** Three canvases on top of each other, each drawn at most once a frame and only when something on it changed. */
export class Surface {
  view: Size = { width: 0, height: 0 };
  /** Device pixels per CSS pixel. */
  ratio = 1;
  private readonly contexts = new Map<Layer, CanvasRenderingContext2D>();
  private readonly due = new Set<Layer>();
  private readonly observer: ResizeObserver;
  private pending = 0;

  constructor(
    private readonly host: HTMLElement,
    private readonly ports: SurfacePorts,
  ) {
    for (const layer of LAYERS) {
      const canvas = document.createElement('canvas');
      canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';
      host.append(canvas);
      this.contexts.set(layer, canvas.getContext('2d')!);
    }
    this.observer = new ResizeObserver(() => {
      this.resize();
    });
    this.observer.observe(host);
  }

  destroy(): void {
    cancelAnimationFrame(this.pending);
    this.observer.disconnect();
    for (const { canvas } of this.contexts.values()) canvas.remove();
  }

  /** These layers are out of date. */
  draw(...layers: Layer[]): void {
    for (const layer of layers) this.due.add(layer);
    if (this.pending !== 0) return;
    this.pending = requestAnimationFrame(() => {
      this.pending = 0;
      const due = new Set(this.due);
      this.due.clear();
      this.ports.paint(due);
    });
  }

  frame(layer: Layer, camera: Camera, image: Size, moving: boolean): Frame {
    const { view, ratio } = this;
    return { context: this.contexts.get(layer)!, camera, view, image, ratio, moving };
  }

  private resize(): void {
    const before = this.view;
    const { clientWidth: width, clientHeight: height } = this.host;
    this.ratio = window.devicePixelRatio;
    this.view = { width, height };
    for (const { canvas } of this.contexts.values()) {
      canvas.width = Math.round(width * this.ratio);
      canvas.height = Math.round(height * this.ratio);
    }
    this.ports.resized(before);
    this.ports.paint(new Set(LAYERS));
  }
}
