import { useLingui } from '@lingui/react/macro';
import { ListTodo } from 'lucide-react';
import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import { useJobs } from '../../api/hooks.ts';
import { Failed } from '../../app/Failed.tsx';
import { Loading } from '../../app/Loading.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { Page } from '../../ui/Page.tsx';
import { JobRow } from './JobRow.tsx';
import { ReportDialog } from './ReportDialog.tsx';
import styles from './jobs.module.css';

export function Component() {
  const { t } = useLingui();
  const jobs = useJobs();
  const [query, setQuery] = useSearchParams();
  // A dry run belongs to its dialog; here it would only hide the jobs that did something.
  const list = jobs.data?.filter((job) => !job.dry_run) ?? [];
  const open = Number(query.get('job')) || undefined;
  useEffect(() => {
    document.title = t`Jobs – Koutu`;
  });
  if (jobs.isPending) return <Loading />;
  if (jobs.isError) return <Failed error={jobs.error} retry={() => void jobs.refetch()} />;
  return (
    <Page title={t`Jobs`}>
      {list.length === 0 ? (
        <Notice
          icon={ListTodo}
          title={t`No jobs yet`}
        >{t`Imports and exports run in the background and are listed here with their reports.`}</Notice>
      ) : (
        <ul className={styles.list}>
          {list.map((job) => (
            <JobRow key={job.id} job={job} onReport={() => setQuery({ job: String(job.id) })} />
          ))}
        </ul>
      )}
      {open !== undefined && <ReportDialog id={open} onClose={() => setQuery({})} />}
    </Page>
  );
}
