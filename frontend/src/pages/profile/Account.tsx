import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { useChangeMe } from '../../api/people.ts';
import type { Me } from '../../api/types.ts';
import { describe } from '../../app/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { Card, Section } from '../../ui/Page.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './profile.module.css';

/** How one is called. */
export function Account({ me }: { me: Me }) {
  const { t, i18n } = useLingui();
  const change = useChangeMe();
  const [first, setFirst] = useState(me.first_name);
  const [last, setLast] = useState(me.last_name);
  const same = first.trim() === me.first_name && last.trim() === me.last_name;
  return (
    <Section title={t`Name`} about={t`You sign in as ${{ username: me.username }}.`}>
      <Card padded>
        <form
          className={styles.form}
          onSubmit={(e) => {
            e.preventDefault();
            change.mutate({ first_name: first.trim(), last_name: last.trim() });
          }}
        >
          <TextField
            label={t`First name`}
            name="first_name"
            value={first}
            onChange={setFirst}
            maxLength={150}
            autoComplete="given-name"
          />
          <TextField
            label={t`Last name`}
            name="last_name"
            value={last}
            onChange={setLast}
            maxLength={150}
            autoComplete="family-name"
            error={change.error ? describe(change.error, i18n) : undefined}
          />
          <span className={styles.end}>
            <Button
              type="submit"
              busy={change.isPending}
              reason={same ? t`Nothing is changed` : undefined}
            >{t`Save`}</Button>
            {change.isSuccess && same && (
              <span className={styles.done} role="status">{t`Saved`}</span>
            )}
          </span>
        </form>
      </Card>
    </Section>
  );
}
