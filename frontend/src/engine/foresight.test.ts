// @vitest-environment node
import { deflateSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Bitmap } from './bitmap.ts';
import { Foresight, type Ground } from './foresight.ts';
import type { PreviewRequest } from './wire.ts';

let sent: PreviewRequest[];
let ground: Ground | null;
let foresight: Foresight;
const here = { x: 4, y: 4, positive: true };
const there = { x: 9, y: 4, positive: true };

/** Two rows of eight pixels, all of them object. */
const patch = Uint8Array.from(deflateSync(Uint8Array.of(255, 255)));

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  ground = { mask: null, version: 0, shown: new Bitmap(16, 8) };
  foresight = new Foresight({
    send: (message) => sent.push(message) > 0,
    ground: () => ground,
    pixels: () => Promise.resolve(patch),
  });
});

afterEach(() => {
  vi.useRealTimers();
});

function rest(point = here): void {
  foresight.look(point, 'auto', 1);
  vi.advanceTimersByTime(200);
}

function answer({ op_id, mask, base }: PreviewRequest): Promise<void> {
  return foresight.answered({
    type: 'preview',
    op_id,
    mask,
    version: base,
    bbox: [2, 3, 8, 2],
    changed: 16,
  });
}

const seen = () => foresight.state.get().seen;

it('asks once the pointer rests, and shows what would change', async () => {
  foresight.look(here, 'auto', 1);
  expect(sent).toEqual([]);
  rest({ ...here, x: 4.5 });
  expect(sent).toMatchObject([{ type: 'preview', mask: null, base: 0, ...here, mode: 'auto' }]);
  await answer(sent[0]!);
  expect(seen()).toMatchObject({ rect: { x: 2, y: 3, w: 8, h: 2 }, added: 16, removed: 0 });
});

it('a pointer that moves on sees nothing, and is asked for anew', async () => {
  rest();
  await answer(sent[0]!);
  foresight.look(there, 'auto', 1);
  expect(seen()).toBeNull();
  vi.advanceTimersByTime(200);
  expect(sent).toHaveLength(2);
});

it('has one under way at a time: the newest place is asked next, and no old answer is shown', async () => {
  rest();
  rest(there);
  rest(here);
  expect(sent).toHaveLength(1);
  await answer(sent[0]!);
  expect(seen()).toBeNull();
  expect(sent).toHaveLength(2);
  expect(sent[1]).toMatchObject(here);
  await answer(sent[1]!);
  expect(seen()).not.toBeNull();
});

it('asks nothing while something that was done is on its way', () => {
  ground = null;
  rest();
  expect(sent).toEqual([]);
});

it('shows nothing of a mask that is another by now', async () => {
  rest();
  ground = { mask: 7, version: 1, shown: new Bitmap(16, 8) };
  await answer(sent[0]!);
  expect(seen()).toBeNull();
});

it('takes a refusal as its own and does not insist', () => {
  rest();
  expect(foresight.refused('another')).toBe(false);
  expect(foresight.refused(sent[0]!.op_id)).toBe(true);
  vi.advanceTimersByTime(5000);
  expect(sent).toHaveLength(1);
  rest(there);
  expect(sent).toHaveLength(2);
});

it('goes on when no answer comes', () => {
  rest();
  vi.advanceTimersByTime(2000);
  rest(there);
  expect(sent).toHaveLength(2);
});

it('drops what is shown', async () => {
  rest();
  await answer(sent[0]!);
  foresight.drop();
  expect(seen()).toBeNull();
});
