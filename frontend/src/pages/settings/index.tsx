import { useLingui } from '@lingui/react/macro';
import { useEffect } from 'react';
import { useParams } from 'react-router';
import { useDataset } from '../../api/hooks.ts';
import { Failed } from '../../app/Failed.tsx';
import { Loading } from '../../app/Loading.tsx';
import { Page } from '../../ui/Page.tsx';
import { Clicks } from './Clicks.tsx';
import { Labels } from './Labels.tsx';
import { Name } from './Name.tsx';
import { Objects } from './Objects.tsx';

/** What holds for all of a dataset. Its administrators change it, the other members see it. */
export function Component() {
  const { t } = useLingui();
  const dataset = useDataset(Number(useParams().dataset));
  useEffect(() => {
    document.title = t`Settings – Koutu`;
  });
  if (dataset.error) return <Failed error={dataset.error} retry={() => void dataset.refetch()} />;
  if (!dataset.data) return <Loading />;
  const manages = dataset.data.role === 'admin';
  return (
    <Page title={t`Settings`}>
      <Name key={dataset.data.id} dataset={dataset.data} manages={manages} />
      <Labels dataset={dataset.data} manages={manages} />
      <Clicks dataset={dataset.data} manages={manages} />
      <Objects dataset={dataset.data} manages={manages} />
    </Page>
  );
}
