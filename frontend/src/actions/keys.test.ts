import { describe, expect, it } from 'vitest';
import { areKeys, keyCaps, keysOf, matches, parseKeys } from './keys.ts';

const press = (init: KeyboardEventInit): KeyboardEvent => new KeyboardEvent('keydown', init);

describe('the grammar of shortcuts', () => {
  it('reads modifiers in one order and a key by its place', () => {
    expect(parseKeys('Ctrl+Shift+Z')).toEqual({
      ctrl: true,
      alt: false,
      shift: true,
      code: 'KeyZ',
    });
    expect(parseKeys('[').code).toBe('BracketLeft');
    expect(parseKeys('0').code).toBe('Digit0');
    expect(parseKeys('Alt+ArrowLeft')).toEqual({
      ctrl: false,
      alt: true,
      shift: false,
      code: 'ArrowLeft',
    });
  });

  it.each(['', 'z', 'Shift+Ctrl+Z', 'Ctrl+', 'Ctrl++', 'Cmd+K', 'Ctrl+Ctrl+K', '<b>', 'Esc', 'ZZ'])(
    'refuses %j',
    (keys) => {
      expect(() => parseKeys(keys)).toThrow('not a shortcut');
    },
  );
});

describe('what counts as pressing a shortcut', () => {
  it('goes by the place of the key, whatever the layout prints on it', () => {
    expect(matches(press({ code: 'KeyZ', key: 'y', ctrlKey: true }), parseKeys('Ctrl+Z'))).toBe(
      true,
    );
  });
  it('takes Command for Control', () => {
    expect(matches(press({ code: 'KeyK', metaKey: true }), parseKeys('Ctrl+K'))).toBe(true);
  });
  it('wants exactly the modifiers named', () => {
    expect(
      matches(press({ code: 'KeyZ', ctrlKey: true, shiftKey: true }), parseKeys('Ctrl+Z')),
    ).toBe(false);
    expect(matches(press({ code: 'KeyZ' }), parseKeys('Ctrl+Z'))).toBe(false);
  });
  it('takes the numpad for the main keys', () => {
    expect(matches(press({ code: 'NumpadEnter' }), parseKeys('Enter'))).toBe(true);
    expect(matches(press({ code: 'Numpad0' }), parseKeys('0'))).toBe(true);
  });
});

describe('the shortcut that a press is', () => {
  it.each(['Z', '0', '[', '/', 'Ctrl+Shift+Enter', 'Alt+ArrowLeft', 'Shift+F1'])(
    'reads %j back',
    (keys) => {
      const { ctrl, alt, shift, code } = parseKeys(keys);
      expect(keysOf(press({ code, ctrlKey: ctrl, altKey: alt, shiftKey: shift }))).toBe(keys);
      expect(areKeys(keys)).toBe(true);
    },
  );
  it('is none for a modifier by itself and for keys that no shortcut has', () => {
    expect(keysOf(press({ code: 'ShiftLeft', shiftKey: true }))).toBeNull();
    expect(keysOf(press({ code: 'F12' }))).toBeNull();
    expect(areKeys('Ctrl+F12')).toBe(false);
  });
  it('takes the numpad for the main keys', () => {
    expect(keysOf(press({ code: 'Numpad5', ctrlKey: true }))).toBe('Ctrl+5');
  });
});

describe('key caps', () => {
  it('are words on a PC and signs on a Mac', () => {
    expect(keyCaps('Ctrl+Shift+Z', false)).toEqual(['Ctrl', 'Shift', 'Z']);
    expect(keyCaps('Ctrl+Shift+Z', true)).toEqual(['⌘', '⇧', 'Z']);
    expect(keyCaps('Shift+/', false)).toEqual(['?']);
    expect(keyCaps('ArrowLeft', false)).toEqual(['←']);
  });
});
