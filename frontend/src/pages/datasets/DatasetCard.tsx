import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Ellipsis, ImagePlus, PencilLine, Trash2 } from 'lucide-react';
import { Link } from 'react-router';
import { pictureUrl } from '../../api/client.ts';
import { isActive } from '../../api/hooks.ts';
import type { Dataset, Job } from '../../api/types.ts';
import { kindOf, shareOf } from '../../app/jobs.ts';
import { ago, number, percent } from '../../format/index.ts';
import { Avatars } from '../../ui/Avatar.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { StateBar } from '../../ui/StateBar.tsx';
import styles from './DatasetCard.module.css';
import { partsOf, useStateWords } from './parts.ts';

interface CardProps {
  dataset: Dataset;
  jobs: readonly Job[];
  onRename: () => void;
  onDelete: () => void;
  /** Removes it at once: only for the demo, which can be made again. */
  onRemove: () => void;
}

/** A dataset at a glance: four of its photos, who works on it, how far it is. The whole card leads into it. */
export function DatasetCard({ dataset, jobs, onRename, onDelete, onRemove }: CardProps) {
  const { t } = useLingui();
  const { name, counts, members } = dataset;
  const job = jobs.find(
    (j) => isActive(j) && j.dataset?.id === dataset.id && !j.dry_run && j.kind !== 'export',
  );
  const total = number(counts.total);
  const demo = dataset.settings.demo === true;
  const admin = dataset.role === 'admin';
  return (
    <li className={styles.card}>
      <Cover dataset={dataset} />
      <div className={styles.text}>
        <div className={styles.row}>
          <h2 className={styles.name}>
            <Link to={`/datasets/${dataset.id}`} className={styles.link}>
              {name}
            </Link>
          </h2>
          {demo && <Badge>{t`Demo`}</Badge>}
          <Avatars names={members.map((m) => m.name || m.username)} />
          {admin && (
            <Menu
              trigger={
                <button type="button" className={styles.more} aria-label={t`More for ${name}`}>
                  <Icon of={Ellipsis} />
                </button>
              }
            >
              <MenuItem icon={PencilLine} onClick={onRename}>{t`Rename`}</MenuItem>
              {demo ? (
                <MenuItem icon={Trash2} danger onClick={onRemove}>
                  {t`${plural({ n: counts.total }, { one: `Remove the demo, ${total} image`, other: `Remove the demo, ${total} images` })}`}
                </MenuItem>
              ) : (
                <MenuItem icon={Trash2} danger onClick={onDelete}>{t`Delete dataset`}</MenuItem>
              )}
            </Menu>
          )}
        </div>
        <div className={styles.row}>
          <span
            className={styles.quiet}
          >{t`${plural({ n: counts.total }, { one: `${total} image`, other: `${total} images` })}`}</span>
          <span className={styles.when}>
            {job ? <Working job={job} /> : t`Changed ${{ when: ago(new Date(dataset.changed)) }}`}
          </span>
        </div>
        {job ? <Importing job={job} /> : <Standing counts={counts} />}
      </div>
    </li>
  );
}

function Cover({ dataset }: { dataset: Dataset }) {
  if (dataset.cover.length === 0) {
    return (
      <div className={styles.cover} data-empty>
        <Icon of={ImagePlus} size={24} />
      </div>
    );
  }
  return (
    <div className={styles.cover}>
      {dataset.cover.map((image) => (
        <img
          key={image.id}
          src={pictureUrl(image, 'thumb', 256)}
          alt=""
          loading="lazy"
          decoding="async"
          className={styles.photo}
        />
      ))}
    </div>
  );
}

function Working({ job }: { job: Job }) {
  const { t } = useLingui();
  const share = shareOf(job);
  const doing =
    job.state === 'queued' ? t`${{ thing: t(kindOf(job).thing) }} waits` : t(kindOf(job).doing);
  return <>{share === null ? doing : t`${doing}, ${{ share: percent(share) }}`}</>;
}

function Importing({ job }: { job: Job }) {
  const { t } = useLingui();
  return (
    <>
      <Progress value={shareOf(job)} label={t(kindOf(job).doing)} />
      <p className={styles.figures}>
        {job.total > 0
          ? t`${{ done: number(job.done) }} of ${{ total: number(job.total) }}`
          : t`Counting`}
      </p>
    </>
  );
}

function Standing({ counts }: { counts: Dataset['counts'] }) {
  const { t } = useLingui();
  const words = useStateWords();
  const parts = partsOf(counts);
  const said = parts.filter((p) => p.count > 0).map((p) => `${words[p.key]} ${number(p.count)}`);
  const share = percent(counts.total ? counts.accepted / counts.total : 0);
  return (
    <>
      <StateBar parts={parts} label={counts.total ? said.join(', ') : t`No images yet`} />
      <p className={styles.figures}>
        {counts.total === 0 ? (
          t`No images yet`
        ) : (
          <>
            <span>
              <Trans>
                <b>{share}</b> accepted
              </Trans>
            </span>
            {counts.submitted > 0 && (
              <span>{t`${{ count: number(counts.submitted) }} to review`}</span>
            )}
            {counts.rejected > 0 && (
              <span
                className={styles.rejected}
              >{t`${{ count: number(counts.rejected) }} rejected`}</span>
            )}
            {counts.submitted + counts.rejected === 0 && counts.in_progress > 0 && (
              <span>{t`${{ count: number(counts.in_progress) }} in progress`}</span>
            )}
          </>
        )}
      </p>
    </>
  );
}
