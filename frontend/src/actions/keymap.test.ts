import { msg } from '@lingui/core/macro';
import { beforeEach, describe, expect, it } from 'vitest';
import { moved, without, withKeys } from './keymap.ts';
import { type Action, defineActions, type KeyMap, remap, useRegistry, whyNot } from './registry.ts';

const base = { label: msg`Some`, group: msg`Group` };
const undo: Action = { ...base, id: 'a.undo', scope: 'editor', keys: ['Ctrl+Z'] };
const redo: Action = { ...base, id: 'a.redo', scope: 'editor', keys: ['Ctrl+Y', 'Ctrl+Shift+Z'] };
const next: Action = { ...base, id: 'b.next', scope: 'wall', keys: ['D'] };
const find: Action = { ...base, id: 'c.find', scope: 'everywhere', keys: [], inFields: true };

beforeEach(() => {
  useRegistry.setState({ actions: new Map(), defined: new Map(), bindings: [] });
  defineActions([undo, redo, next, find]);
});

const keysOf = (id: string) => useRegistry.getState().actions.get(id)?.keys;

describe("a person's keys", () => {
  it('hold instead of those of the definition, until they are taken back', () => {
    remap({ 'a.undo': ['U', 'Ctrl+Z'], 'b.next': [] });
    expect([keysOf('a.undo'), keysOf('b.next')]).toEqual([['U', 'Ctrl+Z'], []]);
    remap({});
    expect([keysOf('a.undo'), keysOf('b.next')]).toEqual([['Ctrl+Z'], ['D']]);
  });

  it('leave the action that had them at first, where both can happen', () => {
    remap({ 'a.undo': ['Ctrl+Y', 'D'] });
    expect([keysOf('a.redo'), keysOf('b.next')]).toEqual([['Ctrl+Shift+Z'], ['D']]);
    remap({ 'c.find': ['Ctrl+Y'] });
    expect(keysOf('a.redo')).toEqual(['Ctrl+Shift+Z']);
  });

  it('are passed over where they make no sense: unknown actions, no keys, text, given twice', () => {
    remap({ 'a.gone': ['X'], 'a.undo': ['<b>', 'U'], 'a.redo': ['U', 'R'], 'c.find': ['F'] });
    expect([keysOf('a.undo'), keysOf('a.redo'), keysOf('c.find')]).toEqual([['U'], ['R'], []]);
    expect([...useRegistry.getState().actions.keys()]).toEqual([
      'a.undo',
      'a.redo',
      'b.next',
      'c.find',
    ]);
  });

  it('cannot be what the browser keeps, what moves the focus, or text for an action that works in fields', () => {
    expect(['Ctrl+W', 'Tab', 'Escape', 'Ctrl+Esc', 'Q'].map((k) => whyNot(undo, k))).toEqual([
      'reserved',
      'reserved',
      'reserved',
      'grammar',
      undefined,
    ]);
    expect([whyNot(find, 'F'), whyNot(find, 'Ctrl+F')]).toEqual(['text', undefined]);
  });
});

describe('the map that is kept', () => {
  const take = (map: KeyMap, keys: string, to: Action): KeyMap => {
    remap(map);
    const { actions, defined } = useRegistry.getState();
    return moved(map, keys, to, actions, defined);
  };

  it('holds only what differs from the definition', () => {
    const map = withKeys({}, undo, ['U']);
    expect(map).toEqual({ 'a.undo': ['U'] });
    expect(withKeys(map, undo, ['Ctrl+Z'])).toEqual({});
    expect(without(map, 'a.undo')).toEqual({});
  });

  it('moves a key from one action to another, and it goes back when it is free again', () => {
    const map = take({}, 'Ctrl+Y', undo);
    expect(map).toEqual({ 'a.undo': ['Ctrl+Z', 'Ctrl+Y'] });
    remap(map);
    expect(keysOf('a.redo')).toEqual(['Ctrl+Shift+Z']);
    remap(without(map, 'a.undo'));
    expect(keysOf('a.redo')).toEqual(['Ctrl+Y', 'Ctrl+Shift+Z']);
  });

  it('takes a key that a person gave to another action away there', () => {
    expect(take({ 'a.redo': ['R', 'U'] }, 'U', undo)).toEqual({
      'a.redo': ['R'],
      'a.undo': ['Ctrl+Z', 'U'],
    });
  });
});
