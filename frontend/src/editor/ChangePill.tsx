import { useLingui } from '@lingui/react/macro';
import type { Stage } from '../engine/stage.ts';
import { number } from '../format/index.ts';
import type { ChangeNotice } from './notice.ts';
import { useField } from './useStore.ts';
import styles from './ChangePill.module.css';

/** Room for half of the longest sentence. */
const HALF = 150;

/** What the last click changed, left of the place where it did; where it changed nothing, below the click. */
export function ChangePill({ notice, stage }: { notice: ChangeNotice; stage: Stage }) {
  const { t } = useLingui();
  const view = useField(stage.state, 'view');
  const { added, removed, already } = notice;
  const { x, y } = stage.screenOf(notice.at);
  const top = Math.min(view.height - 32, Math.max(64, y));
  const left = Math.min(view.width - HALF, Math.max(HALF, x));
  const nothing = added === 0 && removed === 0;
  const addedPixels = number(added);
  const removedPixels = number(removed);
  return (
    <div
      className={nothing ? styles.below : styles.beside}
      style={nothing ? { left, top } : { width: Math.min(view.width, x), top }}
      role="status"
    >
      <div className={styles.pill}>
        {nothing &&
          (already === 'object'
            ? t`Already part of the mask`
            : already === 'background'
              ? t`Already background`
              : t`Nothing changed here. Try box or brush.`)}
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
    </div>
  );
}
