import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { isActive, useCancelJob, useJob } from '../../api/hooks.ts';
import type { Dataset, ImageState, Job } from '../../api/types.ts';
import { describe } from '../../app/errors.ts';
import { shareOf } from '../../app/jobs.ts';
import { number, percent } from '../../format/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Dialog, FooterGap } from '../../ui/Dialog.tsx';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { useStateWords } from '../datasets/parts.ts';
import styles from './ExportDialog.module.css';
import { FORMATS, type Format, useFormatWords } from './formats.ts';
import { Preview } from './Preview.tsx';

interface ExportDialogProps {
  dataset: Dataset;
  initialState: ImageState | 'all';
  onClose: () => void;
}

const STATES: (ImageState | 'all')[] = ['all', 'in_progress', 'submitted', 'accepted'];

/** Chooses what leaves the house and in which form, shows how it will look, and hands the zip over when it is made. */
export function ExportDialog({ dataset, initialState, onClose }: ExportDialogProps) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const words = useStateWords();
  const formatWords = useFormatWords();
  const [formats, setFormats] = useState<readonly Format[]>(['png', 'cutout', 'manifest']);
  const [state, setState] = useState(STATES.includes(initialState) ? initialState : 'all');
  const { name } = dataset;
  const count = dataset.masked[state === 'all' ? 'total' : state];
  const shown = number(count);
  const start = useMutation({
    mutationFn: () =>
      api.post<Job>('exports', {
        dataset: dataset.id,
        format: formats,
        filter: { has_mask: true, ...(state === 'all' ? {} : { state }) },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['jobs'] }),
  });
  const job = useJob(start.data?.id).data ?? start.data;
  const reason =
    formats.length === 0
      ? t`Choose a format first`
      : count === 0
        ? t`No image here has a mask yet`
        : undefined;

  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Export`}
      subtitle={<Trans>from {name}</Trans>}
      width={1000}
      height={620}
      flush
      footer={
        job ? (
          <Making job={job} onClose={onClose} />
        ) : (
          <>
            <FooterGap>
              {start.error ? (
                <span className={styles.bad}>{describe(start.error, i18n)}</span>
              ) : (
                t`Runs in the background`
              )}
            </FooterGap>
            <Button size="dialog" onClick={onClose}>{t`Cancel`}</Button>
            <Button
              size="dialog"
              variant="main"
              reason={reason}
              busy={start.isPending}
              onClick={() => start.mutate()}
            >
              {count > 0
                ? t`${plural(count, { one: `Export ${shown} image`, other: `Export ${shown} images` })}`
                : t`Export`}
            </Button>
          </>
        )
      }
    >
      <section className={styles.formats} aria-label={t`Formats`}>
        <h3 className={styles.label}>{t`Formats`}</h3>
        {FORMATS.map((format) => (
          <div key={format} className={styles.format}>
            <Checkbox
              checked={formats.includes(format)}
              onChange={(on) =>
                setFormats(FORMATS.filter((f) => (f === format ? on : formats.includes(f))))
              }
              hint={formatWords[format].hint}
            >
              <span className={styles.name}>{formatWords[format].name}</span>
            </Checkbox>
          </div>
        ))}
      </section>
      <section className={styles.which}>
        <h3 className={styles.heading}>{t`Which images`}</h3>
        <Segmented
          label={t`State`}
          value={state}
          onChange={setState}
          segments={STATES.map((value) => ({
            value,
            label: value === 'all' ? t`All` : words[value],
            count: number(dataset.masked[value === 'all' ? 'total' : value]),
          }))}
        />
        <p className={styles.note}>{t`Images without a mask are left out.`}</p>
        <h3 className={styles.heading}>{t`What you get`}</h3>
        <ul className={styles.files}>
          {formats.map((format) => (
            <li key={format} className={styles.fileRow}>
              <code className={styles.path}>{formatWords[format].path}</code>
              <span>{formatWords[format].content}</span>
            </li>
          ))}
          {formats.length === 0 && <li className={styles.note}>{t`No format is chosen.`}</li>}
        </ul>
        <p
          className={styles.note}
        >{t`Files are named like the images. An image with several objects has one file for each.`}</p>
      </section>
      <Preview
        total={count}
        dataset={dataset.id}
        state={state}
        format={formats.includes('cutout') ? 'cutout' : 'overlay'}
      />
    </Dialog>
  );
}

/** The footer once the export runs: how far it is, then the download. */
function Making({ job, onClose }: { job: Job; onClose: () => void }) {
  const { t } = useLingui();
  const cancel = useCancelJob();
  const share = shareOf(job);
  if (job.state === 'done') {
    return (
      <>
        <FooterGap>{t`The export is ready.`}</FooterGap>
        <Button size="dialog" onClick={onClose}>{t`Close`}</Button>
        <LinkButton
          main
          icon={Download}
          href={`/api/v1/exports/${job.id}/file`}
        >{t`Download zip`}</LinkButton>
      </>
    );
  }
  if (!isActive(job)) {
    return (
      <>
        <FooterGap>
          <span className={styles.bad}>
            {job.state === 'cancelled'
              ? t`The export was cancelled.`
              : t`The export failed. Its report is on the jobs page.`}
          </span>
        </FooterGap>
        <Button size="dialog" onClick={onClose}>{t`Close`}</Button>
      </>
    );
  }
  return (
    <>
      <div className={styles.bar}>
        <Progress value={share} label={t`Exporting`} />
      </div>
      <span className={styles.figures}>
        {job.total > 0 ? `${number(job.done)} / ${number(job.total)}` : t`Counting`}{' '}
        {share !== null && percent(share)}
      </span>
      <FooterGap />
      <Button
        size="dialog"
        busy={cancel.isPending}
        onClick={() => cancel.mutate(job.id)}
      >{t`Stop`}</Button>
      <Button size="dialog" onClick={onClose}>{t`Go on working`}</Button>
    </>
  );
}
