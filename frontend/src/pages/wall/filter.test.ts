import { expect, it } from 'vitest';
import { imageFilter, parseFilter, queryOf } from './filter.ts';

it('a filter survives the address', () => {
  const filter = { state: 'rejected', q: '红 a&b', ordering: 'score', reason: 'leak' } as const;
  expect(parseFilter(new URLSearchParams(queryOf(filter).toString()))).toEqual(filter);
});

it('what an address says that is no filter is ignored', () => {
  expect(parseFilter(new URLSearchParams('state=gone&ordering=password&reason=a|b'))).toEqual({
    state: 'all',
    q: '',
    ordering: 'key',
    reason: '',
  });
});

it('only what is set is asked for', () => {
  expect(imageFilter(4, { state: 'all', q: '', ordering: 'key', reason: '' })).toEqual({
    dataset: 4,
    ordering: 'key',
  });
});
