import { Trans, useLingui } from '@lingui/react/macro';
import { ImagePlus, SquareTerminal } from 'lucide-react';
import { Icon } from '../../ui/Icon.tsx';
import { FilePicker } from '../import/FilePicker.tsx';
import styles from './EmptyWall.module.css';

/** A dataset without images: what to drop here, what may come, and the second way. */
export function EmptyWall({
  name,
  onFiles,
}: {
  name: string;
  onFiles: (files: readonly File[]) => void;
}) {
  const { t } = useLingui();
  return (
    <div className={styles.middle}>
      <section className={styles.zone} aria-label={t`Import photos`}>
        <div className={styles.sheets} aria-hidden>
          <span className={styles.sheet} />
          <span className={styles.sheet}>
            <Icon of={ImagePlus} size={20} />
          </span>
          <span className={styles.sheet} />
        </div>
        <h2 className={styles.title}>{t`Drop product photos here`}</h2>
        <p className={styles.text}>
          <Trans>
            Files, whole folders or a zip. A folder named <b>masks</b> with files of the same names
            comes in as pre-labels.
          </Trans>
        </p>
        <FilePicker variant="main" onFiles={onFiles} />
        <p className={styles.hint}>{t`JPEG, PNG, WebP, TIFF, BMP up to 150 megapixels`}</p>
      </section>
      <p className={styles.second}>
        <Icon of={SquareTerminal} size={14} />
        {t`Ten thousand or more?`}
        <code className={styles.command}>{`manage.py import_dataset "${name}" PATH`}</code>
      </p>
    </div>
  );
}
