import { beforeEach, describe, expect, it } from 'vitest';
import type { Mark } from '../history.ts';
import type { Point } from '../rect.ts';
import type { ImageSession } from '../session.ts';
import { DEFAULTS, type Settings } from '../settings.ts';
import { BrushTool } from './brush.ts';
import { ClickTool } from './click.ts';
import { NO_MODIFIERS, type Bench, type Touch } from './tool.ts';

let said: unknown[];
let marks: Mark[];

/** A bench whose session writes down what the tool asks of it. The image is 100 × 80, shown at 200%. */
function bench(settings: Partial<Settings> = {}): Bench {
  const session = {
    image: { id: 1, width: 100, height: 80 },
    click: (points: unknown[]) => said.push(['click', points]),
    unclick: (target: string) => said.push(['unclick', target]),
    draft: () => undefined,
    dropDraft: () => said.push(['dropped']),
    brush: (points: Point[], _radius: number, _shape: string, positive: boolean) =>
      said.push([positive ? 'paint' : 'erase', points.length]),
  } as unknown as ImageSession;
  return {
    session,
    settings: { ...DEFAULTS, ...settings },
    camera: { scale: 2, x: 0, y: 0 },
    marks,
    pan: (dx, dy) => said.push(['pan', dx, dy]),
    redraw: () => undefined,
  };
}

function at(x: number, y: number, more: Partial<Touch> = {}): Touch {
  return {
    screen: { x: x * 2, y: y * 2 },
    image: { x, y },
    modifiers: NO_MODIFIERS,
    secondary: false,
    finger: false,
    ...more,
  };
}

beforeEach(() => {
  said = [];
  marks = [];
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

  it('a finger that stays clicks, one that travels pans', () => {
    const tool = new ClickTool();
    tool.down(at(10, 10, { finger: true }), bench());
    tool.up(at(11, 10, { finger: true }), bench());
    expect(said).toEqual([['click', [{ x: 11, y: 10, positive: true }]]]);
    said = [];
    tool.down(at(10, 10, { finger: true }), bench());
    tool.move([at(30, 10, { finger: true })], bench());
    tool.up(at(30, 10, { finger: true }), bench());
    expect(said).toEqual([['pan', 40, 0]]);
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
    expect(said).toEqual([
      ['paint', 4],
      ['erase', 1],
    ]);
  });

  it('Ctrl at the start turns it round for the whole stroke', () => {
    const brush = new BrushTool(true);
    brush.down(at(10, 10, { modifiers: { ...NO_MODIFIERS, ctrl: true } }), bench());
    brush.up(at(20, 10), bench());
    expect(said).toEqual([['erase', 2]]);
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
