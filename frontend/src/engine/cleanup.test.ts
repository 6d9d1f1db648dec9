import { describe, expect, it } from 'vitest';
import { Bitmap } from './bitmap.ts';
import { previewCleanup, type Cleanup } from './cleanup.ts';

function mask(...rows: string[]): Bitmap {
  const bits = rows
    .join('')
    .split('')
    .map((sign) => (sign === '#' ? 1 : 0));
  return new Bitmap(rows[0]!.length, rows.length, Uint8Array.from(bits));
}

/** The mask after a clean-up, as rows of signs. */
function after(before: Bitmap, action: Cleanup, amount = 0): string[] {
  const { rect, change } = previewCleanup(before, action, amount);
  const done = before.clone();
  done.paint(
    rect,
    change.map((sign) => (sign === 1 ? 1 : 0)),
    1,
  );
  done.paint(
    rect,
    change.map((sign) => (sign === 2 ? 1 : 0)),
    0,
  );
  return Array.from({ length: done.height }, (_, y) =>
    Array.from({ length: done.width }, (_, x) => (done.at(x, y) ? '#' : '.')).join(''),
  );
}

const ring = mask('........', '.#####..', '.#...#.#', '.#.#.#..', '.#...#..', '.#####..');

describe('a clean-up', () => {
  it('fills holes up to a size; 0 means all', () => {
    expect(after(ring, 'fill')[2]).toBe('.#####.#');
    expect(previewCleanup(ring, 'fill', 7).added).toBe(0);
    expect(previewCleanup(ring, 'fill', 8).added).toBe(8);
  });

  it('takes no bay for a hole, not even one at the edge of the picture', () => {
    expect(previewCleanup(mask('#.#', '#.#', '###'), 'fill', 0).added).toBe(0);
  });

  it('drops islands below a size, keeps what hangs together at a corner', () => {
    expect(after(ring, 'islands', 2)[3]).toBe('.#...#..');
    expect(previewCleanup(mask('#...', '.#..', '....'), 'islands', 2).removed).toBe(0);
  });

  it('keeps the largest piece alone', () => {
    expect(previewCleanup(ring, 'largest', 0).removed).toBe(2);
  });

  it('grows and shrinks by a disc', () => {
    const dot = mask('.......', '.......', '.......', '...#...', '.......', '.......', '.......');
    const grown = ['.......', '...#...', '..###..', '.#####.', '..###..', '...#...', '.......'];
    expect(after(dot, 'grow', 2)).toEqual(grown);
    expect(after(mask(...grown), 'shrink', 1)[3]).toBe('..###..');
    expect(after(mask(...grown), 'shrink', 1)[1]).toBe('.......');
  });

  it('shrinks nothing away at the edge of the picture', () => {
    expect(after(mask('###.', '###.', '###.'), 'shrink', 1)).toEqual(['##..', '##..', '##..']);
  });

  it('smooths a spike away and a notch shut', () => {
    const rough = mask(
      '..........',
      '....#.....',
      '.########.',
      '.########.',
      '.##.#####.',
      '.########.',
      '..........',
    );
    expect(after(rough, 'smooth', 1)[1]).toBe('..........');
    expect(after(rough, 'smooth', 1)[4]).toBe('.########.');
  });

  it('inverts', () => {
    expect(after(mask('#..', '.#.'), 'invert')).toEqual(['.##', '#.#']);
  });

  it('of an empty mask changes nothing', () => {
    const empty = mask('....', '....');
    for (const action of ['fill', 'islands', 'largest', 'grow', 'shrink', 'smooth'] as const) {
      const { added, removed } = previewCleanup(empty, action, 3);
      expect([action, added, removed]).toEqual([action, 0, 0]);
    }
  });
});
