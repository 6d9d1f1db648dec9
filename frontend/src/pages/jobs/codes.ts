import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ReportRow } from '../../api/types.ts';

/** Reasons of a report in the reader's language. What is not listed is shown as the server wrote it. */
const CODES: Record<string, MessageDescriptor> = {
};

/** Why a row of a report ended as it did. */
export function explain(row: ReportRow, t: (message: MessageDescriptor) => string): string {
  const known = CODES[row.code];
  return known ? t(known) : row.message;
}
