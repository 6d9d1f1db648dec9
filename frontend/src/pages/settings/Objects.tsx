import { useLingui } from '@lingui/react/macro';
import { useChangeSettings } from '../../api/hooks.ts';
import type { Dataset } from '../../api/types.ts';
import { describe } from '../../app/errors.ts';
import { Card, Section } from '../../ui/Page.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { toast } from '../../ui/Toast.tsx';
import styles from './settings.module.css';

/** How the objects of an image stand to each other. */
export function Objects({ dataset, manages }: { dataset: Dataset; manages: boolean }) {
  const { t, i18n } = useLingui();
  const { mutate } = useChangeSettings(dataset);
  const apart = dataset.settings.no_overlap === true;
  const change = (to: boolean): void =>
    mutate(() => ({ no_overlap: to }), {
      onError: (error) => toast({ title: describe(error, i18n), tone: 'error' }),
    });
  return (
    <Section title={t`Objects`}>
      <Card padded>
        <div className={styles.switch}>
          {manages ? (
            <Switch
              checked={apart}
              onChange={change}
            >{t`Objects of an image share no pixel`}</Switch>
          ) : apart ? (
            t`Objects of an image share no pixel`
          ) : (
            t`Objects of an image may overlap`
          )}
        </div>
        <p className={styles.help}>
          {t`What one object has, no other can get: neither by a click nor by hand. Masks that overlap already stay as they are.`}
        </p>
      </Card>
    </Section>
  );
}
