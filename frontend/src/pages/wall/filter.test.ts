import { expect, it } from 'vitest';
import { imageQuery } from '../../api/hooks.ts';
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

it('all that is set is asked for', () => {
  const filter = { state: 'rejected', q: 'shoe', ordering: 'score', reason: 'leak' } as const;
  expect(imageQuery(imageFilter(4, filter), 50)).toBe(
    'images?dataset=4&limit=50&state=rejected&q=shoe&ordering=score&reason=leak',
  );
});
