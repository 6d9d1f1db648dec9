import { expect, it } from 'vitest';
import { readPlace, withoutPlace, writePlace } from './place.ts';

it('a place survives the address, and is dropped from that of another image', () => {
  const query = new URLSearchParams('ordering=score');
  writePlace(query, { name: 'leak', amount: 0.2, box: [3, 4, 50, 60], mask: 7 });
  expect(readPlace(new URLSearchParams(query.toString()))).toEqual({
    box: [3, 4, 50, 60],
    mask: 7,
  });
  expect(withoutPlace(query).toString()).toBe('ordering=score');
});

it.each(['', 'place=', 'place=1,2,3', 'place=1,2,3,4,5', 'place=a,b,c,d', 'place=1,2,0,9'])(
  '"%s" leads to no place',
  (query) => expect(readPlace(new URLSearchParams(query))).toBeNull(),
);
