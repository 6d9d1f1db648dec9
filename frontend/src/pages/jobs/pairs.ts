import type { ReportRow } from '../../api/types.ts';

/** The rows of a report with masks that were simply taken in the row of their picture; those with a doubt keep their own. */
export function paired(rows: readonly ReportRow[]): readonly ReportRow[] {
  const named = new Set(rows.map(({ mask }) => mask));
  return rows.filter(
    ({ file, status, width }) => status !== 'ok' || width !== undefined || !named.has(file),
  );
}
