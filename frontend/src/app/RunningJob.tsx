import { useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link, useNavigate } from 'react-router';
import { isActive, useJobs } from '../api/hooks.ts';
import type { Job } from '../api/types.ts';
import { number } from '../format/index.ts';
import { Ring } from '../ui/Progress.tsx';
import { toast } from '../ui/Toast.tsx';
import { kindOf, problemsOf, shareOf } from './jobs.ts';
import styles from './RunningJob.module.css';

/** Tells what a job came to when it ends while the page is open, and loads anew what it changed. */
function useEndings(jobs: readonly Job[] | undefined): void {
  const { t } = useLingui();
  const client = useQueryClient();
  const navigate = useNavigate();
  const active = useRef(new Set<number>());
  useEffect(() => {
    for (const job of jobs ?? []) {
      if (isActive(job)) {
        active.current.add(job.id);
        continue;
      }
      if (!active.current.delete(job.id)) continue;
      void client.invalidateQueries({ queryKey: ['datasets'] });
      void client.invalidateQueries({ queryKey: ['images'] });
      if (job.state === 'cancelled' || job.dry_run) continue;
      const thing = t(kindOf(job).thing);
      const { errors } = problemsOf(job);
      const failed = job.state === 'failed';
      toast({
        title: failed ? t`${thing} failed` : t`${thing} done`,
        ...(errors > 0
          ? {
              description: t`${{ count: number(errors) }} files were refused; the report says why.`,
            }
          : {}),
        tone: failed ? 'error' : errors > 0 ? 'warn' : 'done',
        action:
          job.kind === 'export' && !failed
            ? { label: t`Download`, run: () => location.assign(`/api/v1/exports/${job.id}/file`) }
            : { label: t`Report`, run: () => void navigate(`/jobs?job=${job.id}`) },
      });
    }
  }, [jobs, client, navigate, t]);
}

/** The job at work, with its ring and its numbers; leads to all jobs. */
export function RunningJob() {
  const { t } = useLingui();
  const jobs = useJobs().data;
  useEndings(jobs);
  const running = jobs?.filter((j) => isActive(j) && !j.dry_run) ?? [];
  const job = running.find((j) => j.state === 'running') ?? running[0];
  if (!job) return null;
  const more = running.length - 1;
  return (
    <Link to="/jobs" className={styles.job}>
      <Ring value={shareOf(job)} />
      <span className={styles.words}>
        {job.state === 'queued' ? t(kindOf(job).thing) : t(kindOf(job).doing)}{' '}
        {job.total > 0 ? `${number(job.done)} / ${number(job.total)}` : ''}
        {more > 0 && <span className={styles.more}>+{more}</span>}
      </span>
    </Link>
  );
}
