import { beforeEach, describe, expect, it } from 'vitest';
import { CellMap } from '../cells.ts';
import type { Pixels } from '../flood.ts';
import { regionOf } from '../hand.ts';
import type { Mark } from '../history.ts';
import type { PixelSource, Sample } from '../picture.ts';
import { countOf, type Region } from '../region.ts';
import type { ImageSession } from '../session.ts';
import { DEFAULTS, type Settings } from '../settings.ts';
import type { HandWork, PointMessage } from '../wire.ts';
import { BoxTool } from './box.ts';
import { BrushTool } from './brush.ts';
import { ClickTool } from './click.ts';
import { OutlineTool, StraightGuide } from './outline.ts';
import { ScribbleTool } from './scribble.ts';
import { SuperpixelTool } from './superpixel.ts';
import { NO_MODIFIERS, type Bench, type Touch } from './tool.ts';
import { WandTool } from './wand.ts';
import { WireGuide } from './wire.ts';

let said: unknown[];
let marks: Mark[];
let chosen: Partial<Settings>;
let foreseen: object | null;

const SIZE = { width: 100, height: 80 };

/** White from column 30 to 69 and row 20 to 59 on black. */
const pixels: Pixels = {
  ...SIZE,
  data: Uint8ClampedArray.from({ length: 100 * 80 * 4 }, (_, i) => {
    const [x, y] = [(i >> 2) % 100, Math.floor((i >> 2) / 100)];
    return x >= 30 && x < 70 && y >= 20 && y < 60 ? 240 : 10;
  }),
};
const sample: Sample = {
  pixels,
  level: 0,
  origin: { x: 0, y: 0 },
  perPixel: { x: 1, y: 1 },
  beyond: { left: false, top: false, right: false, bottom: false },
};
const photo: PixelSource = {
  levelFor: () => 0,
  window: () => sample,
  whole: () => sample,
};

/** Cells of 10 × 10 pixels, ten in a row. */
const cells = new CellMap(
  SIZE.width,
  SIZE.height,
  Uint32Array.from(
    { length: 8000 },
    (_, i) => Math.floor(i / 1000) * 10 + Math.floor((i % 100) / 10),
  ),
);

/** A bench whose session writes down what the tool asks of it. The image is 100 × 80, shown at 200%. */
function bench(settings: Partial<Settings> = {}): Bench {
  const session = {
    image: { id: 1, ...SIZE },
    steps: {
      click: (points: unknown[]) => said.push(['click', points]),
      unclick: (target: string) => said.push(['unclick', target]),
      draft: () => undefined,
      dropDraft: () => said.push(['dropped']),
      ask: (interaction: unknown) => said.push(interaction),
      paint: (work: HandWork, region: Region | null = regionOf(work, SIZE)) =>
        said.push([work, region && countOf(region)]),
    },
    foresight: {
      look: (point: PointMessage, mode: string, reach: number) => {
        foreseen = { point, mode, reach };
      },
      drop: () => {
        foreseen = null;
      },
    },
  } as unknown as ImageSession;
  return {
    session,
    settings: { ...DEFAULTS, ...settings },
    camera: { scale: 2, x: 0, y: 0 },
    marks,
    photo,
    zoom: 1.5,
    cells: () => cells,
    pan: (dx, dy) => said.push(['pan', dx, dy]),
    set: (change) => (chosen = change),
    redraw: () => undefined,
  };
}

const ALT = { ...NO_MODIFIERS, alt: true };
const SHIFT = { ...NO_MODIFIERS, shift: true };

/** What was painted by hand: kind, sign, number of pixels. */
function painted(): unknown[] {
  return said.map((entry) => {
    const [{ kind, positive }, count] = entry as [HandWork, number];
    return [kind, positive, count];
  });
}

function at(x: number, y: number, more: Partial<Touch> = {}): Touch {
  return {
    screen: { x: x * 2, y: y * 2 },
    image: { x, y },
    modifiers: NO_MODIFIERS,
    secondary: false,
    finger: false,
    time: 0,
    ...more,
  };
}

beforeEach(() => {
  said = [];
  marks = [];
  foreseen = null;
});

