import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

/** Acts as people read them; those that are new to this page show by their name. */
export const ACTS: Record<string, MessageDescriptor> = {
  'user.create': msg`made an account`,
  'user.change': msg`changed an account`,
  'user.password': msg`changed their password`,
  'user.delete': msg`deleted an account`,
  'session.start': msg`signed in`,
  'session.end': msg`ended a session`,
  'token.create': msg`made a token`,
  'token.withdraw': msg`withdrew a token`,
  'dataset.create': msg`made a dataset`,
  'dataset.change': msg`changed a dataset`,
  'dataset.remove': msg`deleted a dataset`,
  'member.add': msg`added a member`,
  'member.role': msg`changed a role`,
  'member.remove': msg`removed a member`,
  'image.state': msg`moved an image`,
  'image.mark': msg`marked an image`,
  'image.trash': msg`put an image in the trash`,
  'image.restore': msg`restored an image`,
  'image.purge': msg`deleted an image for good`,
  'mask.create': msg`made an object`,
  'mask.change': msg`changed an object`,
  'mask.remove': msg`removed an object`,
  'job.import': msg`started an import`,
  'job.export': msg`started an export`,
  'job.score': msg`started scoring`,
  'job.demo': msg`made the demo`,
  'job.retry': msg`repeated a job`,
};
