import { useLingui } from '@lingui/react/macro';
import { UserPlus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { type Account, useAccounts } from '../../api/people.ts';
import { Failed } from '../../app/Failed.tsx';
import { Loading } from '../../app/Loading.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card, Page } from '../../ui/Page.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { Table } from '../../ui/Table.tsx';
import { AccountDialog } from './AccountDialog.tsx';
import { AccountRow } from './AccountRow.tsx';
import { DeleteDialog } from './DeleteDialog.tsx';
import { PasswordDialog } from './PasswordDialog.tsx';

/** What is being done with whom. */
type Doing = { what: 'edit' | 'password' | 'delete'; account: Account } | { what: 'add' } | null;

/** Every account of the server, for its administrators. */
export function Component() {
  const { t } = useLingui();
  const accounts = useAccounts();
  const [find, setFind] = useState('');
  const [doing, setDoing] = useState<Doing>(null);
  useEffect(() => {
    document.title = t`People – Koutu`;
  });
  if (accounts.isPending) return <Loading />;
  if (accounts.isError)
    return <Failed error={accounts.error} retry={() => void accounts.refetch()} />;
  const wanted = find.toLowerCase();
  const shown = accounts.data.filter((a) =>
    `${a.name} ${a.username}`.toLowerCase().includes(wanted),
  );
  const close = (): void => setDoing(null);
  return (
    <Page
      title={t`People`}
      tools={
        <>
          <SearchField label={t`Find a person`} value={find} onChange={setFind} />
          <Button
            variant="main"
            icon={UserPlus}
            onClick={() => setDoing({ what: 'add' })}
          >{t`New person`}</Button>
        </>
      }
    >
      <Card>
        <Table label={t`People`} head={[t`Name`, t`Datasets`, t`Account`, t`Last signed in`, '']}>
          {shown.map((account) => (
            <AccountRow
              key={account.id}
              account={account}
              onDo={(what) => setDoing({ what, account })}
            />
          ))}
        </Table>
      </Card>
      {doing?.what === 'add' && <AccountDialog account={null} onClose={close} />}
      {doing?.what === 'edit' && <AccountDialog account={doing.account} onClose={close} />}
      {doing?.what === 'password' && <PasswordDialog account={doing.account} onClose={close} />}
      {doing?.what === 'delete' && <DeleteDialog account={doing.account} onClose={close} />}
    </Page>
  );
}
