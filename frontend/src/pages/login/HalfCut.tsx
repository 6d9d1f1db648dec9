import { useLingui } from '@lingui/react/macro';
import { ChevronsLeftRight } from 'lucide-react';
import { useState } from 'react';
import cutout from '../../assets/login-cutout.webp';
import outline from '../../assets/login-outline.svg';
import photo from '../../assets/login-photo.webp';
import { Icon } from '../../ui/Icon.tsx';
import styles from './HalfCut.module.css';

/** The product in one picture: a photo left of the line, what is cut out of it to the right. The line can be moved. */
export function HalfCut() {
  const { t } = useLingui();
  const [at, setAt] = useState(50);
  return (
    <div className={styles.stage} style={{ '--at': `${at}%` }}>
      <img src={photo} alt="" className={styles.photo} />
      <div className={styles.cut}>
        <img src={cutout} alt="" className={styles.object} />
        <img src={outline} alt="" className={styles.object} />
      </div>
      <div className={styles.line}>
        <span className={styles.knob}>
          <Icon of={ChevronsLeftRight} />
        </span>
      </div>
      <input
        type="range"
        className={styles.range}
        min={10}
        max={90}
        value={at}
        aria-label={t`Photo on the left, cut-out on the right`}
        onChange={(e) => setAt(Number(e.target.value))}
      />
    </div>
  );
}
