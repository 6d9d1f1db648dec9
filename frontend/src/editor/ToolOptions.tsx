import { Trans, useLingui } from '@lingui/react/macro';
import { Minus, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SessionState } from '../engine/session-state.ts';
import { MAX_RADIUS, MIN_RADIUS, type Settings } from '../engine/settings.ts';
import type { Mode } from '../engine/wire.ts';
import { number, percent } from '../format/index.ts';
import { Segmented } from '../ui/Segmented.tsx';
import { Slider } from '../ui/Slider.tsx';
import { Section } from './Section.tsx';
import { settings } from './settings.ts';
import { useStore } from './useStore.ts';
import styles from './ToolOptions.module.css';

/** What the chosen tool can be told. */
export function ToolOptions({ state }: { state: SessionState | null }) {
  const { t } = useLingui();
  const now = useStore(settings);
  const titles = { click: t`Click`, brush: t`Brush`, eraser: t`Eraser`, pan: t`Hand` };
  return (
    <Section title={titles[now.tool]}>
      <div className={styles.options}>
        {now.tool === 'click' && <ClickOptions now={now} state={state} />}
        {(now.tool === 'brush' || now.tool === 'eraser') && <BrushOptions now={now} />}
        <Row label={t`Overlay`}>
          <Slider
            label={t`Overlay`}
            value={Math.round(now.overlay * 100)}
            min={0}
            max={80}
            width={116}
            onChange={(value) => settings.set({ overlay: value / 100 })}
          />
          <span className={styles.figure}>{percent(now.overlay)}</span>
        </Row>
      </div>
    </Section>
  );
}

function ClickOptions({ now, state }: { now: Settings; state: SessionState | null }) {
  const { t } = useLingui();
  const guarded = state?.objects[state.current]?.protected ?? false;
  return (
    <>
      <Segmented
        wide
        label={t`A click means`}
        value={now.positive ? 'add' : 'remove'}
        onChange={(value) => settings.set({ positive: value === 'add' })}
        segments={[
          { value: 'add', label: t`Add`, icon: Plus, tone: 'ok' },
          { value: 'remove', label: t`Remove`, icon: Minus, tone: 'bad' },
        ]}
      />
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
    </>
  );
}

/** The slider's steps grow with the brush: small sizes need care, large ones reach. */
const toSlider = (radius: number): number =>
  Math.round((Math.log(radius / MIN_RADIUS) / Math.log(MAX_RADIUS / MIN_RADIUS)) * 100);
const toRadius = (value: number): number =>
  Math.max(MIN_RADIUS, Math.round(MIN_RADIUS * (MAX_RADIUS / MIN_RADIUS) ** (value / 100) * 2) / 2);

function BrushOptions({ now }: { now: Settings }) {
  const { t } = useLingui();
  const size = number(now.radius * 2);
  return (
    <>
      <Row label={t`Size`}>
        <Slider
          label={t`Size`}
          value={toSlider(now.radius)}
          min={0}
          max={100}
          width={116}
          onChange={(value) => settings.set({ radius: toRadius(value) })}
        />
        <span className={styles.figure}>{t`${size} px`}</span>
      </Row>
      <Row label={t`Shape`}>
        <Segmented
          size="panel"
          label={t`Shape`}
          value={now.shape}
          onChange={(shape) => settings.set({ shape })}
          segments={[
            { value: 'round', label: t`Round` },
            { value: 'square', label: t`Square` },
          ]}
        />
      </Row>
    </>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.row}>
      <span className={styles.label}>{label}</span>
      {children}
    </div>
  );
}
