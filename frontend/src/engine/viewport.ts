import {
  around,
  fit,
  fitScale,
  hold,
  pan,
  toImage,
  zoomTo,
  type Camera,
  type Size,
} from './camera.ts';
import type { Point, Rect } from './rect.ts';

/** Where the camera is over a picture, and how it is moved. */
export class Viewport {
  camera: Camera = { scale: 1, x: 0, y: 0 };
  /** The whole picture is shown, and stays so when the window changes. */
  fitted = true;
  private picture: Size | null = null;
  private view: Size = { width: 0, height: 0 };

  /** CSS pixels per pixel of the fitted picture, at least 1. */
  get zoom(): number {
    if (!this.picture) return 1;
    return Math.max(1, this.camera.scale / fitScale(this.picture, this.view));
  }

  /** Another picture. The zoom and the place are kept when it has the size of the one before. */
  look(picture: Size): void {
    const same = this.picture?.width === picture.width && this.picture.height === picture.height;
    this.picture = { width: picture.width, height: picture.height };
    if (!same || this.fitted) this.fit();
  }

  resize(view: Size): void {
    const before = this.view;
    this.view = view;
    if (this.fitted) this.fit();
    else {
      const [dx, dy] = [(view.width - before.width) / 2, (view.height - before.height) / 2];
      this.camera = pan(this.camera, dx, dy);
    }
  }

  fit(): void {
    if (!this.picture || this.view.width === 0) return;
    this.camera = fit(this.picture, this.view);
    this.fitted = true;
  }

  /** Zooms about a place of the screen; the middle of it without one. */
  zoomTo(scale: number, anchor?: Point): void {
    const { width, height } = this.view;
    this.move(zoomTo(this.camera, scale, anchor ?? { x: width / 2, y: height / 2 }));
  }

  pan(dx: number, dy: number): void {
    this.move(pan(this.camera, dx, dy));
  }

  /** Brings a place of the picture into the middle, close enough to see it. */
  goTo(place: Rect): void {
    if (this.picture) this.move(around(place, this.picture, this.view));
  }

  /** Brings a point of the picture into the middle of the screen. */
  centre(point: Point): void {
    const { scale } = this.camera;
    const middle = this.middle();
    this.pan((middle.x - point.x) * scale, (middle.y - point.y) * scale);
  }

  /** The image point in the middle of the screen. */
  middle(): Point {
    return toImage(this.camera, { x: this.view.width / 2, y: this.view.height / 2 });
  }

  private move(camera: Camera): void {
    if (!this.picture) return;
    this.camera = hold(camera, this.picture, this.view);
    this.fitted = false;
  }
}
