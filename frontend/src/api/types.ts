/** States of an image, in the order in which work passes through them. */
export const STATES = ['new', 'in_progress', 'submitted', 'rejected', 'accepted'] as const;
export type ImageState = (typeof STATES)[number];

export interface Page<Item> {
  results: Item[];
  next: string | null;
  previous: string | null;
}

export interface Person {
  id: number;
  username: string;
  name: string;
}

export interface Me extends Person {
  is_admin: boolean;
  preferences: Record<string, unknown>;
  version: string;
}

export type Role = 'viewer' | 'annotator' | 'reviewer' | 'admin';

export interface Dataset {
  id: number;
  name: string;
  labels: string[];
  settings: Record<string, unknown>;
  role: Role;
  created: string;
  changed: string;
  counts: Record<ImageState, number> & { total: number };
  /** How many of them have a mask. */
  masked: Record<ImageState, number> & { total: number };
  /** The first pictures, up to four. */
  cover: { id: number; revision: number }[];
  members: Person[];
}

export interface ImageItem {
  id: number;
  key: string;
  width: number;
  height: number;
  state: ImageState;
  revision: number;
  score: number | null;
  reasons: { code: string; value?: number }[];
  has_mask: boolean;
  flagged: boolean;
  skipped: boolean;
  changed: string;
}

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

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

export interface Job {
  id: number;
  kind: string;
  state: JobState;
  done: number;
  total: number;
  report: {
    rows?: ReportRow[];
    images?: number;
    masks?: number;
    files?: number;
    bytes?: number;
    error?: number;
    warning?: number;
  };
  error: { code: string; message: string } | null;
  dataset: { id: number; name: string } | null;
  dry_run: boolean;
  created: string;
  finished: string | null;
}
