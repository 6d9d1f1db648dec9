import { expect, it } from 'vitest';
import { safeNext } from './next.ts';

it('signing in leads back to the page that was asked for', () => {
  expect(safeNext('/images/7?dataset=2&state=new')).toBe('/images/7?dataset=2&state=new');
});

it.each([
  null,
  '',
  'https://elsewhere.example',
  '//elsewhere.example',
  '/\\elsewhere.example',
  'javascript:alert(1)',
])('but never out of the product: %j', (next) => {
  expect(safeNext(next)).toBe('/datasets');
});
