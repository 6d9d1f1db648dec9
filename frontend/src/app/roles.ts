import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { Role } from '../api/people.ts';

/** Roles as people read them, and what each may do. */
export const ROLE_WORDS: Record<Role, { name: MessageDescriptor; may: MessageDescriptor }> = {
  viewer: { name: msg`Viewer`, may: msg`Looks at images and masks` },
  annotator: { name: msg`Annotator`, may: msg`Also makes and changes masks, submits` },
  reviewer: { name: msg`Reviewer`, may: msg`Also accepts, rejects, reopens, exports` },
  admin: { name: msg`Admin`, may: msg`Also imports, deletes, manages members and labels` },
};
