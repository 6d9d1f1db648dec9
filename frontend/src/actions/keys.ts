/**
 * The grammar of shortcuts: `(Ctrl+)?(Alt+)?(Shift+)?Key`, in that order.
 * Key is a letter, a digit, one of the marks below, or a named key. It stands for a position on the keyboard
 * (`event.code`), so tools stay under the same finger on every layout. `Ctrl` is also Command on a Mac.
 */
const MARKS: Record<string, string> = {
  '[': 'BracketLeft',
  ']': 'BracketRight',
  '\\': 'Backslash',
  '`': 'Backquote',
  '/': 'Slash',
  ',': 'Comma',
  '.': 'Period',
  '-': 'Minus',
  '=': 'Equal',
};

const NAMED = [
  'Enter',
  'Escape',
  'Space',
  'Tab',
  'Backspace',
  'Delete',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'F1',
  'F2',
  'F6',
] as const;

export interface Chord {
  ctrl: boolean;
  alt: boolean;
  shift: boolean;
  /** The `KeyboardEvent.code` of the last part. */
  code: string;
}

/** The chord that `keys` describes; throws on anything outside the grammar. */
export function parseKeys(keys: string): Chord {
  let rest = keys;
  const take = (modifier: string): boolean => {
    const found = rest.startsWith(modifier) && rest.length > modifier.length;
    if (found) rest = rest.slice(modifier.length);
    return found;
  };
  const ctrl = take('Ctrl+');
  const alt = take('Alt+');
  const shift = take('Shift+');
  return { ctrl, alt, shift, code: codeOf(rest, keys) };
}

function codeOf(key: string, whole: string): string {
  if (/^[A-Z]$/.test(key)) return `Key${key}`;
  if (/^[0-9]$/.test(key)) return `Digit${key}`;
  const mark = MARKS[key];
  if (mark !== undefined) return mark;
  if ((NAMED as readonly string[]).includes(key)) return key;
  throw new Error(`not a shortcut: ${whole}`);
}

/** True when `keys` is in the grammar. */
export function areKeys(keys: string): boolean {
  try {
    parseKeys(keys);
    return true;
  } catch {
    return false;
  }
}

const BY_CODE: ReadonlyMap<string, string> = new Map([
  ...Object.entries(MARKS).map(([mark, code]): [string, string] => [code, mark]),
  ...NAMED.map((name): [string, string] => [name, name]),
]);

/** The shortcut that `event` presses; null for a modifier by itself and for keys outside the grammar. */
export function keysOf(event: KeyboardEvent): string | null {
  const code = mainCode(event);
  const key = /^(?:Key|Digit)(.)$/.exec(code)?.[1] ?? BY_CODE.get(code);
  if (key === undefined) return null;
  const ctrl = event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  return `${ctrl}${event.altKey ? 'Alt+' : ''}${event.shiftKey ? 'Shift+' : ''}${key}`;
}

/** The numpad's Enter and digits count as the main ones. */
function mainCode({ code }: KeyboardEvent): string {
  return code.replace(/^Numpad(Enter)$/, '$1').replace(/^Numpad(\d)$/, 'Digit$1');
}

/** True when pressing `event` is pressing `chord`. */
export function matches(event: KeyboardEvent, chord: Chord): boolean {
  return (
    mainCode(event) === chord.code &&
    (event.ctrlKey || event.metaKey) === chord.ctrl &&
    event.altKey === chord.alt &&
    event.shiftKey === chord.shift
  );
}

export const onMac = /Mac|iPhone|iPad/.test(navigator.userAgent);

const SHOWN: Record<string, string> = {
  Escape: 'Esc',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
};

/** The parts of `keys` as they stand on key caps: `Ctrl+Shift+Z` is `['Ctrl', 'Shift', 'Z']`, `['⌘', '⇧', 'Z']` on a Mac. */
export function keyCaps(keys: string, mac: boolean = onMac): string[] {
  if (keys === 'Shift+/') return ['?'];
  const chord = parseKeys(keys);
  const caps: string[] = [];
  if (chord.ctrl) caps.push(mac ? '⌘' : 'Ctrl');
  if (chord.alt) caps.push(mac ? '⌥' : 'Alt');
  if (chord.shift) caps.push(mac ? '⇧' : 'Shift');
  const last = keys.replace(/^(Ctrl\+)?(Alt\+)?(Shift\+)?(?=.)/, '');
  caps.push(SHOWN[last] ?? last);
  return caps;
}
