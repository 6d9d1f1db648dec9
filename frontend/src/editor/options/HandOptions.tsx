import { useLingui } from '@lingui/react/macro';
import { Minus, Plus } from 'lucide-react';
import { MAX_RADIUS, MIN_RADIUS, type Settings } from '../../engine/settings.ts';
import { number } from '../../format/index.ts';
import { Segmented } from '../../ui/Segmented.tsx';
import { settings } from '../settings.ts';
import { Amount, Row } from './Row.tsx';

/** What the tool does without a modifier. */
export function Sign({ now }: { now: Settings }) {
  const { t } = useLingui();
  return (
    <Segmented
      wide
      label={t`The tool means`}
      value={now.positive ? 'add' : 'remove'}
      onChange={(value) => settings.set({ positive: value === 'add' })}
      segments={[
        { value: 'add', label: t`Add`, icon: Plus, tone: 'ok' },
        { value: 'remove', label: t`Remove`, icon: Minus, tone: 'bad' },
      ]}
    />
  );
}

/** The slider's steps grow with the brush: small sizes need care, large ones reach. */
const toSlider = (radius: number): number =>
  Math.round((Math.log(radius / MIN_RADIUS) / Math.log(MAX_RADIUS / MIN_RADIUS)) * 100);
const toRadius = (value: number): number =>
  Math.max(MIN_RADIUS, Math.round(MIN_RADIUS * (MAX_RADIUS / MIN_RADIUS) ** (value / 100) * 2) / 2);

function Size({ radius, onChange }: { radius: number; onChange: (radius: number) => void }) {
  const { t } = useLingui();
  const size = number(radius * 2);
  return (
    <Amount
      label={t`Size`}
      value={toSlider(radius)}
      min={0}
      max={100}
      figure={t`${size} px`}
      onChange={(value) => onChange(toRadius(value))}
    />
  );
}

export function BrushOptions({ now }: { now: Settings }) {
  const { t } = useLingui();
  return (
    <>
      <Size radius={now.radius} onChange={(radius) => settings.set({ radius })} />
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

export function ScribbleOptions({ now }: { now: Settings }) {
  return (
    <>
      <Sign now={now} />
      <Size radius={now.scribble} onChange={(scribble) => settings.set({ scribble })} />
    </>
  );
}

export function WandOptions({ now }: { now: Settings }) {
  const { t } = useLingui();
  return (
    <>
      <Sign now={now} />
      <Amount
        label={t`Tolerance`}
        value={now.tolerance}
        min={0}
        max={255}
        figure={number(now.tolerance)}
        onChange={(tolerance) => settings.set({ tolerance })}
      />
    </>
  );
}
