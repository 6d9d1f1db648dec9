import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import { MASK_COLOURS } from '../engine/colour.ts';

const NAMES: readonly MessageDescriptor[] = [
  msg`Azure`,
  msg`Magenta`,
  msg`Amber`,
  msg`Violet`,
  msg`Teal`,
];

/** What a mask may be painted with, as a menu offers it. */
export const MASK_COLOUR_CHOICES: readonly { value: string; name: MessageDescriptor }[] =
  MASK_COLOURS.map((value, index) => ({ value, name: NAMES[index]! }));
