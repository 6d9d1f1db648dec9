import { Toast as Base } from '@base-ui/react/toast';
import { useLingui } from '@lingui/react/macro';
import { CircleAlert, Check, TriangleAlert, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './IconButton.tsx';
import { Icon } from './Icon.tsx';
import { KeyCaps } from './KeyCaps.tsx';
import styles from './Toast.module.css';

interface ToastData {
  tone: 'done' | 'warn' | 'error';
  undo?: { label: string; keys?: string; run: () => void };
}

const manager = Base.createToastManager<ToastData>();

export interface ToastOptions {
  /** What happened, in one line. */
  title: string;
  description?: string;
  tone?: ToastData['tone'];
  /** One thing to do about it, with its key. */
  action?: { label: string; keys?: string; run: () => void };
  /** What it is about: a newer one about the same takes its place, and `retract` takes it away. */
  about?: string;
}

/** Tells what happened, bottom left. Stays 10 s; errors stay until closed. */
export function toast({ title, description, tone = 'done', action, about }: ToastOptions): void {
  manager.add({
    ...(about === undefined ? {} : { id: about }),
    title,
    ...(description === undefined ? {} : { description }),
    timeout: tone === 'error' ? 0 : 10_000,
    priority: tone === 'error' ? 'high' : 'low',
    data: { tone, ...(action ? { undo: action } : {}) },
  });
}

/** Takes away what was told about something that is no longer so. */
export function retract(about: string): void {
  manager.close(about);
}

const ICONS = { done: Check, warn: TriangleAlert, error: CircleAlert };

function Toasts() {
  const { t } = useLingui();
  const { toasts, close } = Base.useToastManager<ToastData>();
  return toasts.map((item) => {
    const { tone, undo } = item.data ?? { tone: 'done' as const };
    return (
      <Base.Root
        key={item.id}
        toast={item}
        className={styles.toast}
        swipeDirection={['left', 'down']}
      >
        <Base.Content className={styles.content}>
          <Icon of={ICONS[tone]} className={styles[tone]} />
          <div className={styles.words}>
            <Base.Title className={styles.title} />
            <Base.Description className={styles.description} />
          </div>
          {undo && (
            <button
              type="button"
              className={styles.action}
              onClick={() => {
                close(item.id);
                undo.run();
              }}
            >
              {undo.label}
              <KeyCaps keys={undo.keys} whole />
            </button>
          )}
          <IconButton
            icon={X}
            size={24}
            side="top"
            label={t`Dismiss`}
            onClick={() => close(item.id)}
          />
        </Base.Content>
      </Base.Root>
    );
  });
}

/** Put around the whole program; F6 moves the focus to the toasts. */
export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider toastManager={manager} limit={3} timeout={10_000}>
      {children}
      <Base.Portal>
        <Base.Viewport className={styles.viewport}>
          <Toasts />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}
