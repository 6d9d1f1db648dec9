import { useLingui } from '@lingui/react/macro';
import { LogOut } from 'lucide-react';
import { useBrowsers, useEndBrowser } from '../../api/people.ts';
import { describe } from '../../app/errors.ts';
import { Part } from '../../app/Part.tsx';
import { ago } from '../../format/index.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card, Section } from '../../ui/Page.tsx';
import { Quiet, Table } from '../../ui/Table.tsx';
import { toast } from '../../ui/Toast.tsx';
import { browserName } from './browserName.ts';
import styles from './profile.module.css';

/** Where one is signed in, and the way to end it from here. */
export function Browsers() {
  const { t, i18n } = useLingui();
  const browsers = useBrowsers();
  const end = useEndBrowser();
  const stop = (id: string): void =>
    end.mutate(id, {
      onError: (error) => toast({ title: describe(error, i18n), tone: 'error' }),
    });
  return (
    <Section
      title={t`Signed in`}
      tools={
        (browsers.data?.length ?? 0) > 1 && (
          <Button icon={LogOut} onClick={() => stop('')}>{t`Sign out everywhere else`}</Button>
        )
      }
    >
      <Card>
        <Part asked={browsers}>
          {(rows) => (
            <Table label={t`Signed in`} head={[t`Browser`, t`Address`, t`Last used`, '']}>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td title={row.browser}>
                    <span className={styles.mark}>
                      {browserName(row.browser) || t`Unknown browser`}
                      {row.current && <Badge tone="ok">{t`This one`}</Badge>}
                    </span>
                  </td>
                  <Quiet figure>{row.address}</Quiet>
                  <Quiet figure>{ago(new Date(row.seen ?? row.created))}</Quiet>
                  <td>
                    {!row.current && <Button onClick={() => stop(row.id)}>{t`Sign out`}</Button>}
                  </td>
                </tr>
              ))}
            </Table>
          )}
        </Part>
      </Card>
    </Section>
  );
}
