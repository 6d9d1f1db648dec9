import type { I18n } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { ApiError } from '../api/client.ts';

/** There is such an image, but nothing that can be shown of it. */
export const UNREADABLE = 'unreadable_picture';

/** An error in words for people; the server's own sentence where it gave one. */
export function describe(error: unknown, i18n: I18n): string {
  if (!(error instanceof ApiError))
    return i18n._(msg`Something in this page failed. Loading it again may help.`);
  if (error.code === 'network')
    return i18n._(msg`The server cannot be reached. Nothing you saved is lost.`);
  if (error.code === UNREADABLE) return i18n._(msg`Its file is missing on the server or damaged.`);
  if (error.status === 404)
    return i18n._(msg`There is nothing here, or it is not shared with you.`);
  if (error.status === 403)
    return i18n._(
      msg`Your role does not allow this. An administrator of the dataset can change it.`,
    );
  if (error.status >= 500)
    return i18n._(msg`The server failed to answer. The details are in its log.`);
  return error.message;
}

/** What the server says about one field of a form; undefined when it says nothing of it. */
export function fieldError(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return error.problem.errors?.[field]?.join(' ');
}
