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
import { type Layer, pictureOf } from './layer.ts';

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
  layer: Layer;
  onFocus: (index: number) => void;
  onOpen: (index: number) => void;
  onReason: (index: number, reason: Reason) => void;
}

/** One photo, whole and uncovered, and below it what is known of it. A click opens it in the editor. */
export const Cell = memo(function Cell({
  image,
  index,
  focused,
  size,
  layer,
  onFocus,
  onOpen,
  onReason,
}: CellProps) {
  const { t } = useLingui();
  const words = useStateWords();
  const [broken, setBroken] = useState(false);
  const [pointed, setPointed] = useState<Reason | null>(null);
  const nameOf = useReasonName();
  const kind = pictureOf(image, layer);
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
            src={pictureUrl(image, kind, size)}
            alt=""
            data-kind={kind}
            draggable={false}
            decoding="async"
            className={styles.image}
            onError={() => setBroken(true)}
          />
        )}
        {pointed && <Frame image={image} reason={pointed} />}
      </div>
      <div className={styles.caption}>
        {image.has_mask || image.score !== null ? (
          <ScoreBadge score={image.score} edit={image.edit} />
        ) : null}
        {reasons.slice(0, REASONS).map((reason) => (
          <ReasonChip
            key={`${reason.name} ${reason.box.join()}`}
            reason={reason}
            onPick={() => onReason(index, reason)}
            onPoint={(there) => setPointed(there ? reason : null)}
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

/** The place of a fault, on the photo that is shown whole in the cell. */
function Frame({ image, reason }: { image: ImageItem; reason: Reason }) {
  const { width, height } = image;
  const [x, y, w, h] = reason.box;
  const share = (part: number, of: number): string => `${(100 * part) / of}%`;
  return (
    <span
      className={styles.whole}
      style={{
        width: `min(100%, calc(var(--photo) * ${width / height}))`,
        aspectRatio: `${width} / ${height}`,
      }}
    >
      <span
        className={styles.place}
        style={{
          left: share(x, width),
          top: share(y, height),
          width: share(w, width),
          height: share(h, height),
        }}
      />
    </span>
  );
}
