import { useLingui } from '@lingui/react/macro';
import { Download, ScrollText } from 'lucide-react';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { type AuditFilter, auditQuery, type Entry, useAudit } from '../../api/people.ts';
import { Failed } from '../../app/Failed.tsx';
import { Loading } from '../../app/Loading.tsx';
import { clock, day } from '../../format/index.ts';
import { Button } from '../../ui/Button.tsx';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { Choice } from '../../ui/Menu.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Card, Page } from '../../ui/Page.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { Quiet, Table } from '../../ui/Table.tsx';
import styles from './audit.module.css';
import { ACTS } from './words.ts';

const DAYS: Record<string, number> = { today: 1, week: 7, month: 30 };

/** Midnight so many days ago; '' for any time. The same all day long, so that what was loaded stays. */
function since(span: string): string {
  const days = DAYS[span];
  if (days === undefined) return '';
  const start = new Date();
  start.setHours(0, 0, 0, 0);
  start.setDate(start.getDate() - days + 1);
  return start.toISOString();
}

/** Who did what, in what one manages. */
export function Component() {
  const { t } = useLingui();
  const [query, setQuery] = useSearchParams();
  const span = query.get('span') ?? 'all';
  const filter: AuditFilter = {
    q: query.get('q') ?? '',
    action: query.get('action') ?? '',
    dataset: query.get('dataset') ?? '',
    since: since(span),
  };
  const audit = useAudit(filter);
  useEffect(() => {
    document.title = t`Audit – Koutu`;
  });
  const set = (name: string, value: string): void => {
    const next = new URLSearchParams(query);
    if (value) next.set(name, value);
    else next.delete(name);
    setQuery(next, { replace: true });
  };
  if (audit.isError) return <Failed error={audit.error} retry={() => void audit.refetch()} />;
  const pages = audit.data?.pages ?? [];
  const rows = pages.flatMap((page) => page.results);
  const acts = pages[0]?.actions ?? [];
  return (
    <Page
      title={t`Audit`}
      tools={
        <>
          <SearchField
            label={t`Find a name or a thing`}
            value={filter.q}
            onChange={(v) => set('q', v)}
          />
          <Choice
            label={t`When`}
            value={span}
            onChange={(v) => set('span', v === 'all' ? '' : v)}
            options={[
              { value: 'all', label: t`Any time` },
              { value: 'today', label: t`Today` },
              { value: 'week', label: t`Last 7 days` },
              { value: 'month', label: t`Last 30 days` },
            ]}
          />
          <Choice
            label={t`What`}
            value={filter.action}
            onChange={(v) => set('action', v)}
            options={[
              { value: '', label: t`Everything` },
              ...acts.map((act) => ({ value: act, label: ACTS[act] ? t(ACTS[act]) : act })),
            ]}
          />
          <LinkButton
            size="bar"
            icon={Download}
            href={`/api/v1/audit.csv?${auditQuery(filter)}`}
          >{t`Download CSV`}</LinkButton>
        </>
      }
    >
      {audit.isPending ? (
        <Loading />
      ) : rows.length === 0 ? (
        <Notice icon={ScrollText} title={t`Nothing found`}>
          {t`No entry fits. Look for something else or take a filter away.`}
        </Notice>
      ) : (
        <Card>
          <Table
            label={t`Audit`}
            head={[t`When`, t`Who`, t`What`, t`Thing`, t`Change`]}
            end="words"
          >
            {rows.map((entry) => (
              <EntryRow key={entry.id} entry={entry} />
            ))}
          </Table>
          {audit.hasNextPage && (
            <div className={styles.more}>
              <Button
                busy={audit.isFetchingNextPage}
                onClick={() => void audit.fetchNextPage()}
              >{t`Show more`}</Button>
            </div>
          )}
        </Card>
      )}
    </Page>
  );
}

function EntryRow({ entry }: { entry: Entry }) {
  const { t } = useLingui();
  const when = new Date(entry.created);
  const act = ACTS[entry.action];
  return (
    <tr>
      <Quiet figure>
        {day(when)} {clock(when)}
      </Quiet>
      <td title={entry.address}>{entry.actor_name}</td>
      <td>{act ? t(act) : entry.action}</td>
      <td>
        <span className={styles.what}>
          {entry.object_name}
          <span className={styles.code}>{entry.object}</span>
        </span>
      </td>
      <td>
        <Change before={entry.before} after={entry.after} />
      </td>
    </tr>
  );
}

/** What a thing was and became, name by name. */
function Change({ before, after }: { before: unknown; after: unknown }) {
  const old = (before ?? {}) as Record<string, unknown>;
  const now = (after ?? {}) as Record<string, unknown>;
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  return (
    <span className={styles.change}>
      {names.map((name) => (
        <span key={name}>
          {name}: {name in old && <span className={styles.was}>{JSON.stringify(old[name])}</span>}{' '}
          {name in now && JSON.stringify(now[name])}
        </span>
      ))}
    </span>
  );
}
