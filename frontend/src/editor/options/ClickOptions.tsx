import { Trans, useLingui } from '@lingui/react/macro';
import type { SessionState } from '../../engine/session-state.ts';
import type { Settings } from '../../engine/settings.ts';
import type { Mode } from '../../engine/wire.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { settings } from '../settings.ts';
import { Sign } from './HandOptions.tsx';
import { Row } from './Row.tsx';
import styles from './options.module.css';

/** What a click means, and whether it may change the mask away from it. */
export function ClickOptions({ now, state }: { now: Settings; state: SessionState | null }) {
  const { t } = useLingui();
  const guarded = state?.objects.find(({ key }) => key === state.current)?.protected ?? false;
  return (
    <>
      <Sign now={now} />
      <Row label={t`Protect mask`}>
        <Segmented<Mode>
          size="panel"
          label={t`Protect mask`}
          value={now.mode}
          onChange={(mode) => settings.set({ mode })}
          segments={[
            {
              value: 'auto',
              label: guarded ? (
                <Trans>
                  Auto <span className={styles.now}>on</span>
                </Trans>
              ) : (
                <Trans>
                  Auto <span className={styles.now}>off</span>
                </Trans>
              ),
            },
            { value: 'progressive', label: t`On` },
            { value: 'whole', label: t`Off` },
          ]}
        />
      </Row>
      <Switch checked={now.preview} onChange={(preview) => settings.set({ preview })}>
        {t`Preview while the pointer rests`}
      </Switch>
    </>
  );
}
