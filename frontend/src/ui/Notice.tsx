import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import styles from './Notice.module.css';

interface NoticeProps {
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  /** One action, at most a second quiet one. */
  action?: ReactNode;
  tone?: 'plain' | 'bad';
}

/** Says in the middle of a page why there is nothing else on it: empty, not found, not allowed, failed. */
export function Notice({ icon, title, children, action, tone = 'plain' }: NoticeProps) {
  return (
    <div className={styles.notice} role={tone === 'bad' ? 'alert' : 'status'}>
      <span className={styles.icon} data-tone={tone}>
        <Icon of={icon} size={20} />
      </span>
      <h2 className={styles.title}>{title}</h2>
      {children !== undefined && <div className={styles.text}>{children}</div>}
      {action !== undefined && <div className={styles.actions}>{action}</div>}
    </div>
  );
}
