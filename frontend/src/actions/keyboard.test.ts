import { msg } from '@lingui/core/macro';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listenToKeys } from './keyboard.ts';
import { setSingleKeys } from './preference.ts';
import { bindActions, defineActions, type Handler, remap, useRegistry } from './registry.ts';

const group = msg`Group`;
let stop: () => void;

beforeEach(() => {
  useRegistry.setState({ actions: new Map(), defined: new Map(), bindings: [] });
  document.body.innerHTML =
    '<input id="field"><div role="dialog"><div id="inside" tabindex="0"></div></div><button id="button"></button>';
  defineActions([
    { id: 'do.bare', label: msg`Bare`, group, scope: 'wall', keys: ['D'] },
    { id: 'do.undo', label: msg`Undo`, group, scope: 'wall', keys: ['Ctrl+Z'] },
    {
      id: 'do.find',
      label: msg`Find`,
      group,
      scope: 'everywhere',
      keys: ['Ctrl+K'],
      inFields: true,
      inDialogs: true,
    },
    { id: 'do.open', label: msg`Open`, group, scope: 'wall', keys: ['Enter'] },
    {
      id: 'do.right',
      label: msg`Right`,
      group,
      scope: 'wall',
      keys: ['ArrowRight'],
      repeats: true,
    },
    { id: 'do.peek', label: msg`Peek`, group, scope: 'wall', keys: ['V'] },
    { id: 'do.help', label: msg`Help`, group, scope: 'everywhere', keys: ['Shift+/'] },
  ]);
  stop = listenToKeys(window);
});
afterEach(() => {
  stop();
  localStorage.clear();
});

function bind(id: string, more: Partial<Handler> = {}) {
  const perform = vi.fn();
  bindActions({ [id]: { perform, ...more } });
  return perform;
}

function press(
  init: KeyboardEventInit,
  at: Element = document.body,
  type = 'keydown',
): KeyboardEvent {
  const event = new KeyboardEvent(type, { bubbles: true, cancelable: true, ...init });
  at.dispatchEvent(event);
  return event;
}
const at = (id: string): Element => document.getElementById(id) ?? document.body;

describe('a shortcut', () => {
  it('runs the action and keeps the browser from its own', () => {
    const perform = bind('do.undo');
    expect(press({ code: 'KeyZ', ctrlKey: true }).defaultPrevented).toBe(true);
    expect(perform).toHaveBeenCalledExactlyOnceWith('key');
  });

  it('does nothing, and takes nothing from the browser, while no page binds it', () => {
    expect(press({ code: 'KeyD' }).defaultPrevented).toBe(false);
  });

  it('leaves text fields their letters and their undo', () => {
    const bare = bind('do.bare');
    const undo = bind('do.undo');
    press({ code: 'KeyD' }, at('field'));
    expect(press({ code: 'KeyZ', ctrlKey: true }, at('field')).defaultPrevented).toBe(false);
    expect(bare).not.toHaveBeenCalled();
    expect(undo).not.toHaveBeenCalled();
  });

  it('works in fields and dialogs when it says so', () => {
    const find = bind('do.find');
    press({ code: 'KeyK', ctrlKey: true }, at('field'));
    press({ code: 'KeyK', ctrlKey: true }, at('inside'));
    expect(find).toHaveBeenCalledTimes(2);
  });

  it('does not reach through an open dialog', () => {
    const bare = bind('do.bare');
    press({ code: 'KeyD' }, at('inside'));
    expect(bare).not.toHaveBeenCalled();
  });

  it('waits while a word is being composed', () => {
    const bare = bind('do.bare');
    press({ code: 'KeyD', isComposing: true });
    press({ code: 'KeyD', key: 'Process' });
    expect(bare).not.toHaveBeenCalled();
  });

  it('leaves Enter to a focused button', () => {
    const open = bind('do.open');
    press({ code: 'Enter' }, at('button'));
    expect(open).not.toHaveBeenCalled();
    press({ code: 'Enter' });
    expect(open).toHaveBeenCalledOnce();
  });

  it('repeats only where that is wanted', () => {
    const bare = bind('do.bare');
    const right = bind('do.right');
    press({ code: 'KeyD', repeat: true });
    press({ code: 'ArrowRight', repeat: true });
    expect(bare).not.toHaveBeenCalled();
    expect(right).toHaveBeenCalledOnce();
  });

  it('that is held is let go with the key, and when the window loses the keyboard', () => {
    const release = vi.fn();
    bind('do.peek', { release });
    press({ code: 'KeyV' });
    press({ code: 'KeyV' }, document.body, 'keyup');
    expect(release).toHaveBeenCalledTimes(1);
    press({ code: 'KeyV' });
    window.dispatchEvent(new Event('blur'));
    expect(release).toHaveBeenCalledTimes(2);
  });

  it('is found by its character where "?" lies elsewhere', () => {
    const help = bind('do.help');
    press({ code: 'Minus', key: '?', shiftKey: true });
    expect(help).toHaveBeenCalledOnce();
  });

  it('of one bare character can be turned off', () => {
    const bare = bind('do.bare');
    const undo = bind('do.undo');
    setSingleKeys(false);
    press({ code: 'KeyD' });
    press({ code: 'KeyZ', ctrlKey: true });
    expect(bare).not.toHaveBeenCalled();
    expect(undo).toHaveBeenCalledOnce();
  });

  it('is the one that the person chose', () => {
    const undo = bind('do.undo');
    remap({ 'do.undo': ['U'] });
    press({ code: 'KeyZ', ctrlKey: true });
    expect(undo).not.toHaveBeenCalled();
    press({ code: 'KeyU' });
    expect(undo).toHaveBeenCalledOnce();
  });

  it('does nothing while the action says why it cannot', () => {
    const perform = bind('do.bare', { unavailable: msg`Nothing here` });
    press({ code: 'KeyD' });
    expect(perform).not.toHaveBeenCalled();
  });
});

describe('the registry', () => {
  it('refuses an id or a key that is taken where both apply', () => {
    const base = { label: msg`Twice`, group, keys: ['D'] };
    expect(() => defineActions([{ ...base, id: 'do.bare', scope: 'editor' }])).toThrow(
      'defined twice',
    );
    expect(() => defineActions([{ ...base, id: 'do.other', scope: 'everywhere' }])).toThrow(
      'taken by do.bare',
    );
    expect(() => defineActions([{ ...base, id: 'do.other', scope: 'editor' }])).not.toThrow();
  });

  it('gives an action to the latest that binds it, and back', () => {
    const page = bind('do.bare');
    const dialog = vi.fn();
    const unbind = bindActions({ 'do.bare': { perform: dialog } });
    press({ code: 'KeyD' });
    unbind();
    press({ code: 'KeyD' });
    expect([dialog.mock.calls.length, page.mock.calls.length]).toEqual([1, 1]);
  });
});
