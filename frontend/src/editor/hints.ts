import { useLingui } from '@lingui/react/macro';
import type { ToolName } from '../engine/settings.ts';
import type { Modifiers } from '../engine/tools/tool.ts';

export interface Hint {
  /** A shortcut, or else a gesture in words. */
  keys?: string;
  gesture?: string;
  words: string;
}

interface Situation {
  tool: ToolName;
  modifiers: Modifiers;
  spaceHeld: boolean;
  offer: boolean;
}

/** What the pointer and the keys do right now, with the tool and the modifiers that are held. */
export function useHints({ tool, modifiers, spaceHeld, offer }: Situation): Hint[] {
  const { t } = useLingui();
  const left = t`Left`;
  const right = t`Right`;
  const drag = t`Drag`;
  if (spaceHeld || tool === 'pan')
    return [
      { gesture: drag, words: t`Pan` },
      { gesture: t`Wheel`, words: t`Zoom` },
    ];
  if (tool === 'click') {
    if (modifiers.shift)
      return [
        { gesture: left, words: t`Place a point` },
        { gesture: t`Release Shift`, words: t`Send them together` },
      ];
    if (modifiers.ctrl || modifiers.alt) return [{ gesture: left, words: t`Remove` }];
    return [
      { gesture: left, words: t`Add` },
      { gesture: right, words: t`Remove` },
      { gesture: t`Shift`, words: t`Hold back` },
      ...(offer ? [{ keys: 'Tab', words: t`Part or whole` }] : []),
      { keys: 'V', words: t`Original` },
      { keys: '0', words: t`Fit` },
      { keys: 'Z', words: t`100%` },
    ];
  }
  const erases = (tool === 'eraser') !== modifiers.ctrl;
  return [
    { gesture: drag, words: erases ? t`Erase` : t`Paint` },
    ...(modifiers.ctrl ? [] : [{ gesture: t`Ctrl`, words: erases ? t`Paint` : t`Erase` }]),
    { keys: '[', words: t`Smaller` },
    { keys: ']', words: t`Larger` },
    { keys: 'X', words: t`Swap` },
    { gesture: t`Space`, words: t`Pan` },
  ];
}
