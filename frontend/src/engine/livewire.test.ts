import { describe, expect, it } from 'vitest';
import type { Pixels } from './flood.ts';
import { edgeCosts, Wires } from './livewire.ts';
import type { Point } from './rect.ts';

const SIDE = 64;

function drawn(white: (x: number, y: number) => boolean): Pixels {
  const data = new Uint8ClampedArray(SIDE * SIDE * 4);
  for (let i = 0; i < SIDE * SIDE; i++) {
    data.fill(white(i % SIDE, Math.floor(i / SIDE)) ? 230 : 40, i * 4, i * 4 + 3);
  }
  return { data, width: SIDE, height: SIDE };
}

const disc = drawn((x, y) => Math.hypot(x + 0.5 - 32, y + 0.5 - 32) <= 20);
const off = ({ x, y }: Point): number => Math.abs(Math.hypot(x - 32, y - 32) - 20);

describe('a wire', () => {
  it('follows an edge round a corner rather than cutting it', () => {
    const square = drawn((x, y) => x >= 20 && y >= 20);
    const path = new Wires(edgeCosts(square), { x: 20, y: 60 }).pathTo({ x: 60, y: 20 });
    expect(path[0]).toEqual({ x: 20, y: 60 });
    expect(path.at(-1)).toEqual({ x: 60, y: 20 });
    expect(path.every(({ x, y }) => x === 20 || y === 20)).toBe(true);
    // The corner itself may be cut by one diagonal step.
    expect(path.length).toBeGreaterThanOrEqual(80);
  });

  it('stays on the edge of a disc', () => {
    const path = new Wires(edgeCosts(disc), { x: 12, y: 32 }).pathTo({ x: 52, y: 32 });
    expect(Math.max(...path.map(off))).toBeLessThan(1);
  });

  it('goes straight where there is no edge', () => {
    const path = new Wires(edgeCosts(drawn(() => true)), { x: 5, y: 5 }).pathTo({ x: 40, y: 5 });
    expect(path).toHaveLength(36);
    expect(path.every(({ y }) => y === 5)).toBe(true);
  });

  it('is the same whatever was asked for before', () => {
    const led = new Wires(edgeCosts(disc), { x: 12, y: 32 });
    for (const end of [
      { x: 14, y: 30 },
      { x: 32, y: 12 },
      { x: 50, y: 40 },
      { x: 16, y: 28 },
    ]) {
      const alone = new Wires(edgeCosts(disc), { x: 12, y: 32 }).pathTo(end);
      expect(led.pathTo(end)).toEqual(alone);
    }
  });

  it('to its own start is that corner', () => {
    expect(new Wires(edgeCosts(disc), { x: 9, y: 9 }).pathTo({ x: 9, y: 9 })).toEqual([
      { x: 9, y: 9 },
    ]);
  });
});

describe('snapping', () => {
  it('finds the edge nearby, and stays where there is none', () => {
    const wires = new Wires(edgeCosts(disc), { x: 0, y: 0 });
    expect(off(wires.snap({ x: 15, y: 32 }, 6))).toBeLessThan(1);
    expect(wires.snap({ x: 32, y: 32 }, 6)).toEqual({ x: 32, y: 32 });
  });
  it('keeps inside the window', () => {
    const wires = new Wires(edgeCosts(disc), { x: 0, y: 0 });
    expect(wires.snap({ x: -9, y: 99 }, 3)).toEqual({ x: 0, y: SIDE });
  });
});
