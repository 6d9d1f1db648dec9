import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** What a token may at most, in words. The role of its person is the other limit. */
export const SCOPES: Record<string, { name: MessageDescriptor; may: MessageDescriptor }> = {
  read: { name: msg`Read`, may: msg`Looks, changes nothing` },
  annotate: { name: msg`Annotate`, may: msg`Also makes and changes masks` },
  review: { name: msg`Review`, may: msg`Also accepts and rejects` },
  import: { name: msg`Import`, may: msg`Looks, brings images and masks in` },
  export: { name: msg`Export`, may: msg`Looks, takes masks out` },
  manage: { name: msg`Manage`, may: msg`Looks, manages members and labels` },
  all: { name: msg`Everything`, may: msg`All that you may` },
};
