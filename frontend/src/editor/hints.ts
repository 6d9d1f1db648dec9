import { useLingui } from '@lingui/react/macro';
import { useKeys } from '../actions/hooks.ts';
import type { ToolName } from '../engine/settings.ts';
import type { Modifiers } from '../engine/tools/tool.ts';

export interface Hint {
  /** A shortcut, or else a gesture in words. */
  keys?: string | undefined;
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
export function useHints(now: Situation): Hint[] {
  return useAllHints(now).filter((hint) => hint.keys ?? hint.gesture);
}

/** Also those of actions that have no key. */
function useAllHints({ tool, modifiers, spaceHeld, offer }: Situation): Hint[] {
  const { t } = useLingui();
  const keys = useKeys();
  const left = t`Left`;
  const right = t`Right`;
  const drag = t`Drag`;
  const alt = t`Alt`;
  const common: Hint[] = [
    { keys: keys('editor.peek'), words: t`Original` },
    { keys: keys('editor.fit'), words: t`Fit` },
    { keys: keys('editor.toggleFit'), words: t`100%` },
  ];
  const turned = modifiers.ctrl || modifiers.alt;
  const drawn = turned ? t`Take away` : t`Add`;
  if (spaceHeld || tool === 'pan')
    return [
      { gesture: drag, words: t`Pan` },
      { gesture: t`Wheel`, words: t`Zoom` },
    ];
  switch (tool) {
    case 'click':
      if (modifiers.shift)
        return [
          { gesture: left, words: t`Place a point` },
          { gesture: t`Release Shift`, words: t`Send them together` },
        ];
      if (turned) return [{ gesture: left, words: t`Remove` }];
      return [
        { gesture: left, words: t`Add` },
        { gesture: right, words: t`Remove` },
        { gesture: t`Shift`, words: t`Hold back` },
        ...(offer ? [{ keys: keys('editor.alternative'), words: t`Part or whole` }] : []),
        ...common,
      ];
    case 'box':
      return [{ gesture: drag, words: t`Around the object` }, ...common];
    case 'scribble':
      return [
        { gesture: drag, words: drawn },
        ...(turned ? [] : [{ gesture: right, words: t`Remove` }]),
        { keys: keys('editor.smaller'), words: t`Smaller` },
        { keys: keys('editor.larger'), words: t`Larger` },
        ...common,
      ];
    case 'superpixel':
      return [
        { gesture: left, words: drawn },
        ...(turned ? [] : [{ gesture: alt, words: t`Take away` }]),
        { gesture: drag, words: t`Several` },
        ...common,
      ];
    case 'lasso':
    case 'polygon':
      return [
        { gesture: left, words: t`Fix the line` },
        ...(tool === 'lasso' ? [{ gesture: t`Shift`, words: t`Straight` }] : []),
        { keys: keys('editor.finish'), words: turned ? t`Close and take away` : t`Close` },
        ...(turned ? [] : [{ gesture: alt, words: t`Take away` }]),
        { keys: keys('editor.takeBack'), words: t`Back` },
        { keys: keys('editor.back'), words: t`Drop` },
      ];
    case 'wand':
      return [
        { gesture: left, words: drawn },
        { gesture: drag, words: t`More or less` },
        ...(turned ? [] : [{ gesture: alt, words: t`Take away` }]),
        ...common,
      ];
    case 'cleanup':
      return [
        { gesture: t`1 to 7`, words: t`Choose` },
        { keys: keys('editor.finish'), words: t`Apply` },
        ...common,
      ];
    default:
      return brushHints();
  }

  function brushHints(): Hint[] {
    const erases = (tool === 'eraser') !== modifiers.ctrl;
    return [
      { gesture: drag, words: erases ? t`Erase` : t`Paint` },
      ...(modifiers.ctrl ? [] : [{ gesture: t`Ctrl`, words: erases ? t`Paint` : t`Erase` }]),
      { keys: keys('editor.smaller'), words: t`Smaller` },
      { keys: keys('editor.larger'), words: t`Larger` },
      { keys: keys('editor.swap'), words: t`Swap` },
      { gesture: t`Space`, words: t`Pan` },
    ];
  }
}
