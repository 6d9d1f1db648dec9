import { useLingui } from '@lingui/react/macro';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Check, CircleX, type LucideIcon, SkipForward, TriangleAlert } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type { ReportRow } from '../../api/types.ts';
import { dimensions, number } from '../../format/index.ts';
import { Badge } from '../../ui/Badge.tsx';
import { cx } from '../../ui/cx.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { explain } from './codes.ts';
import { paired } from './pairs.ts';
import styles from './ReportTable.module.css';

type Status = ReportRow['status'];

const LOOK: Record<Status, { icon: LucideIcon; tone: 'ok' | 'warn' | 'bad' | 'plain' }> = {
  ok: { icon: Check, tone: 'ok' },
  warning: { icon: TriangleAlert, tone: 'warn' },
  error: { icon: CircleX, tone: 'bad' },
  skipped: { icon: SkipForward, tone: 'plain' },
};
const STATUSES: Status[] = ['ok', 'warning', 'error', 'skipped'];
const ROW = 40;

function useStatusWords(): Record<Status, string> {
  const { t } = useLingui();
  return { ok: t`Fine`, warning: t`Warning`, error: t`Refused`, skipped: t`Skipped` };
}

/** What happens or happened to each file, with the reason; problems can be shown alone. Holds any number of rows. */
export function ReportTable({ rows: all }: { rows: readonly ReportRow[] }) {
  const { t } = useLingui();
  const rows = useMemo(() => paired(all), [all]);
  const words = useStatusWords();
  const [status, setStatus] = useState<Status | 'all'>('all');
  const shown = status === 'all' ? rows : rows.filter((r) => r.status === status);
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 6,
  });
  return (
    <div className={styles.report}>
      <Segmented
        label={t`Result`}
        value={status}
        onChange={setStatus}
        segments={[
          { value: 'all' as const, label: t`All`, count: number(rows.length) },
          ...STATUSES.map((value) => {
            const { icon, tone } = LOOK[value];
            return {
              value,
              label: words[value],
              icon,
              count: number(rows.filter((r) => r.status === value).length),
              ...(tone === 'plain' ? {} : { tone }),
            };
          }),
        ]}
      />
      <div
        role="table"
        aria-label={t`Report`}
        aria-rowcount={shown.length}
        className={styles.table}
      >
        <div role="row" className={styles.head}>
          <span role="columnheader">{t`File`}</span>
          <span role="columnheader" className={styles.pair}>{t`Pairs with`}</span>
          <span role="columnheader" className={styles.size}>{t`Size`}</span>
          <span role="columnheader">{t`What happens`}</span>
          <span role="columnheader" className={styles.last}>{t`Result`}</span>
        </div>
        <div ref={box} className={styles.box} role="rowgroup" tabIndex={0} aria-label={t`Report`}>
          <div className={styles.tall} style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => {
              const row = shown[item.index];
              return (
                row && (
                  <div
                    key={item.key}
                    role="row"
                    className={styles.row}
                    style={{ transform: `translateY(${item.start}px)` }}
                  >
                    <span role="cell" className={styles.file} title={row.file}>
                      {row.file}
                    </span>
                    <span role="cell" className={cx(styles.message, styles.pair)} title={row.mask}>
                      {row.mask}
                    </span>
                    <span role="cell" className={cx(styles.message, styles.size)}>
                      {row.width !== undefined &&
                        row.height !== undefined &&
                        dimensions(row.width, row.height)}
                    </span>
                    <span role="cell" className={styles.message} title={row.message}>
                      {explain(row, t)}
                    </span>
                    <span role="cell" className={styles.last}>
                      <Badge {...LOOK[row.status]}>{words[row.status]}</Badge>
                    </span>
                  </div>
                )
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
}
