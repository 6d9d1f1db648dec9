import { expect, it, vi } from 'vitest';
import { CellSource } from './cell-source.ts';
import { CellMap } from './cells.ts';

const map = new CellMap(1, 1, new Uint32Array(1));

it('fetches a map once, when it is first asked for, and says when it is there', async () => {
  const load = vi.fn(() => Promise.resolve(map));
  const source = new CellSource(load);
  expect(load).not.toHaveBeenCalled();
  expect([source.get(300), source.get(300)]).toEqual([null, null]);
  expect(source.state.get().status).toBe('loading');
  await vi.waitFor(() => {
    expect(source.state.get().status).toBe('ready');
  });
  expect(source.get(300)).toBe(map);
  expect(load).toHaveBeenCalledOnce();
});

it('says when a map cannot be had, and asks again only when it is told to', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const load = vi.fn(() => Promise.reject<CellMap>(new Error('away')));
  const source = new CellSource(load);
  source.get(300);
  await vi.waitFor(() => {
    expect(source.state.get().status).toBe('failed');
  });
  expect(source.get(300)).toBeNull();
  expect(load).toHaveBeenCalledOnce();
  load.mockImplementation(() => Promise.resolve(map));
  source.retry();
  await vi.waitFor(() => {
    expect(source.get(300)).toBe(map);
  });
});
