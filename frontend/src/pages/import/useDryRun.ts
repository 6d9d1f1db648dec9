import { useCallback, useEffect, useState } from 'react';
import { api, upload } from '../../api/client.ts';
import { isActive, useJob } from '../../api/hooks.ts';
import type { Job } from '../../api/types.ts';
import { packed } from './files.ts';

export type Phase = 'packing' | 'sending' | 'checking' | 'checked' | 'failed';

interface Sent {
  phase: 'packing' | 'sending' | 'sent' | 'failed';
  /** 0 to 1 while sending. */
  share: number;
  file: File | undefined;
  job: number | undefined;
  error: unknown;
}

const START: Sent = {
  phase: 'packing',
  share: 0,
  file: undefined,
  job: undefined,
  error: undefined,
};

/** Sends files to be checked: nothing is written, the report says what an import would do. Leaving cancels it. */
export function useDryRun(dataset: number, files: readonly File[]) {
  const [sent, setSent] = useState<Sent>(START);
  const job = useJob(sent.job);
  useEffect(() => {
    if (files.length === 0) return;
    const stop = new AbortController();
    let running: number | undefined;
    const send = async (): Promise<void> => {
      setSent(START);
      const file = await packed(files);
      if (stop.signal.aborted) return;
      setSent((s) => ({ ...s, phase: 'sending', file }));
      const started = await upload<Job>(
        `datasets/${dataset}/imports`,
        form(file, { dry_run: 'true' }),
        (share) => setSent((s) => ({ ...s, share })),
        stop.signal,
      );
      running = started.id;
      setSent((s) => ({ ...s, phase: 'sent', share: 1, job: started.id }));
    };
    send().catch((error: unknown) => {
      if (!stop.signal.aborted) setSent((s) => ({ ...s, phase: 'failed', error }));
    });
    return () => {
      stop.abort();
      // A check nobody waits for any more would only keep the queue busy; when it is over already, nothing happens.
      if (running !== undefined) void api.del(`jobs/${running}`).catch(() => undefined);
    };
  }, [dataset, files]);

  const phase: Phase =
    sent.phase !== 'sent'
      ? sent.phase
      : job.error || job.data?.state === 'failed'
        ? 'failed'
        : job.data && !isActive(job.data)
          ? 'checked'
          : 'checking';
  return {
    phase,
    share: sent.share,
    file: sent.file,
    job: job.data,
    error: sent.error ?? job.error,
  };
}

export function form(file: File, fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  data.set('file', file, file.name);
  return data;
}

/** Sends the file to be imported for good; resolves with its job as soon as the server has it. */
export function useImport(dataset: number) {
  const [share, setShare] = useState<number | null>(null);
  const start = useCallback(
    async (file: File, replace: boolean): Promise<Job> => {
      setShare(0);
      try {
        return await upload<Job>(
          `datasets/${dataset}/imports`,
          form(file, replace ? { replace: 'true' } : {}),
          setShare,
          new AbortController().signal,
        );
      } finally {
        setShare(null);
      }
    },
    [dataset],
  );
  return { share, start };
}
