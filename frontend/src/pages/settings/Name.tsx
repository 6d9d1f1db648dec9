import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useRenameDataset } from '../../api/hooks.ts';
import type { Dataset } from '../../api/types.ts';
import { describe } from '../../app/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { Card, Section } from '../../ui/Page.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './settings.module.css';

/** What the dataset is called. */
export function Name({ dataset, manages }: { dataset: Dataset; manages: boolean }) {
  const { t, i18n } = useLingui();
  const rename = useRenameDataset();
  const [name, setName] = useState(dataset.name);
  const clean = name.trim();
  const same = clean === dataset.name;
  if (!manages)
    return (
      <Section title={t`Dataset`}>
        <Card padded>{dataset.name}</Card>
      </Section>
    );
  return (
    <Section title={t`Dataset`}>
      <Card padded>
        <form
          className={styles.name}
          onSubmit={(e) => {
            e.preventDefault();
            if (clean && !same) rename.mutate({ id: dataset.id, name: clean });
          }}
        >
          <TextField
            label={t`Name`}
            name="name"
            value={name}
            onChange={setName}
            maxLength={120}
            error={rename.error ? describe(rename.error, i18n) : undefined}
          />
          <span className={styles.end}>
            <Button
              type="submit"
              busy={rename.isPending}
              reason={same ? t`Nothing is changed` : clean ? undefined : t`Give it a name first`}
            >{t`Save`}</Button>
            {rename.isSuccess && same && (
              <span className={styles.done} role="status">{t`Saved`}</span>
            )}
          </span>
        </form>
      </Card>
    </Section>
  );
}
