import { useLingui } from '@lingui/react/macro';
import { Download } from 'lucide-react';
import { useJob } from '../../api/hooks.ts';
import { describe } from '../../app/errors.ts';
import { kindOf } from '../../app/jobs.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog, FooterGap } from '../../ui/Dialog.tsx';
import { LinkButton } from '../../ui/LinkButton.tsx';
import { ReportTable } from './ReportTable.tsx';

/** The report of one job, row by row, and as a file. */
export function ReportDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const { t, i18n } = useLingui();
  const job = useJob(id);
  const rows = job.data?.report.rows ?? [];
  const thing = job.data ? t(kindOf(job.data).thing) : '';
  return (
    <Dialog
      open
      onClose={onClose}
      title={t`Report`}
      subtitle={thing}
      width={980}
      height={644}
      footer={
        <>
          <LinkButton
            icon={Download}
            href={`/api/v1/jobs/${id}/report.csv`}
          >{t`Download CSV`}</LinkButton>
          <FooterGap />
          <Button size="dialog" onClick={onClose}>{t`Close`}</Button>
        </>
      }
    >
      {job.error ? (
        <p role="alert">{describe(job.error, i18n)}</p>
      ) : rows.length > 0 ? (
        <ReportTable rows={rows} />
      ) : (
        job.data && <p>{t`This job has no rows to report.`}</p>
      )}
    </Dialog>
  );
}
