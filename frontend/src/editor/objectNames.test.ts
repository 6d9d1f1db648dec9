import { expect, it } from 'vitest';
import { objectNames } from './objectNames.ts';

it('objects of one label are told apart by a number, others by their label alone', () => {
  const names = objectNames(
    [
      { key: 'a', label: 'shoe' },
      { key: 'b', label: 'lace' },
      { key: 'c', label: 'shoe' },
      { key: 'd', label: '' },
    ],
    'Object',
  );
  expect([...names.values()]).toEqual(['shoe 1', 'lace', 'shoe 2', 'Object']);
});
