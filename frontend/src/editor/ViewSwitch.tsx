import { useLingui } from '@lingui/react/macro';
import { useKeys } from '../actions/hooks.ts';
import type { View } from '../engine/settings.ts';
import { KeyCaps } from '../ui/KeyCaps.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { settings } from './settings.ts';
import { useStore } from './useStore.ts';
import styles from './editor.module.css';

/** How the mask is shown; above the photo, so that it covers nothing at fit. */
export function ViewSwitch() {
  const { t } = useLingui();
  const keys = useKeys();
  const { view, hidden } = useStore(settings);
  const segments: { value: View; label: string }[] = [
    { value: 'overlay', label: t`Overlay` },
    { value: 'outline', label: t`Outline` },
    { value: 'checker', label: t`Checker` },
    { value: 'white', label: t`White` },
    { value: 'black', label: t`Black` },
    { value: 'bw', label: t`B/W` },
  ];
  return (
    <div className={styles.views} data-hidden={hidden || undefined}>
      <Segmented
        label={t`View`}
        value={view}
        onChange={(next) => settings.set({ view: next, hidden: false })}
        segments={segments}
      />
      <span className={styles.viewKey}>
        <KeyCaps keys={keys('editor.view')} />
      </span>
    </div>
  );
}
