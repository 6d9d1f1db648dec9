import { useLingui } from '@lingui/react';
import { Button, type ButtonProps } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { useAction } from './hooks.ts';

type Look = Pick<ButtonProps, 'variant' | 'size' | 'busy' | 'wide' | 'fold'> & {
  action: string;
  showKeys?: boolean;
  label?: string;
};

/** A button that is an action of the registry: its word, icon, key, and the reason while it cannot be used. */
export function ActionButton({ action: id, showKeys = true, label, ...look }: Look) {
  const { _ } = useLingui();
  const action = useAction(id);
  return (
    <Button
      {...look}
      {...(action.icon ? { icon: action.icon } : {})}
      keys={showKeys ? action.keys[0] : undefined}
      onClick={action.run}
      reason={action.unavailable && _(action.unavailable)}
    >
      {label ?? _(action.label)}
    </Button>
  );
}

/** The same without a word; the tooltip names it. Throws when the action has no icon. */
export function ActionIconButton({
  action: id,
  size = 28,
  side = 'bottom',
  pressed,
}: {
  action: string;
  size?: 24 | 28 | 32;
  side?: 'top' | 'bottom' | 'left' | 'right';
  pressed?: boolean;
}) {
  const { _ } = useLingui();
  const action = useAction(id);
  if (!action.icon) throw new Error(`${id} has no icon`);
  return (
    <IconButton
      icon={action.icon}
      label={_(action.label)}
      keys={action.keys[0]}
      size={size}
      side={side}
      onClick={action.run}
      reason={action.unavailable && _(action.unavailable)}
      {...(pressed === undefined ? {} : { pressed })}
    />
  );
}
