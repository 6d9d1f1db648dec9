import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import type { Job, JobState } from '../api/types.ts';

/** What a job does, as a thing and while it does it. Kinds that are new to this page show as a plain job. */
export const KINDS: Record<string, { thing: MessageDescriptor; doing: MessageDescriptor }> = {
  import: { thing: msg`Import`, doing: msg`Importing` },
  export: { thing: msg`Export`, doing: msg`Exporting` },
  demo: { thing: msg`Demo pictures`, doing: msg`Making the demo` },
  thumbnails: { thing: msg`Thumbnails`, doing: msg`Making thumbnails` },
  score: { thing: msg`Scores`, doing: msg`Scoring` },
  delete: { thing: msg`Deletion`, doing: msg`Deleting` },
  collect: { thing: msg`Tidying up`, doing: msg`Tidying up` },
};

export function kindOf(job: Job): { thing: MessageDescriptor; doing: MessageDescriptor } {
  return KINDS[job.kind] ?? { thing: msg`Job`, doing: msg`Working` };
}

export const STATE_WORDS: Record<JobState, MessageDescriptor> = {
  queued: msg`Waiting`,
  running: msg`Running`,
  done: msg`Done`,
  failed: msg`Failed`,
  cancelled: msg`Cancelled`,
};

/** How far a job is, 0 to 1; null while it does not know how much there is. */
export function shareOf(job: Job): number | null {
  if (job.state === 'done') return 1;
  return job.total > 0 ? job.done / job.total : null;
}

/** Rows of a report that people have to know of. */
export function problemsOf(job: Job): { errors: number; warnings: number } {
  return { errors: job.report.error ?? 0, warnings: job.report.warning ?? 0 };
}
