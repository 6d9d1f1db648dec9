import { Tooltip as Base } from '@base-ui/react/tooltip';
import type { ReactElement, ReactNode } from 'react';
import { KeyCaps } from './KeyCaps.tsx';
import styles from './Tooltip.module.css';

/** Opens after 400 ms; at once when another one was just open. Put it around the whole program. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider delay={400} timeout={400}>
      {children}
    </Base.Provider>
  );
}

interface TooltipProps {
  text: string;
  keys?: string | undefined;
  side?: 'top' | 'bottom' | 'left' | 'right';
  children: ReactElement<Record<string, unknown>>;
}

/** Names its child, with the key that does the same. The child must take a ref and props of a button. */
export function Tooltip({ text, keys, side = 'bottom', children }: TooltipProps) {
  return (
    <Base.Root
      onOpenChange={(_, { reason, event, allowPropagation }) => {
        // Esc closes the dialog that the child is in, at once, and not first what the child is called.
        const inDialog =
          event.target instanceof Element && event.target.closest('[role="dialog"]') !== null;
        if (reason === 'escape-key' && inDialog) allowPropagation();
      }}
    >
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className={styles.positioner}>
          <Base.Popup className={styles.popup}>
            {text}
            <KeyCaps keys={keys} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
