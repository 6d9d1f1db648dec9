import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { ReportRow } from '../../api/types.ts';

/** Reasons of reports and of failed jobs in the reader's language. What is not listed is shown as the server wrote it. */
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
  picture_multipage: msg`More than one page`,
  picture_animated: msg`More than one frame`,
  picture_mode: msg`A kind of pixels that is not taken`,
  picture_unreadable: msg`Its picture cannot be read`,
  image_refused: msg`Its picture was not taken`,
  ambiguous_key: msg`Several files of the same name; none was taken`,
  ambiguous_mask: msg`Several files for the same object; none was taken`,
  duplicate_name: msg`The zip holds this name more than once`,
  unsafe_name: msg`A name that cannot be kept`,
  link: msg`Links are not followed`,
  file_too_large: msg`Over 300 MB`,
  file_unreadable: msg`The file cannot be read`,
  nested_archive: msg`An archive inside another is not opened; unpack it first`,
  manifest_missing: msg`The manifest names a file that is not there`,
  manifest_line: msg`This line names no picture`,
  manifest_foreign: msg`A manifest that names no pictures; not used`,
  manifest_broken: msg`This manifest cannot be read`,
  manifest_too_large: msg`Over 64 MB; not read`,
  mask_without_image: msg`No picture has this mask's name`,
  mask_letter_case: msg`Several pictures have its name but for upper and lower case`,
  unknown_label: msg`The dataset has no such label`,
  mask_coloured: msg`A mask is black and white; this picture has colours`,
  mask_values: msg`Its values are neither 0 and 1 nor above 127`,
  mask_broken: msg`The mask is damaged or cut short`,
  mask_not_png: msg`The mask is damaged or cut short`,
  mask_shape: msg`The mask is damaged or cut short`,
  mask_too_large: msg`More than 150 megapixels`,
  mask_empty: msg`The mask marks nothing; the picture was taken without it`,
  mask_turned: msg`Turned upright like its picture`,
  zip_entry_broken: msg`This file is damaged in the zip`,
  zip_encrypted: msg`Locked with a password`,
  zip_ratio: msg`Packed as tightly as only bombs are`,
  zip_broken: msg`The zip is damaged or cut short`,
  zip_too_large: msg`The zip holds more than 200 GB`,
  too_many_files: msg`More than 200,000 files at once`,
  not_a_zip: msg`Neither a zip nor a picture; RAR, 7z and tar are not read`,
  not_a_folder: msg`Not a folder that can be read`,
  no_dataset: msg`Its dataset is gone`,
  not_written: msg`The zip could not be written`,
  format_unknown: msg`A format that is not known`,
  model_missing: msg`The files of the model are missing on the server`,
  model_changed: msg`The files of the model on the server are damaged`,
  model_unknown: msg`The server has no such model`,
  no_user: msg`The demo needs somebody to belong to`,
  unknown_job: msg`The server cannot run jobs of this kind`,
  broker_unreachable: msg`The queue could not be reached`,
  lost: msg`The process that did this ended; it can be repeated`,
  internal: msg`The server made an error. The details are in its log.`,
};

/** Why a job failed. */
export function explainFailure(
  error: { code: string; message: string },
  t: (message: MessageDescriptor) => string,
): string {
  const known = CODES[error.code];
  return known ? t(known) : error.message;
}

/** Why a row of a report ended as it did. */
export function explain(row: ReportRow, t: (message: MessageDescriptor) => string): string {
  if (row.code === 'imported') {
    if (row.width === undefined) return t(msg`Pre-label`);
    return row.mask === undefined ? t(msg`New image`) : t(msg`New image with pre-label`);
  }
  return explainFailure(row, t);
}
