import { useLingui } from '@lingui/react/macro';
import { bytes, percent } from '../../format/index.ts';
import { Card, Section } from '../../ui/Page.tsx';
import { Fragment } from 'react';
import styles from './system.module.css';
import { PARTS } from './words.ts';

/** How full the disk is, and with what. */
export function Disk({ disk }: { disk: Record<string, number> }) {
  const { t } = useLingui();
  const total = disk.total ?? 0;
  const free = disk.free ?? 0;
  const used = total > 0 ? (total - free) / total : 0;
  return (
    <Section title={t`Disk`}>
      <Card padded>
        <p className={styles.figure}>
          {t`${{ free: bytes(free) }} free of ${{ total: bytes(total) }}`}
        </p>
        <div
          className={styles.bar}
          role="meter"
          aria-label={t`Disk`}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(used * 100)}
        >
          <span className={styles.used} style={{ width: percent(used) }} />
        </div>
        <dl className={styles.facts}>
          {PARTS.map(([part, word]) => (
            <Fragment key={part}>
              <dt>{t(word)}</dt>
              <dd>{bytes(disk[part] ?? 0)}</dd>
            </Fragment>
          ))}
        </dl>
      </Card>
    </Section>
  );
}
