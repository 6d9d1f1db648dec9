import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** What each queue's workers do. */
export const QUEUES: Record<string, MessageDescriptor> = {
  clicks: msg`Clicks`,
  score: msg`Scores of new masks`,
  io: msg`Imports, exports, thumbnails`,
  batch: msg`Bulk work`,
};

/** What the server looks at to say that it is well. */
export const CHECKS: Record<string, MessageDescriptor> = {
  database: msg`Database`,
  storage: msg`Storage`,
  broker: msg`Messages between processes`,
  model: msg`Model`,
};

/** What the disk holds, in the order of the table. */
export const PARTS: readonly (readonly [string, MessageDescriptor])[] = [
  ['blobs', msg`Pictures and masks`],
  ['thumbs', msg`Thumbnails`],
  ['exports', msg`Exports`],
  ['uploads', msg`Uploads`],
  ['backups', msg`Backups`],
  ['database', msg`Database`],
];
