import { useLingui } from '@lingui/react/macro';
import { Check, CircleDashed, Flag, ImageOff, PencilLine, Upload, X } from 'lucide-react';
import { memo, useState } from 'react';
import { pictureUrl } from '../../api/client.ts';
import type { ImageItem, ImageState } from '../../api/types.ts';
import { ScoreBadge } from '../../ui/Badge.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { type Reason, ReasonChip, useReasonName } from '../../ui/ReasonChip.tsx';
import { useStateWords } from '../datasets/parts.ts';
import styles from './Cell.module.css';

const STATE_ICONS: Record<ImageState, typeof Check> = {
  new: CircleDashed,
  in_progress: PencilLine,
  submitted: Upload,
  rejected: X,
  accepted: Check,
};

/** How many reasons stand below a photo; the rest are counted. */
const REASONS = 1;

interface CellProps {
  image: ImageItem;
  index: number;
  focused: boolean;
  size: 256 | 512;
  onFocus: (index: number) => void;
  onOpen: (index: number) => void;
  onReason: (name: string) => void;
}

/** One photo, whole and uncovered, and below it what is known of it. A click opens it in the editor. */
export const Cell = memo(function Cell({
  image,
  index,
  focused,
  size,
  onFocus,
  onOpen,
  onReason,
}: CellProps) {
  const { t } = useLingui();
  const words = useStateWords();
  const [broken, setBroken] = useState(false);
  const nameOf = useReasonName();
  const reasons = image.reasons as readonly Reason[];
  const name = image.key.slice(image.key.lastIndexOf('/') + 1);
  return (
    <div
      id={`image-${image.id}`}
      role="gridcell"
      aria-label={`${image.key}, ${words[image.state]}`}
      className={styles.cell}
      data-focused={focused || undefined}
      onMouseDown={() => onFocus(index)}
      onClick={() => onOpen(index)}
    >
      <div className={styles.photo}>
        {broken ? (
          <span className={styles.broken}>
            <Icon of={ImageOff} />
            {t`cannot be read`}
          </span>
        ) : (
          <img
            src={pictureUrl(image, 'thumb', size)}
            alt=""
            draggable={false}
            decoding="async"
            className={styles.image}
            onError={() => setBroken(true)}
          />
        )}
      </div>
      <div className={styles.caption}>
        {image.has_mask || image.score !== null ? <ScoreBadge score={image.score} /> : null}
        {reasons.slice(0, REASONS).map((reason) => (
          <ReasonChip
            key={`${reason.name} ${reason.box.join()}`}
            reason={reason}
            onPick={() => onReason(reason.name)}
          />
        ))}
        {reasons.length > REASONS && (
          <span className={styles.more} title={reasons.map((r) => nameOf(r.name)).join(', ')}>
            +{reasons.length - REASONS}
          </span>
        )}
        <span className={styles.name} title={image.key}>
          {reasons.length === 0 && name}
        </span>
        {image.flagged && <Icon of={Flag} size={12} className={styles.flag} />}
        {image.state !== 'new' && (
          <span className={styles.state} data-state={image.state} title={words[image.state]}>
            <Icon of={STATE_ICONS[image.state]} size={12} />
          </span>
        )}
      </div>
    </div>
  );
});
