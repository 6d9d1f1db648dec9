// @vitest-environment node
import { deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { decodePatch, fromBase64, splitFrame, unpackBits } from './patch.ts';

it('rows are padded to bytes, the most significant bit first', () => {
  const bits = unpackBits(new Uint8Array([0b10000001, 0b01000000, 0b00000000, 0b11000000]), 10, 2);
  expect([...bits]).toEqual([1, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
});

it('a patch is what the server packed', async () => {
  const zlib = deflateSync(Buffer.from([0b10100000, 0b01000000]));
  const bytes = fromBase64(zlib.toString('base64'));
  expect([...(await decodePatch(bytes, 3, 2))]).toEqual([1, 0, 1, 0, 1, 0]);
});

it('an empty change needs no bytes', async () => {
  expect(await decodePatch(new Uint8Array(0), 0, 0)).toHaveLength(0);
});

it('bytes that do not fit the rectangle are refused', async () => {
  const bytes = new Uint8Array(deflateSync(Buffer.from([1, 2, 3])));
  await expect(decodePatch(bytes, 8, 2)).rejects.toThrow(RangeError);
});

it('a frame names the operation that it belongs to', () => {
  const frame = new Uint8Array(18);
  frame.set(Buffer.from('0f8fad5bd9cb469fa16570867728950e', 'hex'));
  frame.set([7, 9], 16);
  const { opId, bytes } = splitFrame(frame.buffer);
  expect(opId).toBe('0f8fad5b-d9cb-469f-a165-70867728950e');
  expect([...bytes]).toEqual([7, 9]);
  expect(() => splitFrame(new ArrayBuffer(5))).toThrow(RangeError);
});
