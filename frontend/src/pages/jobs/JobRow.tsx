import { useLingui } from '@lingui/react/macro';
import {
  Ban,
  Check,
  CircleX,
  Clock,
  Download,
  FileText,
  LoaderCircle,
  type LucideIcon,
} from 'lucide-react';
import { Link } from 'react-router';
import { isActive, useCancelJob } from '../../api/hooks.ts';
import type { Job, JobState } from '../../api/types.ts';
import { kindOf, shareOf, STATE_WORDS } from '../../app/jobs.ts';
import { ago, number, percent } from '../../format/index.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { Progress } from '../../ui/Progress.tsx';
import styles from './JobRow.module.css';
import { Result } from './Result.tsx';

const LOOK: Record<JobState, { icon: LucideIcon; tone: 'plain' | 'acc' | 'ok' | 'bad' }> = {
  queued: { icon: Clock, tone: 'plain' },
  running: { icon: LoaderCircle, tone: 'acc' },
  done: { icon: Check, tone: 'ok' },
  failed: { icon: CircleX, tone: 'bad' },
  cancelled: { icon: Ban, tone: 'plain' },
};

/** One job: what, where, how far, and what one can do about it. */
export function JobRow({ job, onReport }: { job: Job; onReport: () => void }) {
  const { t } = useLingui();
  const cancel = useCancelJob();
  const share = shareOf(job);
  const active = isActive(job);
  const thing = t(kindOf(job).thing);
  return (
    <li className={styles.row}>
      <div className={styles.what}>
        <span className={styles.kind}>{thing}</span>
        {job.dataset && (
          <Link to={`/datasets/${job.dataset.id}`} className={styles.where}>
            {job.dataset.name}
          </Link>
        )}
      </div>
      <div className={styles.state}>
        <Badge {...LOOK[job.state]}>{t(STATE_WORDS[job.state])}</Badge>
      </div>
      <div className={styles.progress}>
        {active ? (
          <>
            <Progress value={share} label={thing} />
            <span className={styles.figures}>
              {job.total > 0 ? `${number(job.done)} / ${number(job.total)}` : t`Counting`}
              {share !== null && <span>{percent(share)}</span>}
            </span>
          </>
        ) : (
          <Result job={job} />
        )}
      </div>
      <span className={styles.when}>
        {job.created ? ago(new Date(job.finished ?? job.created)) : ''}
      </span>
      <div className={styles.buttons}>
        {job.kind === 'export' && job.state === 'done' && (
          <LinkButton
            size="bar"
            icon={Download}
            href={`/api/v1/exports/${job.id}/file`}
          >{t`Download`}</LinkButton>
        )}
        {!active && (job.report.rows?.length ?? 0) > 0 && (
          <Button icon={FileText} onClick={onReport}>{t`Report`}</Button>
        )}
        {active && (
          <Button busy={cancel.isPending} onClick={() => cancel.mutate(job.id)}>{t`Cancel`}</Button>
        )}
      </div>
    </li>
  );
}
