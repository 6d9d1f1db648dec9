import { Trans, useLingui } from '@lingui/react/macro';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useAddToken } from '../../api/people.ts';
import { describe } from '../../app/errors.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog, FooterGap } from '../../ui/Dialog.tsx';
import { Choice } from '../../ui/Menu.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/Toast.tsx';
import styles from './profile.module.css';
import { SCOPES } from './scopes.ts';

const DAY = 86_400_000;

/** Makes a token and shows it, this once. */
export function TokenDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useLingui();
  const add = useAddToken();
  const [name, setName] = useState('');
  const [scope, setScope] = useState('read');
  const [days, setDays] = useState('90');
  const key = add.data?.token;
  const make = (): void => {
    if (!name.trim()) return;
    const expires =
      days === 'never' ? null : new Date(Date.now() + Number(days) * DAY).toISOString();
    add.mutate({ name: name.trim(), scopes: [scope], expires });
  };
  const copy = (): void => {
    if (key !== undefined)
      void navigator.clipboard.writeText(key).then(() => toast({ title: t`Token copied` }));
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`New token`}
      width={480}
      footer={
        <>
          <FooterGap>{add.error && describe(add.error, i18n)}</FooterGap>
          {key === undefined ? (
            <>
              <Button size="dialog" onClick={onClose}>{t`Cancel`}</Button>
              <Button
                size="dialog"
                variant="main"
                onClick={make}
                busy={add.isPending}
                reason={name.trim() ? undefined : t`Give it a name first`}
              >{t`Create`}</Button>
            </>
          ) : (
            <Button size="dialog" variant="main" onClick={onClose}>{t`Done`}</Button>
          )}
        </>
      }
    >
      {key === undefined ? (
        <form
          className={styles.form}
          onSubmit={(e) => {
            e.preventDefault();
            make();
          }}
        >
          <TextField
            label={t`Name`}
            name="token"
            value={name}
            onChange={setName}
            autoFocus
            maxLength={100}
            hint={t`What uses it, for example the nightly export`}
          />
          <div className={styles.row}>
            <span className={styles.label}>{t`Scope`}</span>
            <Choice
              label={t`Scope`}
              value={scope}
              onChange={setScope}
              options={Object.entries(SCOPES).map(([value, words]) => ({
                value,
                label: t(words.name),
              }))}
            />
            <span className={styles.label}>{SCOPES[scope] && t(SCOPES[scope].may)}</span>
          </div>
          <div className={styles.row}>
            <span className={styles.label}>{t`Expires`}</span>
            <Choice
              label={t`Expires`}
              value={days}
              onChange={setDays}
              options={[
                { value: '7', label: t`In 7 days` },
                { value: '30', label: t`In 30 days` },
                { value: '90', label: t`In 90 days` },
                { value: '365', label: t`In a year` },
                { value: 'never', label: t`Never` },
              ]}
            />
          </div>
        </form>
      ) : (
        <>
          <p>
            <Trans>
              This is the token. It is shown this once; keep it where programs keep secrets.
            </Trans>
          </p>
          <p className={styles.secret}>
            <code>{key}</code>
            <Button icon={Copy} onClick={copy}>{t`Copy`}</Button>
          </p>
        </>
      )}
    </Dialog>
  );
}
