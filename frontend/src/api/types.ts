import type { components } from './schema.ts';

// Names for the contract's shapes. They are generated from the server's own description (`npm run schema`);
// only what that leaves open, such as the content of a report, is written here.
type Schemas = components['schemas'];

export type ImageState = Schemas['ImageState'];
export type Dataset = Schemas['Dataset'];
export type ImageItem = Schemas['Image'];
export type JobState = Schemas['JobState'];
export type Me = Schemas['Me'];
export type Model = Schemas['Network'];

/** States of an image, in the order in which work passes through them. */
export const STATES = [
  'new',
  'in_progress',
  'submitted',
  'rejected',
  'accepted',
] as const satisfies readonly ImageState[];

export interface Page<Item> {
  results: Item[];
  next: string | null;
  previous: string | null;
}

export interface ReportRow {
  file: string;
  status: 'ok' | 'warning' | 'error' | 'skipped';
  code: string;
  message: string;
  /** The mask file paired with a picture. */
  mask?: string;
  /** Size of a picture; masks have none. */
  width?: number;
  height?: number;
}

/** What jobs report: rows and counts of an import, an export or a scoring. */
export interface Report {
  rows?: ReportRow[];
  images?: number;
  masks?: number;
  files?: number;
  bytes?: number;
  scored?: number;
  /** Masks that got no score. */
  unscorable?: number;
  error?: number;
  warning?: number;
}

export type Job = Omit<Schemas['Job'], 'report'> & { report: Report };
