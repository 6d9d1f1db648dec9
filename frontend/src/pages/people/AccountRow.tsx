import { useLingui } from '@lingui/react/macro';
import { Ban, Check, Ellipsis, KeyRound, Pencil, ShieldCheck, Trash2, Undo2 } from 'lucide-react';
import { Link } from 'react-router';
import { useMe } from '../../api/hooks.ts';
import { type Account, useChangeAccount } from '../../api/people.ts';
import { describe } from '../../app/errors.ts';
import { ROLE_WORDS } from '../../app/roles.ts';
import { ago } from '../../format/index.ts';
import { Badge } from '../../ui/Badge.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, MenuItem, MenuLine } from '../../ui/Menu.tsx';
import { Person } from '../../ui/Person.tsx';
import { Quiet } from '../../ui/Table.tsx';
import { toast } from '../../ui/Toast.tsx';
import styles from './people.module.css';

const SHOWN = 3;

/** One account: who, where, whether it is open, and what an administrator can do with it. */
export function AccountRow({
  account,
  onDo,
}: {
  account: Account;
  onDo: (what: 'edit' | 'password' | 'delete') => void;
}) {
  const { t, i18n } = useLingui();
  const me = useMe().data;
  const change = useChangeAccount();
  const { name } = account;
  const setOpen = (open: boolean): void =>
    change.mutate(
      { id: account.id, is_active: open },
      {
        onSuccess: () => {
          if (open) toast({ title: t`${name} can sign in again` });
          else
            toast({
              title: t`${name} is signed out and cannot sign in`,
              action: { label: t`Undo`, run: () => setOpen(true) },
            });
        },
        onError: (error) => toast({ title: describe(error, i18n), tone: 'error' }),
      },
    );
  const rest = account.memberships.length - SHOWN;
  return (
    <tr>
      <td>
        <Person name={name} username={account.username} />
      </td>
      <Quiet>
        <span className={styles.roles}>
          {account.is_admin && account.memberships.length === 0 && t`All datasets`}
          {account.memberships.slice(0, SHOWN).map((m) => (
            <span key={m.id}>
              <Link to={`/datasets/${m.dataset.id}/members`}>{m.dataset.name}</Link>{' '}
              {t(ROLE_WORDS[m.role].name).toLowerCase()}
            </span>
          ))}
          {rest > 0 && <span>{t`and ${rest} more`}</span>}
        </span>
      </Quiet>
      <td>
        <span className={styles.marks}>
          {account.is_active ? (
            <Badge tone="ok" icon={Check}>{t`Open`}</Badge>
          ) : (
            <Badge tone="bad" icon={Ban}>{t`Closed`}</Badge>
          )}
          {account.is_admin && <Badge icon={ShieldCheck}>{t`Administrator`}</Badge>}
        </span>
      </td>
      <Quiet figure>{account.last_login ? ago(new Date(account.last_login)) : t`never`}</Quiet>
      <td>
        <Menu trigger={<IconButton icon={Ellipsis} label={t`What to do with ${name}`} />}>
          <MenuItem icon={Pencil} onClick={() => onDo('edit')}>{t`Edit`}</MenuItem>
          <MenuItem icon={KeyRound} onClick={() => onDo('password')}>{t`Set a password`}</MenuItem>
          {me?.id !== account.id && (
            <>
              <MenuLine />
              {account.is_active ? (
                <MenuItem
                  icon={Ban}
                  onClick={() => setOpen(false)}
                >{t`Close the account`}</MenuItem>
              ) : (
                <MenuItem
                  icon={Undo2}
                  onClick={() => setOpen(true)}
                >{t`Open the account`}</MenuItem>
              )}
              <MenuItem icon={Trash2} danger onClick={() => onDo('delete')}>{t`Delete`}</MenuItem>
            </>
          )}
        </Menu>
      </td>
    </tr>
  );
}