describe('click', () => {
  it('adds; the secondary button, Ctrl and Alt remove', () => {
    const tool = new ClickTool();
    tool.down(at(10, 10), bench());
    tool.down(at(20, 10, { secondary: true }), bench());
    tool.down(at(30, 10, { modifiers: { ...NO_MODIFIERS, alt: true } }), bench());
    tool.down(at(40, 10, { modifiers: { ...NO_MODIFIERS, ctrl: true } }), bench());
    expect(said).toEqual([
      ['click', [{ x: 10, y: 10, positive: true }]],
      ['click', [{ x: 20, y: 10, positive: false }]],
      ['click', [{ x: 30, y: 10, positive: false }]],
      ['click', [{ x: 40, y: 10, positive: false }]],
    ]);
  });

  it('outside the image says nothing', () => {
    new ClickTool().down(at(-1, 5), bench());
    expect(said).toEqual([]);
  });

  it('Shift holds clicks back, its release sends them together', () => {
    const tool = new ClickTool();
    const shift = { ...NO_MODIFIERS, shift: true };
    tool.down(at(10, 10, { modifiers: shift }), bench());
    tool.down(at(20, 20, { modifiers: shift, secondary: true }), bench());
    expect(said).toEqual([]);
    expect(tool.held).toHaveLength(2);
    tool.modified(NO_MODIFIERS, bench());
    expect(said).toEqual([
      [
        'click',
        [
          { x: 10, y: 10, positive: true },
          { x: 20, y: 20, positive: false },
        ],
      ],
    ]);
    expect(tool.held).toEqual([]);
  });

  it('on a point takes it away, but not right after it was placed', () => {
    const tool = new ClickTool();
    tool.down(at(10, 10), bench());
    marks = [{ x: 10, y: 10, positive: true, opId: 'a' }];
    tool.down(at(10, 10), bench());
    expect(said.at(-1)).toEqual(['click', [{ x: 10, y: 10, positive: true }]]);
    tool.hit(at(60, 60), bench());
    tool.down(at(10, 10), bench());
    expect(said.at(-1)).toEqual(['unclick', 'a']);
  });

  it('resting asks what a click would do, with the sign that the keys give it', () => {
    const tool = new ClickTool();
    const alt = { ...NO_MODIFIERS, alt: true };
    tool.hover(at(10.006, 10), bench());
    expect(foreseen).toEqual({
      point: { x: 10.01, y: 10, positive: true },
      mode: 'auto',
      reach: 1.5,
    });
    tool.hover(at(10, 10, { modifiers: alt }), bench({ mode: 'whole' }));
    expect(foreseen).toMatchObject({ point: { positive: false }, mode: 'whole' });
    tool.leave(bench());
    expect(foreseen).toBeNull();
  });

  it.each([
    ['when it is switched off', {}, { preview: false }],
    ['under a finger', { finger: true }, {}],
    ['while Shift holds clicks back', { modifiers: { ...NO_MODIFIERS, shift: true } }, {}],
    ['beside the image', { image: { x: -1, y: 5 } }, {}],
    ['over a point', { screen: { x: 60, y: 60 } }, {}],
  ])('shows nothing %s', (_, touch, settings) => {
    marks = [{ x: 30, y: 30, positive: true, opId: 'a' }];
    foreseen = {};
    new ClickTool().hover(at(10, 10, touch), bench(settings));
    expect(foreseen).toBeNull();
  });
});

