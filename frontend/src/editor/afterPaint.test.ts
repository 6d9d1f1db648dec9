import { afterEach, expect, it, vi } from 'vitest';
import { AfterPaint } from './afterPaint.ts';

let later: AfterPaint | null = null;

afterEach(() => {
  later?.stop();
});

function counted(): { asked: AfterPaint; calls: () => number } {
  const job = vi.fn();
  later = new AfterPaint(job);
  return { asked: later, calls: () => job.mock.calls.length };
}

it('what is asked for twice before a frame is done once, after what the frame draws', async () => {
  const { asked, calls } = counted();
  let before = -1;
  requestAnimationFrame(() => (before = calls()));
  asked.ask();
  asked.ask();
  expect(calls()).toBe(0);
  await expect.poll(calls).toBe(1);
  expect(before).toBe(0);
});

it('a key is pressed on what was said last', () => {
  const { asked, calls } = counted();
  asked.ask();
  let seen = 0;
  const listener = (): void => {
    seen = calls();
  };
  window.addEventListener('keydown', listener);
  document.body.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true }));
  window.removeEventListener('keydown', listener);
  expect(seen).toBe(1);
});

it('a page that draws no frames is told all the same', async () => {
  const frames = vi.spyOn(window, 'requestAnimationFrame').mockReturnValue(0);
  const { asked, calls } = counted();
  asked.ask();
  frames.mockRestore();
  await expect.poll(calls).toBe(1);
});

it('who has stopped is not called', async () => {
  const { asked, calls } = counted();
  asked.ask();
  asked.stop();
  const other = counted();
  other.asked.ask();
  await expect.poll(other.calls).toBe(1);
  expect(calls()).toBe(0);
});
