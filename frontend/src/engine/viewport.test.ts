import { expect, it } from 'vitest';
import { Viewport } from './viewport.ts';

const PICTURE = { width: 1200, height: 1600 };
const VIEW = { width: 1000, height: 800 };

function viewport(): Viewport {
  const made = new Viewport();
  made.resize(VIEW);
  made.look(PICTURE);
  return made;
}

it('stays fitted when the window changes, until it is moved by hand', () => {
  const made = viewport();
  const before = made.camera.scale;
  made.resize({ width: 1000, height: 400 });
  expect(made.camera.scale).toBeLessThan(before);
  made.zoomTo(2);
  const middle = made.middle();
  made.resize({ width: 600, height: 800 });
  expect(made.camera.scale).toBe(2);
  expect(made.middle()).toEqual(middle);
});

it('keeps zoom and place for a picture of the same size, and fits another one', () => {
  const made = viewport();
  made.zoomTo(3, { x: 100, y: 100 });
  const { camera } = made;
  made.look({ ...PICTURE });
  expect(made.camera).toEqual(camera);
  made.look({ width: 300, height: 200 });
  expect(made.fitted).toBe(true);
});

it('says how closely one looks, and never less than the whole', () => {
  const made = viewport();
  expect(made.zoom).toBe(1);
  made.zoomTo(made.camera.scale * 4);
  expect(made.zoom).toBeCloseTo(4);
  made.zoomTo(made.camera.scale / 16);
  expect(made.zoom).toBe(1);
});

it('goes to a place: in the middle, with its surroundings, never farther than the whole picture', () => {
  const made = viewport();
  made.goTo({ x: 600, y: 900, w: 40, h: 20 });
  expect(made.camera.scale).toBe(4);
  expect(made.camera.x + 620 * 4).toBeCloseTo(500);
  expect(made.fitted).toBe(false);
  made.goTo({ x: 500, y: 400, w: 200, h: 80 });
  expect(made.camera.scale).toBeCloseTo(960 / 600);
  made.fit();
  const whole = made.camera.scale;
  made.goTo({ x: 0, y: 0, w: 1200, h: 1600 });
  expect(made.camera.scale).toBe(whole);
});

it('brings a point into the middle at the same zoom', () => {
  const made = viewport();
  made.zoomTo(2);
  made.centre({ x: 300, y: 700 });
  expect(made.middle()).toEqual({ x: 300, y: 700 });
  expect(made.camera.scale).toBe(2);
});
