import { useLingui } from '@lingui/react/macro';
import type { Dataset, ImageState } from '../../api/types.ts';
import type { Part } from '../../ui/StateBar.tsx';

/** The states of a dataset's images as parts of its bar, from done to untouched. */
export function partsOf(counts: Dataset['counts']): (Part & { key: ImageState })[] {
  return [
    { key: 'accepted', tone: 'ok', count: counts.accepted },
    { key: 'submitted', tone: 'review', count: counts.submitted },
    { key: 'rejected', tone: 'bad', count: counts.rejected },
    { key: 'in_progress', tone: 'acc', count: counts.in_progress },
    { key: 'new', tone: 'rest', count: counts.new },
  ];
}

/** The states by the names people know them by. */
export function useStateWords(): Record<ImageState, string> {
  const { t } = useLingui();
  return {
    accepted: t`Accepted`,
    submitted: t`To review`,
    rejected: t`Rejected`,
    in_progress: t`In progress`,
    new: t`New`,
  };
}
