import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Button } from './Button.tsx';
import { Dialog, FooterGap } from './Dialog.tsx';
import styles from './FormDialog.module.css';

interface FormDialogProps {
  title: string;
  /** In pixels, at most. */
  width?: number;
  /** What the main button says. */
  action: string;
  /** Called by the main button and by Enter in a field. */
  onSend: () => void;
  busy: boolean;
  /** Why nothing can be sent yet. */
  reason?: string;
  /** What went wrong, where no field is to blame. */
  problem?: ReactNode;
  onClose: () => void;
  /** The fields. */
  children: ReactNode;
}

/** A dialog that asks for a few things, to be sent or left. */
export function FormDialog({
  title,
  width = 440,
  action,
  onSend,
  busy,
  reason,
  problem,
  onClose,
  children,
}: FormDialogProps) {
  const { t } = useLingui();
  const send = (): void => {
    if (reason === undefined && !busy) onSend();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      width={width}
      footer={
        <>
          <FooterGap>{problem}</FooterGap>
          <Button size="dialog" onClick={onClose}>{t`Cancel`}</Button>
          <Button size="dialog" variant="main" onClick={send} busy={busy} reason={reason}>
            {action}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(e) => {
          e.preventDefault();
          send();
        }}
      >
        {children}
        {/* With several fields Enter needs one. */}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
