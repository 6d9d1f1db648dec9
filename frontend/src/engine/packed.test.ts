import { deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { decodePacked } from './packed.ts';

const [WIDTH, HEIGHT] = [11, 3];
/** Rows of one byte in front, then 11 pixels in two bytes. */
const ROWS = Uint8Array.of(0, 0b10000001, 0b01000000, 0, 0xff, 0xe0, 0, 0, 0);

function number(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

/** A part of a file; its checksum is nobody's concern here. */
function chunk(kind: string, data: readonly number[]): number[] {
  return [...number(data.length), ...Buffer.from(kind), ...data, ...number(0)];
}

function png(bodies: readonly (readonly number[])[], depth = 1): Uint8Array<ArrayBuffer> {
  const head = [...number(WIDTH), ...number(HEIGHT), depth, 0, 0, 0, 0];
  const parts = [chunk('IHDR', head), ...bodies.map((body) => chunk('IDAT', body))];
  return Uint8Array.from([
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...parts.flat(),
    ...chunk('IEND', []),
  ]);
}

const body = (rows: Uint8Array): number[] => [...deflateSync(rows)];

it('a stored mask is unpacked, in however many parts it came', async () => {
  const expected = [
    ...[1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0],
    ...[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    ...[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  ];
  const whole = body(ROWS);
  for (const parts of [[whole], [whole.slice(0, 5), [], whole.slice(5)]]) {
    expect([...(await decodePacked(png(parts), WIDTH, HEIGHT))]).toEqual(expected);
  }
});

it('another file than a stored mask is refused', async () => {
  const good = png([body(ROWS)]);
  const filtered = ROWS.slice();
  filtered[3] = 2;
  const bad: [Uint8Array<ArrayBuffer>, number, number][] = [
    [good.slice(1), WIDTH, HEIGHT],
    [good.slice(0, 20), WIDTH, HEIGHT],
    [good, HEIGHT, WIDTH],
    [png([body(ROWS)], 8), WIDTH, HEIGHT],
    [png([body(filtered)]), WIDTH, HEIGHT],
    [png([body(ROWS.slice(0, 6))]), WIDTH, HEIGHT],
    [png([]), WIDTH, HEIGHT],
  ];
  for (const [file, width, height] of bad) {
    await expect(decodePacked(file, width, height)).rejects.toThrow();
  }
});
