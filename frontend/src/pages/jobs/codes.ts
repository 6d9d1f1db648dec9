import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ReportRow } from '../../api/types.ts';

/** Reasons of a report in the reader's language. What is not listed is shown as the server wrote it. */
const CODES: Record<string, MessageDescriptor> = {
  mask_scaled: msg`Scaled to the size of its picture`,
  mask_size: msg`Another aspect than its picture`,
  mask_united: msg`Its regions were united into one object`,
  picture_guessed: msg`Colours were converted to 8-bit sRGB`,
  same_picture: msg`Already in the dataset`,
  same_mask: msg`Already in the dataset`,
  in_trash: msg`In the dataset's trash: restore it there`,
  work_kept: msg`Somebody worked on this mask; it was kept`,
  key_taken: msg`The dataset has another picture of this name`,
  empty_file: msg`The file is empty (0 bytes)`,
  not_a_picture: msg`Not a picture that can be read`,
  format_not_supported: msg`A picture format that is not taken`,
  picture_broken: msg`The picture is damaged or cut short`,
  picture_too_large: msg`More than 150 megapixels`,
  picture_multipage: msg`More than one page or frame`,
  image_refused: msg`Its picture was not taken`,
  ambiguous_key: msg`Several files of the same name; none was taken`,
  mask_without_image: msg`No picture has this mask's name`,
  mask_coloured: msg`A mask is black and white; this picture has colours`,
  mask_empty: msg`The mask marks nothing; the picture was taken without it`,
  mask_turned: msg`Turned upright like its picture`,
  zip_entry_broken: msg`This file is damaged in the zip`,
  zip_broken: msg`The zip is damaged or cut short`,
};

/** Why a row of a report ended as it did. */
export function explain(row: ReportRow, t: (message: MessageDescriptor) => string): string {
  if (row.code === 'imported') {
    if (row.width === undefined) return t(msg`Pre-label`);
    return row.mask === undefined ? t(msg`New image`) : t(msg`New image with pre-label`);
  }
  const known = CODES[row.code];
  return known ? t(known) : row.message;
}
