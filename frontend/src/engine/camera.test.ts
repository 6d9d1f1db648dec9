import { describe, expect, it } from 'vitest';
import { fit, hold, MAX_SCALE, MIN_SCALE, toImage, toScreen, visible, zoomTo } from './camera.ts';

const image = { width: 1200, height: 1600 };
const view = { width: 1100, height: 800 };

describe('camera', () => {
  it('fits the whole picture below the view switch', () => {
    const camera = fit(image, view);
    const from = toScreen(camera, { x: 0, y: 0 });
    const to = toScreen(camera, { x: image.width, y: image.height });
    expect(from.y).toBeCloseTo(52, 0);
    expect(to.y).toBeCloseTo(780, 0);
    expect((from.x + to.x) / 2).toBeCloseTo(view.width / 2, 0);
  });

  it('keeps the point under the cursor in its place while zooming', () => {
    const cursor = { x: 431, y: 222 };
    let camera = fit(image, view);
    const under = toImage(camera, cursor);
    for (const scale of [0.7, 3.3, 12, 0.1]) {
      camera = zoomTo(camera, scale, cursor);
      expect(toImage(camera, cursor).x).toBeCloseTo(under.x, 6);
      expect(toImage(camera, cursor).y).toBeCloseTo(under.y, 6);
    }
  });

  it('zooms from 2% to 3200%', () => {
    const camera = fit(image, view);
    expect(zoomTo(camera, 1000, { x: 0, y: 0 }).scale).toBe(MAX_SCALE);
    expect(zoomTo(camera, 0, { x: 0, y: 0 }).scale).toBe(MIN_SCALE);
  });

  it('cannot lose the picture', () => {
    const camera = hold({ scale: 1, x: -99_999, y: 99_999 }, image, view);
    const seen = visible(camera, image, view);
    expect(seen.w).toBeGreaterThan(0);
    expect(seen.h).toBeGreaterThan(0);
  });

  it('knows which pixels can be seen', () => {
    expect(visible({ scale: 2, x: -100, y: -50 }, image, view)).toEqual({
      x: 50,
      y: 25,
      w: 550,
      h: 400,
    });
  });
});
