// @vitest-environment node
import { beforeEach, expect, it, vi } from 'vitest';
import { Tiles } from './tiles.ts';

const SIZE = { width: 12_000, height: 9_000 };
const CAMERA = { scale: 1, x: 0, y: 0 };

let asked: string[];
let answers: Map<string, (tile: ImageBitmap) => void>;
let stopped: string[];
let drawn: number[][];
let tiles: Tiles;
const context = {
  drawImage: (_: unknown, ...numbers: number[]) => drawn.push(numbers),
} as unknown as CanvasRenderingContext2D;

beforeEach(() => {
  asked = [];
  stopped = [];
  drawn = [];
  answers = new Map();
  tiles = new Tiles(SIZE, (column, row, signal) => {
    const name = `${column} ${row}`;
    asked.push(name);
    signal.addEventListener('abort', () => stopped.push(name));
    return new Promise((resolve) => answers.set(name, resolve));
  });
});

function look(x: number, y: number, w: number, h: number): void {
  drawn = [];
  tiles.draw(context, { x, y, w, h }, CAMERA);
}

async function comes(name: string, close = vi.fn()): Promise<void> {
  const { arrived } = tiles.state.get();
  answers.get(name)!({ close } as unknown as ImageBitmap);
  await vi.waitFor(() => {
    expect(tiles.state.get().arrived).toBe(arrived + 1);
  });
}

it('sends for what is seen, and draws it once it is there', async () => {
  look(1000, 1000, 100, 20);
  expect(asked).toEqual(['0 0', '1 0']);
  expect(drawn).toEqual([]);
  await comes('1 0');
  look(1000, 1000, 100, 20);
  expect(drawn).toEqual([[0, 1000, 76, 20, 1024, 1000, 76, 20]]);
  expect(asked).toHaveLength(2);
});

it('knows what of a part is here, and paints that without sending for anything', async () => {
  look(1000, 1000, 100, 20);
  const part = { x: 1000, y: 1000, w: 100, h: 20 };
  await comes('1 0');
  expect(tiles.have(part)).toBe(false);
  await comes('0 0');
  expect(tiles.have(part)).toBe(true);
  drawn = [];
  const beside = { x: 2000, y: 0, w: 100, h: 8 };
  expect(tiles.paint(context, beside, { scale: 0.5, x: -1000, y: 0 })).toEqual([[2, 0]]);
  expect(drawn).toEqual([[976, 0, 48, 8, 0, 0, 24, 4]]);
  expect(asked).toEqual(['0 0', '1 0']);
});

it('loads a few at a time, and gives up what is out of sight', async () => {
  look(0, 0, 4096, 2048);
  expect(asked).toHaveLength(4);
  await comes('0 0');
  expect(asked).toHaveLength(5);
  look(9000, 8000, 100, 100);
  expect(stopped).toHaveLength(4);
  expect(asked.at(-1)).toBe('8 7');
});

it('keeps the last few and closes the others', async () => {
  const close = vi.fn();
  look(0, 0, 10, 10);
  await comes('0 0', close);
  for (let n = 1; n <= 64; n++) {
    const [column, row] = [n % 11, Math.floor(n / 11)];
    look(column * 1024, row * 1024, 10, 10);
    await comes(`${column} ${row}`);
  }
  expect(close).toHaveBeenCalledOnce();
  look(0, 0, 10, 10);
  expect(asked.at(-1)).toBe('0 0');
});

it('closes all that it holds', async () => {
  const close = vi.fn();
  look(0, 0, 10, 10);
  await comes('0 0', close);
  tiles.close();
  expect(close).toHaveBeenCalledOnce();
});