describe('brush', () => {
  it('sends one stroke when it ends, the eraser the same with the other sign', () => {
    const brush = new BrushTool(true);
    brush.down(at(10, 10), bench());
    brush.move([at(20, 10), at(30, 10)], bench());
    expect(said).toEqual([]);
    brush.up(at(40, 10), bench());
    const eraser = new BrushTool(false);
    eraser.down(at(10, 10), bench());
    expect(eraser.erasing).toBe(true);
    eraser.up(at(10, 10), bench());
    expect(painted().map((entry) => (entry as unknown[]).slice(0, 2))).toEqual([
      ['brush', true],
      ['brush', false],
    ]);
    expect((said as [{ points: unknown[] }][]).map(([{ points }]) => points.length)).toEqual([
      4, 1,
    ]);
  });

  it('Ctrl at the start turns it round for the whole stroke', () => {
    const brush = new BrushTool(true);
    brush.down(at(10, 10, { modifiers: { ...NO_MODIFIERS, ctrl: true } }), bench());
    brush.up(at(20, 10), bench());
    expect(said).toMatchObject([[{ kind: 'brush', positive: false }, expect.any(Number)]]);
  });

  it('a stroke that is dropped is never sent', () => {
    const brush = new BrushTool(true);
    brush.down(at(10, 10), bench());
    expect(brush.cancel(bench())).toBe(true);
    brush.up(at(20, 10), bench());
    expect(said).toEqual([['dropped']]);
    expect(brush.cancel(bench())).toBe(false);
  });

  it('a stroke without end is sent in parts', () => {
    const brush = new BrushTool(true);
    brush.down(at(1, 1), bench({ radius: 2 }));
    for (let i = 0; i < 3200; i++) brush.move([at(10 + (i % 2) * 5, 10)], bench({ radius: 2 }));
    brush.up(at(50, 50), bench({ radius: 2 }));
    expect(said).toHaveLength(3);
  });
});

describe('box', () => {
  it('asks for what lies in it, cut off at the edge of the image', () => {
    const tool = new BoxTool();
    tool.down(at(60, 50));
    tool.move([at(-5, 30)], bench());
    tool.up(at(-5, 20.5), bench());
    expect(said).toEqual([{ kind: 'box', box: [0, 20.5, 60, 29.5] }]);
  });

  it('too small to be meant is nothing', () => {
    const tool = new BoxTool();
    tool.down(at(20, 20));
    tool.up(at(21, 40), bench());
    expect(said).toEqual([]);
  });

  it('that is dropped is never asked for', () => {
    const tool = new BoxTool();
    tool.down(at(20, 20));
    expect(tool.cancel(bench())).toBe(true);
    tool.up(at(60, 60), bench());
    expect(said).toEqual([]);
  });
});

describe('scribble', () => {
  it('asks with its points, width, sign, and how closely one looked', () => {
    const tool = new ScribbleTool();
    tool.down(at(10, 10, { secondary: true }), bench({ scribble: 3 }));
    tool.move([at(20, 10), at(20.01, 10)], bench({ scribble: 3 }));
    tool.up(at(30, 10), bench({ scribble: 3 }));
    const points = [
      [10, 10],
      [20, 10],
      [30, 10],
    ];
    expect(said).toEqual([{ kind: 'scribble', points, radius: 3, positive: false, zoom: 1.5 }]);
  });
});

describe('superpixel', () => {
  it('a click adds the cell under it, Alt takes it away', () => {
    const tool = new SuperpixelTool();
    tool.down(at(15, 5), bench());
    tool.up(at(15, 5), bench());
    tool.down(at(25, 15, { modifiers: ALT }), bench());
    tool.up(at(25, 15), bench());
    expect(said).toEqual([
      [{ kind: 'superpixel', cells: 1000, ids: [1], positive: true }, 100],
      [{ kind: 'superpixel', cells: 1000, ids: [12], positive: false }, 100],
    ]);
  });

  it('painting takes every cell on the way, also those that a fast hand jumps over, each once', () => {
    const tool = new SuperpixelTool();
    tool.down(at(5, 5), bench());
    tool.move([at(45, 5), at(15, 5)], bench());
    tool.up(at(5, 5), bench());
    expect(said).toMatchObject([[{ ids: [0, 1, 2, 3, 4] }, 500]]);
  });

  it('waits while the cells are on their way', () => {
    const tool = new SuperpixelTool();
    const waiting = { ...bench(), cells: () => null };
    tool.hover(at(5, 5), waiting);
    tool.down(at(5, 5), waiting);
    tool.up(at(5, 5), waiting);
    expect(said).toEqual([]);
  });
});

