import { expect, it } from 'vitest';
import { marks, replay } from './history.ts';
import type { Revision } from './wire.ts';

let number = 0;
function revision(kind: string, operation: Record<string, unknown> = {}): Revision {
  number++;
  return {
    number,
    kind,
    operation,
    op_id: `op-${number}`,
    author: { id: 1, username: 'marta' },
    created: '2026-11-20T12:00:00Z',
  };
}
function click(x: number, positive = true): Revision {
  return revision('click', { kind: 'click', x, y: 1, positive });
}

it('undo and redo move through the steps and are none themselves', () => {
  const history = replay([
    click(1),
    click(2),
    click(3),
    revision('undo'),
    revision('undo'),
    revision('redo'),
  ]);
  expect(history.done.map((step) => step.points[0]!.x)).toEqual([1, 2]);
  expect(history.undone.map((step) => step.points[0]!.x)).toEqual([3]);
});

it('a new step forgets what was undone', () => {
  const history = replay([click(1), revision('undo'), click(2)]);
  expect(history.undone).toEqual([]);
  expect(history.done).toHaveLength(1);
});

it('an undone click shows no point', () => {
  expect(
    marks(replay([click(1), click(2, false), revision('undo')])).map((mark) => mark.x),
  ).toEqual([1]);
});

it('clicks that were sent together are all shown', () => {
  const together = revision('click', {
    kind: 'click',
    x: 1,
    y: 1,
    positive: true,
    more: [{ x: 5, y: 5, positive: false }],
  });
  expect(marks(replay([together])).map(({ x, positive }) => [x, positive])).toEqual([
    [1, true],
    [5, false],
  ]);
});

it('a click that was taken away shows no point, the others stay', () => {
  const [first, second] = [click(1), click(2)];
  const taken = revision('unclick', { kind: 'unclick', target: first.op_id });
  expect(marks(replay([first, second, taken])).map((mark) => mark.x)).toEqual([2]);
});

it('jumping back hides the clicks that came later', () => {
  const [first, second] = [click(1), click(2)];
  const jump = revision('restore', { number: first.number });
  expect(marks(replay([first, second, jump])).map((mark) => mark.x)).toEqual([1]);
});
