import { expect, it } from 'vitest';
import { useRegistry } from '../actions/registry.ts';
import { defineAllActions } from './actions.ts';

it('all actions of all pages fit together: no id twice, no key twice in a place, every key in the grammar', () => {
  expect(defineAllActions).not.toThrow();
  expect(useRegistry.getState().actions.size).toBeGreaterThan(20);
});
