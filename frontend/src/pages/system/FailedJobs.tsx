import { useLingui } from '@lingui/react/macro';
import { FileText, RotateCcw } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import { useFailedJobs, useRetryJob } from '../../api/system.ts';
import { describe } from '../../app/errors.ts';
import { kindOf } from '../../app/jobs.ts';
import { Part } from '../../app/Part.tsx';
import { ago, number } from '../../format/index.ts';
import { Button } from '../../ui/Button.tsx';
import { Card, Section } from '../../ui/Page.tsx';
import { Quiet, Table } from '../../ui/Table.tsx';
import { toast } from '../../ui/Toast.tsx';
import { explainFailure } from '../jobs/codes.ts';
import styles from './system.module.css';

/** What went wrong in the background, and one more try of it. */
export function FailedJobs() {
  const { t, i18n } = useLingui();
  const failed = useFailedJobs();
  const retry = useRetryJob();
  const navigate = useNavigate();
  const count = failed.data?.length ?? 0;
  return (
    <Section title={`${t`Failed jobs`}${count > 0 ? ` ${number(count)}` : ''}`}>
      <Card>
        <Part asked={failed}>
          {(rows) =>
            rows.length === 0 ? (
              <p className={styles.none}>{t`No job failed`}</p>
            ) : (
              <Table label={t`Failed jobs`} head={[t`Job`, t`Dataset`, t`Why`, t`When`, '']}>
                {rows.map((job) => (
                  <tr key={job.id}>
                    <td>{t(kindOf(job).thing)}</td>
                    <td>
                      {job.dataset && (
                        <Link to={`/datasets/${job.dataset.id}`}>{job.dataset.name}</Link>
                      )}
                    </td>
                    <Quiet>{job.error && explainFailure(job.error, t)}</Quiet>
                    <Quiet figure>{ago(new Date(job.finished ?? job.created))}</Quiet>
                    <td>
                      <span className={styles.buttons}>
                        {(job.report.rows?.length ?? 0) > 0 && (
                          <Button
                            icon={FileText}
                            onClick={() => void navigate(`/jobs?job=${job.id}`)}
                          >{t`Report`}</Button>
                        )}
                        <Button
                          icon={RotateCcw}
                          onClick={() =>
                            retry.mutate(job.id, {
                              onSuccess: () => toast({ title: t`The job is repeated` }),
                              onError: (error) =>
                                toast({ title: describe(error, i18n), tone: 'error' }),
                            })
                          }
                        >{t`Repeat`}</Button>
                      </span>
                    </td>
                  </tr>
                ))}
              </Table>
            )
          }
        </Part>
      </Card>
    </Section>
  );
}
