import { useLingui } from '@lingui/react/macro';
import type { CellSource } from '../../engine/cell-source.ts';
import { CELL_COUNTS, type Settings } from '../../engine/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { settings } from '../settings.ts';
import { useStore } from '../useStore.ts';
import { Sign } from './HandOptions.tsx';
import { Row } from './Row.tsx';
import styles from './options.module.css';

/** How large the pieces are, and whether they are there. */
export function CellOptions({ now, source }: { now: Settings; source: CellSource }) {
  const { t } = useLingui();
  const { status } = useStore(source.state);
  const names = [t`Coarse`, t`Medium`, t`Fine`];
  return (
    <>
      <Sign now={now} />
      <Row label={t`Cells`}>
        <Segmented
          size="panel"
          label={t`Cells`}
          value={String(now.cells)}
          onChange={(value) => {
            const cells = CELL_COUNTS.find((count) => String(count) === value);
            if (cells) settings.set({ cells });
          }}
          segments={CELL_COUNTS.map((count, index) => ({
            value: String(count),
            label: names[index],
          }))}
        />
      </Row>
      {status === 'loading' && (
        <p className={styles.hint} role="status">{t`Cutting the photo into cells`}</p>
      )}
      {status === 'failed' && (
        <Row label={t`The cells could not be loaded`}>
          <Button size="panel" onClick={() => source.retry()}>{t`Try again`}</Button>
        </Row>
      )}
    </>
  );
}
