import { Dialog as Base } from '@base-ui/react/dialog';
import { useLingui } from '@lingui/react/macro';
import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { IconButton } from './IconButton.tsx';
import styles from './Dialog.module.css';

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** A second line below the title. */
  subtitle?: ReactNode;
  /** Beside the title, before the close button. */
  tools?: ReactNode;
  /** Size in pixels at most; never more than the window less 48. Without a height: as high as its content. */
  width: number;
  height?: number;
  /** Options left, what is missing, cancel and the main action right. */
  footer?: ReactNode;
  /** The body brings its own padding (panels side by side). */
  flush?: boolean;
  children: ReactNode;
}

/** A dialog over a scrim. Esc and the close button leave it; the focus goes back to where it was. */
export function Dialog({
  open,
  onClose,
  title,
  subtitle,
  tools,
  width,
  height,
  footer,
  flush = false,
  children,
}: DialogProps) {
  const { t } = useLingui();
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()} disablePointerDismissal>
      <Base.Portal>
        <Base.Backdrop className={styles.scrim} />
        <Base.Viewport className={styles.viewport}>
          <Base.Popup
            className={styles.popup}
            style={{ width, height }}
            ref={popup}
            // The first button would open with its tooltip; only a field that asks for the focus gets it.
            initialFocus={() =>
              popup.current?.querySelector<HTMLElement>('[data-autofocus]') ?? popup.current
            }
          >
            <header className={styles.header} data-line={flush || undefined}>
              <div className={styles.titles}>
                <Base.Title className={styles.title}>{title}</Base.Title>
                {subtitle !== undefined && (
                  <Base.Description className={styles.subtitle}>{subtitle}</Base.Description>
                )}
              </div>
              {tools !== undefined && <div className={styles.tools}>{tools}</div>}
              <IconButton icon={X} label={t`Close`} keys="Escape" onClick={onClose} />
            </header>
            <div className={flush ? styles.flush : styles.body}>{children}</div>
            {footer !== undefined && <footer className={styles.footer}>{footer}</footer>}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

/** Pushes what follows to the right side of a dialog's footer. */
export function FooterGap({ children }: { children?: ReactNode }) {
  return <span className={styles.gap}>{children}</span>;
}
