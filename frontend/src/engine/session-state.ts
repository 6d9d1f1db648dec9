import type { Bitmap } from './bitmap.ts';
import type { Link } from './channel.ts';
import type { Flash } from './flash.ts';
import { NO_HISTORY, type History, type Mark } from './history.ts';
import type { Rect } from './rect.ts';
import type { MaskInfo, Person, Problem, Revision } from './wire.ts';

/** What the session asks of the server besides the live connection. All reject with a `Problem` on refusal. */
export interface SessionServer {
  masks(image: number): Promise<readonly MaskInfo[]>;
  createMask(image: number): Promise<MaskInfo>;
  head(mask: number, width: number, height: number): Promise<{ version: number; bitmap: Bitmap }>;
  revisions(mask: number): Promise<readonly Revision[]>;
  restore(mask: number, base: number, opId: string, revision: number): Promise<unknown>;
}

export interface SessionImage {
  readonly id: number;
  readonly width: number;
  readonly height: number;
}

/** One object, for lists and panels. */
export interface ObjectState {
  readonly key: number;
  readonly id: number | null;
  readonly label: string;
  readonly area: number;
  readonly clicks: number;
  /** It began as a pre-label. */
  readonly imported: boolean;
  readonly protected: boolean;
}

export interface SessionState {
  readonly loaded: boolean;
  readonly objects: readonly ObjectState[];
  readonly current: number;
  /** Of the current object, with what is still on its way. */
  readonly history: History;
  readonly marks: readonly Mark[];
  /** op_ids that the server has not confirmed. */
  readonly unsent: ReadonlySet<string>;
  /** A click is being answered. */
  readonly working: boolean;
  readonly offer: { readonly chosen: number; readonly count: number } | null;
  readonly link: Link;
  readonly retryAt: number | null;
  readonly savedAt: number | null;
  readonly trouble: Problem | null;
  /** Somebody else is editing. */
  readonly holder: Person | null;
  /** Where the image is in the work since the last answer; null before one. */
  readonly imageState: string | null;
  /** Milliseconds from the last click to its answer. */
  readonly latency: number | null;
}

export const AT_FIRST: SessionState = {
  loaded: false,
  objects: [],
  current: 0,
  history: NO_HISTORY,
  marks: [],
  unsent: new Set(),
  working: false,
  offer: null,
  link: 'connecting',
  retryAt: null,
  savedAt: null,
  trouble: null,
  holder: null,
  imageState: null,
  latency: null,
};

export interface SessionEvents {
  /** Pixels of an object's mask look different. */
  painted(key: number, rect: Rect): void;
  /** A click was answered; null: nothing changed. */
  flash(flash: Flash | null): void;
  /** An operation was refused and is gone. */
  refused(problem: Problem, kind: string): void;
}
