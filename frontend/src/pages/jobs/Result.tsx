import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { Job } from '../../api/types.ts';
import { problemsOf } from '../../app/jobs.ts';
import { bytes, number } from '../../format/index.ts';
import { explainFailure } from './codes.ts';
import styles from './Result.module.css';

/** What a job that is over came to: its numbers, what was refused, or why it failed. */
export function Result({ job }: { job: Job }) {
  const { t } = useLingui();
  const { images, masks, files, bytes: size, scored, unscorable = 0 } = job.report;
  const { errors, warnings } = problemsOf(job);
  const shown = (n: number | undefined): string => number(n ?? 0);
  const [someImages, someMasks, someFiles] = [shown(images), shown(masks), shown(files)];
  return (
    <span className={styles.result}>
      {images !== undefined && (
        <span>
          {t`${plural(images, { one: `${someImages} image`, other: `${someImages} images` })}`}
        </span>
      )}
      {masks !== undefined && masks > 0 && (
        <span>{t`${plural(masks, { one: `${someMasks} mask`, other: `${someMasks} masks` })}`}</span>
      )}
      {files !== undefined && files > 0 && (
        <span>{t`${plural(files, { one: `${someFiles} file`, other: `${someFiles} files` })}`}</span>
      )}
      {size !== undefined && <span>{bytes(size)}</span>}
      {scored !== undefined && <span>{t`${{ count: number(scored) }} scored`}</span>}
      {unscorable > 0 && <span>{t`${{ count: number(unscorable) }} without a score`}</span>}
      {errors > 0 && <span className={styles.bad}>{t`${{ count: number(errors) }} refused`}</span>}
      {warnings > 0 && (
        <span className={styles.warn}>{t`${{ count: number(warnings) }} with a warning`}</span>
      )}
      {job.state === 'failed' && job.error && (
        <span className={styles.bad} title={job.error.message}>
          {explainFailure(job.error, t)}
        </span>
      )}
    </span>
  );
}
