import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useQueryClient } from '@tanstack/react-query';
import { FileArchive, FolderUp, X } from 'lucide-react';
import { useState } from 'react';
import { describe } from '../../app/errors.ts';
import { shareOf } from '../../app/jobs.ts';
import { bytes, number, percent } from '../../format/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Dialog, FooterGap } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { explainFailure } from '../jobs/codes.ts';
import { ReportTable } from '../jobs/ReportTable.tsx';
import { DropTarget } from './DropTarget.tsx';
import { FilePicker } from './FilePicker.tsx';
import styles from './ImportDialog.module.css';
import { type Phase, useDryRun, useImport } from './useDryRun.ts';

interface ImportDialogProps {
  dataset: { id: number; name: string };
  initial: readonly File[];
  onClose: () => void;
}

/** Checks what an import would do and says it file by file; only then the button with its number imports. */
export function ImportDialog({ dataset, initial, onClose }: ImportDialogProps) {
  const { t, i18n } = useLingui();
  const client = useQueryClient();
  const [files, setFiles] = useState(initial);
  const [replace, setReplace] = useState(false);
  const [error, setError] = useState<unknown>();
  const dry = useDryRun(dataset.id, files);
  const { share, start } = useImport(dataset.id);
  const rows = dry.job?.report.rows ?? [];
  const good = dry.job?.report.images ?? 0;
  const masks = dry.job?.report.masks ?? 0;
  const { name } = dataset;
  const shown = number(good);
  const shownMasks = number(masks);
  const importing = share !== null;

  const importNow = async (): Promise<void> => {
    if (!dry.file) return;
    setError(undefined);
    try {
      await start(dry.file, replace);
      await client.invalidateQueries({ queryKey: ['jobs'] });
      onClose();
    } catch (problem) {
      setError(problem);
    }
  };
  const waiting = importing
    ? t`Sending, ${{ share: percent(share) }}`
    : reasonOf(dry.phase, files.length);
  function reasonOf(phase: Phase, chosen: number): string | undefined {
    if (chosen === 0) return t`Choose files first`;
    if (phase === 'failed') return t`The check failed`;
    if (phase !== 'checked') return t`Still being checked`;
    return good + masks === 0 ? t`None of these files can be imported` : undefined;
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Import photos`}
      subtitle={<Trans>into {name}</Trans>}
      width={980}
      height={724}
      footer={
        <>
          <Checkbox
            checked={replace}
            onChange={setReplace}
          >{t`Replace work done by people`}</Checkbox>
          <FooterGap>
            {error ? (
              <span className={styles.bad}>{describe(error, i18n)}</span>
            ) : (
              files.length > 0 && waiting
            )}
          </FooterGap>
          <Button size="dialog" onClick={onClose}>{t`Cancel`}</Button>
          <Button
            size="dialog"
            variant="main"
            busy={importing}
            reason={waiting}
            onClick={() => void importNow()}
          >
            {dry.phase === 'checked' && good > 0
              ? t`${plural(good, { one: `Import ${shown} image`, other: `Import ${shown} images` })}`
              : dry.phase === 'checked' && masks > 0
                ? t`${plural(masks, { one: `Import ${shownMasks} mask`, other: `Import ${shownMasks} masks` })}`
                : t`Import`}
          </Button>
        </>
      }
    >
      <DropTarget onFiles={setFiles}>
        {files.length === 0 ? (
          <div className={styles.zone}>
            <Icon of={FolderUp} size={24} />
            <p className={styles.big}>{t`Drop photos, a folder or a zip`}</p>
            <p className={styles.quiet}>
              <Trans>
                Masks come in as pre-labels from a folder named <b>masks</b> with files of the same
                names.
              </Trans>
            </p>
            <FilePicker onFiles={setFiles} />
          </div>
        ) : (
          <>
            <div className={styles.tops}>
              <FileCard files={files} dry={dry} onDrop={() => setFiles([])} />
              <div className={styles.more}>
                <span>{t`Drop something else, or`}</span>
                <FilePicker onFiles={setFiles} />
              </div>
            </div>
            {dry.phase === 'failed' ? (
              <p className={styles.failed} role="alert">
                {dry.error ? describe(dry.error, i18n) : t`The check failed. Nothing was written.`}
                {dry.job?.error && <span>{explainFailure(dry.job.error, t)}</span>}
              </p>
            ) : (
              <>
                <div className={styles.caption}>
                  <h3 className={styles.heading}>{t`Dry run`}</h3>
                  <span className={styles.quiet}>
                    {dry.phase === 'checked'
                      ? t`${{ count: number(rows.length) }} files checked. Nothing is written yet.`
                      : dry.job && dry.job.total > 0
                        ? t`${{ done: number(dry.job.done) }} of ${{ total: number(dry.job.total) }} checked. Nothing is written yet.`
                        : t`Nothing is written yet.`}
                  </span>
                </div>
                {rows.length > 0 && <ReportTable rows={rows} />}
              </>
            )}
          </>
        )}
      </DropTarget>
    </Dialog>
  );
}

function FileCard({
  files,
  dry,
  onDrop,
}: {
  files: readonly File[];
  dry: ReturnType<typeof useDryRun>;
  onDrop: () => void;
}) {
  const { t } = useLingui();
  const [only] = files;
  const size = files.reduce((sum, f) => sum + f.size, 0);
  const name = files.length === 1 && only ? only.name : t`${{ count: number(files.length) }} files`;
  const checking = dry.job ? shareOf(dry.job) : null;
  const share =
    dry.phase === 'sending'
      ? dry.share
      : dry.phase === 'checked'
        ? 1
        : dry.phase === 'checking'
          ? checking
          : null;
  const words: Record<Phase, string> = {
    packing: t`Packing`,
    sending: t`Sending, ${{ share: percent(dry.share) }}`,
    checking: checking === null ? t`Checking` : t`Checking, ${{ share: percent(checking) }}`,
    checked: t`Checked`,
    failed: t`Failed`,
  };
  return (
    <div className={styles.file}>
      <Icon of={FileArchive} size={18} className={styles.archive} />
      <div className={styles.about}>
        <span className={styles.name}>{name}</span>
        <span className={styles.quiet}>{bytes(size)}</span>
      </div>
      <span className={styles.phase} role="status">
        {words[dry.phase]}
      </span>
      <IconButton icon={X} label={t`Choose other files`} onClick={onDrop} />
      <div className={styles.bar}>
        <Progress value={share} label={words[dry.phase]} />
      </div>
    </div>
  );
}
