/** What travels between the editor and the server: the live protocol's messages and the lists that go with them. */

export interface PointMessage {
  readonly x: number;
  readonly y: number;
  readonly positive: boolean;
}

export type Mode = 'auto' | 'progressive' | 'whole';

/** What the user did, without the parts that the client adds when it is sent. */
export type Interaction =
  | (PointMessage & {
      readonly kind: 'click';
      readonly mode: Mode;
      readonly more?: readonly PointMessage[];
    })
  | { readonly kind: 'unclick'; readonly target: string }
  | {
      readonly kind: 'brush';
      readonly points: readonly (readonly [number, number])[];
      readonly radius: number;
      readonly shape: 'round' | 'square';
      readonly positive: boolean;
    }
  | { readonly kind: 'choose'; readonly alternative: number }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' };

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
  readonly alternatives?: readonly { readonly bbox: Box; readonly patch: string }[];
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

export interface LeaseMessage {
  readonly type: 'lease';
  readonly holder: Person | null;
}

export type ServerMessage =
  | AnswerMessage
  | ErrorMessage
  | RevisionMessage
  | LeaseMessage
  | { readonly type: 'score' | 'job' | 'pong' };

export interface MaskInfo {
  readonly id: number;
  readonly label: string;
  readonly version: number;
  readonly protected?: boolean;
}

/** One row of a mask's history. `effective`: part of what the mask is now; `undone`: can be redone. */
export interface Revision {
  readonly number: number;
  readonly kind: string;
  readonly operation: Readonly<Record<string, unknown>> | null;
  readonly op_id: string | null;
  readonly author: string | null;
  readonly created: string;
}
