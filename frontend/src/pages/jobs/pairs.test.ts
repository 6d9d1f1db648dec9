import { expect, it } from 'vitest';
import type { ReportRow } from '../../api/types.ts';
import { paired } from './pairs.ts';

const row = (file: string, more: Partial<ReportRow> = {}): ReportRow => ({
  file,
  status: 'ok',
  code: 'imported',
  message: '',
  ...more,
});

it('a mask that was simply taken stands in the row of its picture, any other in one of its own', () => {
  const rows = [
    row('a.jpg', { mask: 'a.png', width: 4, height: 3 }),
    row('a.png'),
    row('b.jpg', { mask: 'b.png', width: 4, height: 3 }),
    row('b.png', { status: 'warning', code: 'mask_scaled' }),
    row('only.png'),
  ];
  expect(paired(rows).map(({ file }) => file)).toEqual(['a.jpg', 'b.jpg', 'b.png', 'only.png']);
});
