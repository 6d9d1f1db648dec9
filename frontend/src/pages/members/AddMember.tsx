import { useLingui } from '@lingui/react/macro';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { ApiError } from '../../api/client.ts';
import { type Member, type Role, ROLES, useAddMember } from '../../api/people.ts';
import { describe } from '../../app/errors.ts';
import { ROLE_WORDS } from '../../app/roles.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Menu.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toast } from '../../ui/Toast.tsx';
import styles from './members.module.css';

/** Makes an account, by its name, a member of the dataset. */
export function AddMember({ dataset, members }: { dataset: number; members: readonly Member[] }) {
  const { t, i18n } = useLingui();
  const add = useAddMember(dataset);
  const [username, setUsername] = useState('');
  const [role, setRole] = useState<Role>('annotator');
  const clean = username.trim();
  const code = add.error instanceof ApiError ? add.error.code : '';
  const known = members.some((m) => m.user.username === clean);
  const error = known
    ? t`Is a member already`
    : code === 'unknown_user'
      ? t`There is no account of this name. An administrator of the server makes accounts.`
      : add.error
        ? describe(add.error, i18n)
        : undefined;
  return (
    <form
      className={styles.add}
      onSubmit={(e) => {
        e.preventDefault();
        if (!clean || known) return;
        add.mutate(
          { username: clean, role },
          {
            onSuccess: (member) => {
              setUsername('');
              toast({ title: t`${{ name: member.user.name }} is a member now` });
            },
          },
        );
      }}
    >
      <div className={styles.field}>
        <TextField
          label={t`User name`}
          name="member"
          value={username}
          onChange={(v) => {
            add.reset();
            setUsername(v);
          }}
          autoComplete="off"
          error={error}
        />
      </div>
      <Choice
        size="dialog"
        label={t`Role`}
        value={role}
        onChange={setRole}
        options={ROLES.map((r) => ({ value: r, label: t(ROLE_WORDS[r].name) }))}
      />
      <Button
        type="submit"
        size="dialog"
        variant="main"
        icon={UserPlus}
        busy={add.isPending}
        reason={clean ? undefined : t`Type a user name first`}
      >{t`Add`}</Button>
    </form>
  );
}
