import { matches, parseKeys } from './keys.ts';
import { type Action, handlerOf, runAction, useRegistry } from './registry.ts';
import { singleKeysOn } from './preference.ts';

const FIELDS =
  'input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable=true]';
const OWN_KEYS = '[role=menu], [role=listbox], [role=dialog], [role=alertdialog]';
const PRESSED_BY_KEY =
  'button, a[href], summary, [role=button], [role=checkbox], [role=switch], [role=tab]';

/** May `action` run for a key pressed on `target`? Fields, open menus and dialogs keep their own keys. */
function allowedOn(target: Element | null, action: Action, event: KeyboardEvent): boolean {
  if (!target) return true;
  if (target.closest(FIELDS) && !action.inFields) return false;
  if (target.closest(OWN_KEYS) && !action.inDialogs) return false;
  const bare = !event.ctrlKey && !event.metaKey && !event.altKey;
  if (bare && (event.code === 'Enter' || event.code === 'Space') && target.closest(PRESSED_BY_KEY))
    return false;
  // A slider or a segment moves with the arrows.
  return !(
    event.code.startsWith('Arrow') &&
    target.closest('input[type=range], [role=slider], [role=toolbar], [role=tablist]')
  );
}

function pressedBy(event: KeyboardEvent, action: Action): boolean {
  return action.keys.some((keys) => {
    // "?" sits elsewhere on many layouts and is known by its character.
    if (keys === 'Shift+/' && event.key === '?' && !event.ctrlKey && !event.metaKey) return true;
    const chord = parseKeys(keys);
    if (
      !chord.ctrl &&
      !chord.alt &&
      /^(Key|Digit|Bracket|Back[sq]|Slash|Comma|Period|Minus|Equal)/.test(chord.code) &&
      !chord.code.startsWith('Backspace') &&
      !singleKeysOn()
    )
      return false;
    return matches(event, chord);
  });
}

/** Feeds key presses to the registry until the returned function is called. While text is being composed (IME), nothing runs. */
export function listenToKeys(target: Window): () => void {
  const held = new Map<string, string>();

  const down = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || event.key === 'Process') return;
    const element = event.target instanceof Element ? event.target : null;
    for (const action of useRegistry.getState().actions.values()) {
      if (!pressedBy(event, action) || !handlerOf(action.id) || !allowedOn(element, action, event))
        continue;
      event.preventDefault();
      if (event.repeat && !action.repeats) return;
      if (runAction(action.id, 'key') && handlerOf(action.id)?.release)
        held.set(event.code, action.id);
      return;
    }
  };
  const up = (event: KeyboardEvent): void => {
    const id = held.get(event.code);
    held.delete(event.code);
    if (id !== undefined) handlerOf(id)?.release?.();
  };
  const lost = (): void => {
    for (const id of held.values()) handlerOf(id)?.release?.();
    held.clear();
  };

  target.addEventListener('keydown', down);
  target.addEventListener('keyup', up);
  target.addEventListener('blur', lost);
  return () => {
    target.removeEventListener('keydown', down);
    target.removeEventListener('keyup', up);
    target.removeEventListener('blur', lost);
  };
}
