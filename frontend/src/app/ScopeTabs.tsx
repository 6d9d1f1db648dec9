import { useLingui } from '@lingui/react/macro';
import type { Scope } from '../actions/registry.ts';
import { Segmented } from '../ui/Segmented.tsx';

/** The places where actions happen, one of them chosen. */
export function ScopeTabs({ value, onChange }: { value: Scope; onChange: (scope: Scope) => void }) {
  const { t } = useLingui();
  return (
    <Segmented
      label={t`Where`}
      value={value}
      onChange={onChange}
      segments={[
        { value: 'editor', label: t`Editor` },
        { value: 'wall', label: t`Wall` },
        { value: 'datasets', label: t`Datasets` },
        { value: 'everywhere', label: t`Everywhere` },
      ]}
    />
  );
}
