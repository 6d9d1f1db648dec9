import { useLingui } from '@lingui/react/macro';
import type { Stage } from '../engine/stage.ts';
import { number } from '../format/index.ts';
import type { ChangeNotice } from './notice.ts';
import { useStore } from './useStore.ts';
import styles from './ChangePill.module.css';

const WIDTH = 140;

/** What the last click changed, beside the place where it did. */
export function ChangePill({ notice, stage }: { notice: ChangeNotice; stage: Stage }) {
  const { t } = useLingui();
  const { view } = useStore(stage.state);
  const { added, removed } = notice;
  const at = stage.screenOf(notice.at);
  const left = Math.min(view.width - WIDTH, Math.max(WIDTH + 24, at.x));
  const top = Math.min(view.height - 32, Math.max(64, at.y));
  const nothing = added === 0 && removed === 0;
  const addedPixels = number(added);
  const removedPixels = number(removed);
  return (
    <div
      className={styles.pill}
      data-nothing={nothing || undefined}
      style={{ left, top }}
      role="status"
    >
      {nothing && t`Nothing changed here. Try box or brush.`}
      {added > 0 && (
        <span className={styles.part}>
          <i className={styles.added} />
          {t`added ${addedPixels} px`}
        </span>
      )}
      {removed > 0 && (
        <span className={styles.part}>
          <i className={styles.removed} />
          {t`removed ${removedPixels} px`}
        </span>
      )}
    </div>
  );
}
