import type { Bitmap } from './bitmap.ts';
import type { Link } from './channel.ts';
import type { Conflict } from './conflict.ts';
import type { Flash } from './flash.ts';
import { NO_HISTORY, type History, type Mark } from './history.ts';
import type { Rect } from './rect.ts';
import type { MaskChange, MaskInfo, Person, Problem, Revision, Scribble } from './wire.ts';

/** What the session asks of the server besides the live connection. All reject with a `Problem` on refusal. */
export interface SessionServer {
  masks(image: number): Promise<readonly MaskInfo[]>;
  /** An empty label takes the dataset's first one. */
  createMask(image: number, label: string): Promise<MaskInfo>;
  changeMask(mask: number, change: MaskChange): Promise<unknown>;
  removeMask(mask: number): Promise<unknown>;
  head(mask: number, width: number, height: number): Promise<{ version: number; bitmap: Bitmap }>;
  revisions(mask: number): Promise<readonly Revision[]>;
  restore(mask: number, base: number, opId: string, revision: number): Promise<unknown>;
  /** Another object with what the mask was after a revision; 0: empty. */
  copy(mask: number, revision: number): Promise<MaskInfo>;
}

export interface SessionImage {
  readonly id: number;
  readonly width: number;
  readonly height: number;
  /** Chosen for labels, for everybody who works on the dataset. */
  readonly colours?: Readonly<Record<string, string>>;
}

/** One object, for lists and panels. */
export interface ObjectState {
  readonly key: string;
  readonly id: number | null;
  readonly label: string;
  readonly hidden: boolean;
  readonly locked: boolean;
  readonly area: number;
  readonly version: number;
  readonly steps: number;
  readonly clicks: number;
  /** It began as a pre-label. */
  readonly imported: boolean;
  readonly protected: boolean;
}

export interface SessionState {
  readonly loaded: boolean;
  readonly objects: readonly ObjectState[];
  /** Key of the object that tools work on. */
  readonly current: string;
  /** Of the current object, with what is still on its way. */
  readonly history: History;
  readonly marks: readonly Mark[];
  /** Scribbles of the current object that are being answered. */
  readonly scribbles: readonly Scribble[];
  /** op_ids that the server has not confirmed. */
  readonly unsent: ReadonlySet<string>;
  /** A click is being answered. */
  readonly working: boolean;
  readonly offer: { readonly chosen: number; readonly count: number } | null;
  readonly link: Link;
  readonly retryAt: number | null;
  readonly savedAt: number | null;
  readonly trouble: Problem | null;
  /** What was done here meets another person's work; nothing is sent before the user has chosen. */
  readonly conflict: Conflict | null;
  /** Somebody else is editing. */
  readonly holder: Person | null;
  /** Somebody asks for the image that we hold. */
  readonly asker: Person | null;
  /** The user may look and not change anything. */
  readonly readOnly: boolean;
  /** Where the image is in the work since the last answer; null before one. */
  readonly imageState: string | null;
  /** Milliseconds from the last click to its answer. */
  readonly latency: number | null;
}

export const AT_FIRST: SessionState = {
  loaded: false,
  objects: [],
  current: '',
  history: NO_HISTORY,
  marks: [],
  scribbles: [],
  unsent: new Set(),
  working: false,
  offer: null,
  link: 'connecting',
  retryAt: null,
  savedAt: null,
  trouble: null,
  conflict: null,
  holder: null,
  asker: null,
  readOnly: false,
  imageState: null,
  latency: null,
};

/** What all that was pointed at is already, as it was asked to be. */
export type Already = 'object' | 'background';

export interface SessionEvents {
  /** Pixels of an object's mask look different. */
  painted(key: string, rect: Rect): void;
  /** A click was answered. */
  flash(flash: Flash): void;
  /** A click was answered and changed nothing; `already`: why, where the mask tells. */
  unchanged(already: Already | null): void;
  /** An operation was refused and is gone, or could not be begun. */
  refused(problem: Problem, kind: string): void;
}
