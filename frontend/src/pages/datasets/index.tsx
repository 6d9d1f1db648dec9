import { msg, plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { ArrowUpDown, SearchX } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { ActionButton } from '../../actions/ActionButton.tsx';
import { useActions } from '../../actions/hooks.ts';
import { useDatasets, useDeleteDataset, useJobs, useMe } from '../../api/hooks.ts';
import type { Dataset } from '../../api/types.ts';
import { describe } from '../../app/errors.ts';
import { Failed } from '../../app/Failed.tsx';
import { Loading } from '../../app/Loading.tsx';
import { number } from '../../format/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Choice } from '../../ui/Menu.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { Dot } from '../../ui/StateBar.tsx';
import { toast } from '../../ui/Toast.tsx';
import { DatasetCard } from './DatasetCard.tsx';
import styles from './datasets.module.css';
import { DeleteDialog } from './DeleteDialog.tsx';
import { FirstDataset } from './FirstDataset.tsx';
import { NameDialog } from './NameDialog.tsx';
import { partsOf, useStateWords } from './parts.ts';

type Order = 'changed' | 'name' | 'size';

const ORDERS: Record<Order, (a: Dataset, b: Dataset) => number> = {
  changed: (a, b) => b.changed.localeCompare(a.changed),
  name: (a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }),
  size: (a, b) => b.counts.total - a.counts.total,
};

export function Component() {
  const { t, i18n } = useLingui();
  const datasets = useDatasets();
  const jobs = useJobs().data ?? [];
  const [find, setFind] = useState('');
  const [order, setOrder] = useState<Order>('changed');
  const [naming, setNaming] = useState<Dataset | 'new' | null>(null);
  const [deleting, setDeleting] = useState<Dataset | null>(null);
  const mayCreate = useMe().data?.is_admin === true;
  const remove = useDeleteDataset();
  const removeNow = ({ id, name }: Dataset): void => {
    remove.mutate(id, {
      onSuccess: () => toast({ title: t`${name} deleted` }),
      onError: (error) => toast({ title: describe(error, i18n), tone: 'error' }),
    });
  };
  const field = useRef<HTMLInputElement>(null);
  useActions({
    'datasets.new': {
      perform: () => setNaming('new'),
      unavailable: mayCreate ? undefined : msg`Only an administrator of the server makes datasets`,
    },
    'datasets.find': { perform: () => field.current?.focus() },
  });
  useEffect(() => {
    document.title = t`Datasets – Koutu`;
  });

  if (datasets.isPending) return <Loading />;
  if (datasets.isError)
    return <Failed error={datasets.error} retry={() => void datasets.refetch()} />;
  const all = datasets.data;
  const shown = all
    .filter((d) => d.name.toLowerCase().includes(find.trim().toLowerCase()))
    .sort(ORDERS[order]);

  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1 className={styles.title}>{t`Datasets`}</h1>
        {all.length > 0 && (
          <>
            <SearchField ref={field} label={t`Find a dataset`} value={find} onChange={setFind} />
            <Choice
              label={t`Order`}
              icon={ArrowUpDown}
              value={order}
              onChange={setOrder}
              options={[
                { value: 'changed', label: t`Last changed` },
                { value: 'name', label: t`Name` },
                { value: 'size', label: t`Most images` },
              ]}
            />
          </>
        )}
        <ActionButton action="datasets.new" variant="main" />
      </header>
      {all.length === 0 && (
        <FirstDataset making={jobs.some((j) => j.kind === 'demo' && j.state !== 'failed')} />
      )}
      {all.length > 0 && shown.length === 0 && (
        <Notice
          icon={SearchX}
          title={t`No dataset is called “${find}”`}
          action={<Button onClick={() => setFind('')}>{t`Clear the search`}</Button>}
        />
      )}
      {shown.length > 0 && (
        <>
          <ul className={styles.grid}>
            {shown.map((d) => (
              <DatasetCard
                key={d.id}
                dataset={d}
                jobs={jobs}
                onRename={() => setNaming(d)}
                onDelete={() => setDeleting(d)}
                onRemove={() => removeNow(d)}
              />
            ))}
          </ul>
          <Legend datasets={all} />
        </>
      )}
      <NameDialog target={naming} taken={all.map((d) => d.name)} onClose={() => setNaming(null)} />
      <DeleteDialog dataset={deleting} onClose={() => setDeleting(null)} />
    </div>
  );
}

function Legend({ datasets }: { datasets: readonly Dataset[] }) {
  const words = useStateWords();
  const { t } = useLingui();
  const images = datasets.reduce((sum, d) => sum + d.counts.total, 0);
  const [some, many] = [number(datasets.length), number(images)];
  const sets = t`${plural({ sets: datasets.length }, { one: `${some} dataset`, other: `${some} datasets` })}`;
  const pictures = t`${plural(images, { one: `${many} image`, other: `${many} images` })}`;
  const [first] = datasets;
  return (
    <footer className={styles.legend}>
      {first &&
        partsOf(first.counts).map((part) => (
          <span key={part.key} className={styles.entry}>
            <Dot tone={part.tone} />
            {words[part.key]}
          </span>
        ))}
      <span className={styles.total}>{t`${sets}, ${pictures}`}</span>
    </footer>
  );
}
