import { useLingui } from '@lingui/react/macro';
import { KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTokens, useWithdrawToken } from '../../api/people.ts';
import { describe } from '../../app/errors.ts';
import { Part } from '../../app/Part.tsx';
import { ago, day } from '../../format/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Card, Section } from '../../ui/Page.tsx';
import { Quiet, Table } from '../../ui/Table.tsx';
import { toast } from '../../ui/Toast.tsx';
import { SCOPES } from './scopes.ts';
import { TokenDialog } from './TokenDialog.tsx';

/** The keys that one gave to programs. */
export function Tokens() {
  const { t, i18n } = useLingui();
  const tokens = useTokens();
  const withdraw = useWithdrawToken();
  const [making, setMaking] = useState(false);
  return (
    <Section
      title={t`Tokens`}
      about={t`Programs use them in your name; each may at most what its scope says.`}
      tools={<Button icon={Plus} onClick={() => setMaking(true)}>{t`New token`}</Button>}
    >
      <Card>
        <Part asked={tokens}>
          {(rows) =>
            rows.length === 0 ? (
              <Notice
                icon={KeyRound}
                title={t`No tokens`}
              >{t`A program that signs in with your password gets one, too, for a while.`}</Notice>
            ) : (
              <Table
                label={t`Tokens`}
                head={[t`Name`, t`Scope`, t`Made`, t`Last used`, t`Expires`, '']}
              >
                {rows.map((row) => (
                  <tr key={row.id}>
                    <td>{row.kind === 'password' ? t`Signed in by password` : row.name}</td>
                    <Quiet>
                      {(row.scopes as string[])
                        .map((scope) => (SCOPES[scope] ? t(SCOPES[scope].name) : scope))
                        .join(', ')}
                    </Quiet>
                    <Quiet figure>{ago(new Date(row.created))}</Quiet>
                    <Quiet figure>{row.last_used ? ago(new Date(row.last_used)) : t`never`}</Quiet>
                    <Quiet figure>{row.expires ? day(new Date(row.expires)) : t`never`}</Quiet>
                    <td>
                      <Button
                        onClick={() =>
                          withdraw.mutate(row.id, {
                            onSuccess: () =>
                              toast({ title: t`${{ name: row.name }} works no more` }),
                            onError: (error) =>
                              toast({ title: describe(error, i18n), tone: 'error' }),
                          })
                        }
                      >{t`Withdraw`}</Button>
                    </td>
                  </tr>
                ))}
              </Table>
            )
          }
        </Part>
      </Card>
      {making && <TokenDialog onClose={() => setMaking(false)} />}
    </Section>
  );
}
