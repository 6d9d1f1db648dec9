import { msg } from '@lingui/core/macro';
import type { MessageDescriptor } from '@lingui/core';
import { MASK_COLOURS } from '../engine/colour.ts';

const NAMES: Readonly<Record<(typeof MASK_COLOURS)[number], MessageDescriptor>> = {
  [MASK_COLOURS[0]]: msg`Azure`,
  [MASK_COLOURS[1]]: msg`Magenta`,
  [MASK_COLOURS[2]]: msg`Amber`,
  [MASK_COLOURS[3]]: msg`Violet`,
  [MASK_COLOURS[4]]: msg`Teal`,
};

/** What a mask may be painted with, as a menu offers it. */
export const MASK_COLOUR_CHOICES: readonly { value: string; name: MessageDescriptor }[] =
  MASK_COLOURS.map((value) => ({ value, name: NAMES[value] }));
