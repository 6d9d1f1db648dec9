import { expect, it } from 'vitest';
import { regionOf } from '../hand.ts';
import type { PixelSource } from '../picture.ts';
import type { ImageSession } from '../session.ts';
import { DEFAULTS } from '../settings.ts';
import type { HandWork } from '../wire.ts';
import { OutlineTool } from './outline.ts';
import { NO_MODIFIERS, type Bench, type Touch } from './tool.ts';
import { WireGuide } from './wire.ts';

const SIZE = { width: 760, height: 620 };
const DISC = { x: 380, y: 310, r: 250 };

function inDisc(x: number, y: number): boolean {
  return Math.hypot(x + 0.5 - DISC.x, y + 0.5 - DISC.y) < DISC.r;
}

/** A light disc with dark spots, so that not every edge is its own. */
function brightness(x: number, y: number): number {
  return inDisc(x, y) && (x % 90 > 20 || y % 90 > 20) ? 220 : 20;
}

/** The photo and copies of it that are halved again and again. */
const photo: PixelSource = {
  levelFor: (scale) => Math.min(2, Math.max(0, Math.floor(Math.log2(1 / scale)))),
  window: (centre, scale, side) => {
    const step = 2 ** photo.levelFor(scale);
    const [wide, high] = [SIZE.width / step, SIZE.height / step];
    const [width, height] = [Math.min(side, wide), Math.min(side, high)];
    const at = (middle: number, length: number, shown: number): number =>
      Math.round(Math.min(length - shown, Math.max(0, middle / step - shown / 2)));
    const origin = { x: at(centre.x, wide, width), y: at(centre.y, high, height) };
    const data = Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) => {
      const [x, y] = [(i >> 2) % width, Math.floor((i >> 2) / width)];
      return brightness((origin.x + x) * step, (origin.y + y) * step);
    });
    return {
      pixels: { width, height, data },
      level: photo.levelFor(scale),
      origin,
      perPixel: { x: 1 / step, y: 1 / step },
      beyond: {
        left: origin.x > 0,
        top: origin.y > 0,
        right: origin.x + width < wide,
        bottom: origin.y + height < high,
      },
    };
  },
  whole: () => {
    throw new Error('nobody asks for all of it');
  },
};

function touch(x: number, y: number): Touch {
  const modifiers = NO_MODIFIERS;
  return { screen: { x, y }, image: { x, y }, modifiers, secondary: false, finger: false, time: 0 };
}

it('an outline that is left half done goes back to its beginning along the edge', () => {
  const done: HandWork[] = [];
  const session = {
    image: { id: 1, ...SIZE },
    steps: { paint: (work: HandWork) => done.push(work) },
  } as unknown as ImageSession;
  const bench: Bench = {
    session,
    settings: DEFAULTS,
    camera: { scale: 1, x: 0, y: 0 },
    marks: [],
    photo,
    zoom: 1,
    cells: () => null,
    pan: () => undefined,
    set: () => undefined,
    redraw: () => undefined,
  };
  const tool = new OutlineTool(new WireGuide());
  // From the top by the left to the bottom: the other half is left.
  for (let angle = 270; angle >= 90; angle -= 30) {
    const [dx, dy] = [Math.cos((angle / 180) * Math.PI), Math.sin((angle / 180) * Math.PI)];
    const place = touch(DISC.x + DISC.r * dx, DISC.y + DISC.r * dy);
    tool.hover(place, bench);
    tool.down(place, bench);
  }
  tool.finish(NO_MODIFIERS, bench);

  const { rect, bits } = regionOf(done[0]!, SIZE)!;
  let [both, either] = [0, 0];
  for (let y = 0; y < SIZE.height; y++) {
    for (let x = 0; x < SIZE.width; x++) {
      const [column, row] = [x - rect.x, y - rect.y];
      const inside = column >= 0 && column < rect.w && row >= 0 && row < rect.h;
      const cut = inside && bits[row * rect.w + column] === 1;
      if (cut && inDisc(x, y)) both++;
      if (cut || inDisc(x, y)) either++;
    }
  }
  expect(both / either).toBeGreaterThan(0.98);
});
