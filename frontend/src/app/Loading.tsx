import { Trans } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import styles from './Loading.module.css';

/** Nothing at first; a word after half a second, so that quick pages do not flicker. */
export function Loading() {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 500);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.loading} role="status" aria-busy>
      {slow && <Trans>Loading</Trans>}
    </div>
  );
}