describe('wand', () => {
  it('takes what has the colour under it', () => {
    const tool = new WandTool();
    tool.down(at(40, 30), bench());
    tool.up(at(40, 30), bench());
    expect(said).toEqual([[{ kind: 'wand', x: 40, y: 30, tolerance: 24, positive: true }, 1600]]);
  });

  it('takes more the further it is dragged to the right, and stays so', () => {
    const tool = new WandTool();
    tool.down(at(40, 30), bench());
    tool.move([at(440, 30)], bench());
    tool.up(at(440, 30), bench());
    expect(painted()).toEqual([['wand', true, 8000]]);
    expect(chosen).toEqual({ tolerance: 255 });
  });

  it('that is dropped paints nothing', () => {
    const tool = new WandTool();
    tool.down(at(40, 30), bench());
    expect(tool.cancel(bench())).toBe(true);
    tool.up(at(40, 30), bench());
    expect(said).toEqual([]);
  });
});

describe('polygon', () => {
  const corners = [at(10, 10), at(30, 10), at(30, 40)];

  it('is closed by a click on its first point', () => {
    const tool = new OutlineTool(new StraightGuide());
    for (const corner of [...corners, at(10, 40), at(11, 11)]) tool.down(corner, bench());
    expect(painted()).toEqual([['polygon', true, 600]]);
  });

  it('is closed by a double click, or by finishing it; Alt at the end takes it away', () => {
    const tool = new OutlineTool(new StraightGuide());
    for (const corner of [...corners, at(10, 40), at(10, 40, { modifiers: ALT })]) {
      tool.down(corner, bench());
    }
    for (const corner of [...corners, at(10, 40)]) tool.down(corner, bench());
    expect(tool.finish(NO_MODIFIERS, bench())).toBe(true);
    expect(tool.finish(NO_MODIFIERS, bench())).toBe(false);
    expect(painted()).toEqual([
      ['polygon', false, 600],
      ['polygon', true, 600],
    ]);
  });

  it('takes corners that are close together from who sets them one after the other', () => {
    const tool = new OutlineTool(new StraightGuide());
    const close = [...corners, at(10, 40), at(10, 39), at(10, 38)];
    for (const [turn, corner] of close.entries()) {
      tool.down({ ...corner, time: 600 * turn }, bench());
    }
    expect(painted()).toEqual([]);
    tool.finish(NO_MODIFIERS, bench());
    expect(painted()).toEqual([['polygon', true, 600]]);
  });

  it('goes back point by point', () => {
    const tool = new OutlineTool(new StraightGuide());
    for (const corner of [...corners, at(90, 70)]) tool.down(corner, bench());
    expect(tool.stepBack(bench())).toBe(true);
    tool.down(at(10, 40), bench());
    tool.finish(NO_MODIFIERS, bench());
    expect(painted()).toEqual([['polygon', true, 600]]);
    expect(tool.stepBack(bench())).toBe(false);
  });

  it('of two points is nothing; dropped, it is gone', () => {
    const tool = new OutlineTool(new StraightGuide());
    tool.down(corners[0]!, bench());
    tool.down(corners[1]!, bench());
    tool.finish(NO_MODIFIERS, bench());
    for (const corner of corners) tool.down(corner, bench());
    expect(tool.cancel(bench())).toBe(true);
    expect(tool.finish(NO_MODIFIERS, bench())).toBe(false);
    expect(said).toEqual([]);
  });
});

describe('edge lasso', () => {
  it('clings to the edges between a few rough clicks, and closes along them', () => {
    const tool = new OutlineTool(new WireGuide());
    for (const [x, y] of [
      [32, 18],
      [68, 22],
      [67, 58],
      [31, 61],
    ] as const) {
      tool.hover(at(x, y), bench());
      tool.down(at(x, y), bench());
    }
    tool.finish(NO_MODIFIERS, bench());
    const [[kind, positive, count]] = painted() as [[string, boolean, number]];
    expect([kind, positive]).toEqual(['lasso', true]);
    // The very corners may be cut.
    expect(Math.abs(count - 1600)).toBeLessThanOrEqual(4);
  });

  it('goes straight while Shift is held', () => {
    const tool = new OutlineTool(new WireGuide());
    for (const [x, y] of [
      [10, 5],
      [90, 5],
      [90, 75],
      [10, 75],
    ] as const) {
      tool.down(at(x, y, { modifiers: SHIFT }), bench());
    }
    tool.finish(SHIFT, bench());
    expect((said as [{ points: unknown[] }][])[0]![0].points.slice(0, 4)).toEqual([
      [10, 5],
      [90, 5],
      [90, 75],
      [10, 75],
    ]);
  });
});
