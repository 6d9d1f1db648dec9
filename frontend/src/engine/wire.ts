import type { Cleanup } from './cleanup.ts';

/** What travels between the editor and the server: the live protocol's messages and the lists that go with them. */

export interface PointMessage {
  readonly x: number;
  readonly y: number;
  readonly positive: boolean;
}

export type Mode = 'auto' | 'progressive' | 'whole';

/** Places along a stroke or around an area, in image pixels. */
export type Places = readonly (readonly [x: number, y: number])[];

/** What the user did, without the parts that the client adds when it is sent. */
export type Interaction =
  | (PointMessage & {
      readonly kind: 'click';
      readonly mode: Mode;
      readonly more?: readonly PointMessage[];
    })
  | { readonly kind: 'unclick'; readonly target: string }
  | { readonly kind: 'box'; readonly box: Box }
  | {
      readonly kind: 'scribble';
      readonly points: Places;
      readonly radius: number;
      readonly positive: boolean;
      /** Screen pixels per pixel of the fitted picture, at least 1: who looks closely means a small area. */
      readonly zoom: number;
    }
  | {
      readonly kind: 'brush';
      readonly points: Places;
      readonly radius: number;
      readonly shape: 'round' | 'square';
      readonly positive: boolean;
    }
  | { readonly kind: 'polygon' | 'lasso'; readonly points: Places; readonly positive: boolean }
  | {
      readonly kind: 'superpixel';
      /** How many cells the map was asked to have. */
      readonly cells: number;
      readonly ids: readonly number[];
      readonly positive: boolean;
    }
  | {
      readonly kind: 'wand';
      readonly x: number;
      readonly y: number;
      readonly tolerance: number;
      readonly positive: boolean;
    }
  | { readonly kind: 'cleanup'; readonly action: Cleanup; readonly amount: number }
  | { readonly kind: 'choose'; readonly alternative: number }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' };

/** Painted by hand: its outcome needs no model, so the page shows it at once. */
export type HandWork = Extract<
  Interaction,
  { readonly kind: 'brush' | 'polygon' | 'lasso' | 'superpixel' | 'wand' }
>;
export type Scribble = Extract<Interaction, { readonly kind: 'scribble' }>;

export type Sent = Interaction & {
  readonly op_id: string;
  readonly mask: number;
  readonly base: number;
};

export type Box = readonly [x: number, y: number, width: number, height: number];

export interface AnswerMessage {
  readonly type: 'answer';
  readonly op_id: string;
  readonly mask?: number;
  readonly version: number;
  readonly bbox: Box;
  readonly changed: number;
  readonly score: number | null;
  readonly protected?: boolean;
  /** Where the image is in the work after this. */
  readonly state?: string;
  /** What else a first click may mean, the one that was taken first; for a click that was answered before. */
  readonly alternatives?: Alternatives;
}

type Alternatives = readonly { readonly bbox: Box; readonly patch: string }[];

/** What else the first click may mean that made this version. */
export interface OfferMessage {
  readonly type: 'offer';
  readonly op_id: string;
  readonly mask: number;
  readonly version: number;
  readonly alternatives: Alternatives;
}

/** What would a click change? */
export type PreviewRequest = PointMessage & {
  readonly type: 'preview';
  readonly op_id: string;
  /** null: the object has no mask yet. */
  readonly mask: number | null;
  readonly base: number;
  readonly mode: Mode;
};

export interface PreviewMessage {
  readonly type: 'preview';
  readonly op_id: string;
  readonly mask: number | null;
  readonly version: number;
  readonly bbox: Box;
  readonly changed: number;
}

export interface Problem {
  readonly code: string;
  readonly status?: number;
  readonly title?: string;
  readonly detail?: string;
  readonly retry_after?: number;
  readonly holder?: Person | null;
}

export type ErrorMessage = Problem & { readonly type: 'error'; readonly op_id?: string | null };

/** Somebody (perhaps this page, perhaps another one) changed a mask of the image. */
export interface RevisionMessage {
  readonly type: 'revision';
  readonly mask: number;
  readonly version: number;
  readonly op_id?: string | null;
}

export interface Person {
  readonly id: number;
  readonly username: string;
  readonly name?: string;
}

/** Who works on the image, and who asks to. */
export interface Holder extends Person {
  readonly asker?: (Person & { readonly refused?: boolean }) | null;
}

export interface LeaseMessage {
  readonly type: 'lease';
  readonly holder: Holder | null;
}

/** A fault of a mask: its name, a number, and the box [x, y, width, height] in image pixels where it is. */
export interface Fault {
  readonly name: string;
  readonly amount: number;
  readonly box: Box;
}

/** A revision of a mask was judged; null: it cannot be. */
export interface ScoreMessage {
  readonly type: 'score';
  readonly mask: number;
  readonly version: number;
  readonly score: number | null;
  readonly boundary_score: number | null;
  /** The chance that the mask needs an edit. */
  readonly edit: number | null;
  readonly reasons: readonly Fault[];
}

export type ServerMessage =
  | AnswerMessage
  | OfferMessage
  | PreviewMessage
  | ErrorMessage
  | RevisionMessage
  | LeaseMessage
  | ScoreMessage
  | { readonly type: 'job' | 'pong' };

export interface MaskInfo {
  readonly id: number;
  readonly label: string;
  readonly version: number;
  readonly protected?: boolean;
  readonly hidden?: boolean;
  readonly locked?: boolean;
  /** Its place in the list, from the top. */
  readonly order?: number;
  readonly score?: number | null;
  readonly edit?: number | null;
  readonly reasons?: readonly Fault[];
}

/** What may be changed of a mask beside its pixels. */
export type MaskChange = Partial<Pick<MaskInfo, 'label' | 'hidden' | 'locked' | 'order'>>;

/** One row of a mask's history. `effective`: part of what the mask is now; `undone`: can be redone. */
export interface Revision {
  readonly number: number;
  readonly kind: string;
  readonly operation: Readonly<Record<string, unknown>> | null;
  readonly op_id: string | null;
  readonly author: Person | null;
  readonly created: string;
}
