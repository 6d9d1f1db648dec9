import { patchOf } from './decoder.ts';
import type { MaskDocument } from './document.ts';
import { difference, type Flash } from './flash.ts';
import { advance } from './history.ts';
import type { Operation } from './outbox.ts';
import { revisionOf } from './projection.ts';
import { isEmpty, type Rect } from './rect.ts';
import type { Already } from './session-state.ts';
import type { AnswerMessage, Interaction } from './wire.ts';

export interface AnswerPorts {
  /** The pixels that belong to an answer; rejects when the line breaks before they come. */
  pixels(opId: string): Promise<Uint8Array<ArrayBuffer>>;
  /** Brings the document to the server's head. */
  reload(document: MaskDocument): Promise<void>;
  /** The document looks different inside the rectangle. */
  show(document: MaskDocument, rect: Rect): void;
  /** What an answer changed. */
  flash(flash: Flash): void;
  /** An answer changed nothing. */
  unchanged(already: Already | null): void;
  /** An operation that was undone made no revision, so there is nothing for its undo to take back. */
  nothingToUndo(): void;
}

/** Takes the server's answer to an operation into its document. */
export async function take(
  document: MaskDocument,
  operation: Operation,
  answer: AnswerMessage,
  ports: AnswerPorts,
): Promise<void> {
  const { interaction, opId, undone } = operation;
  const [x, y, w, h] = answer.bbox;
  const rect: Rect = { x, y, w, h };
  if (answer.version === document.version && isEmpty(rect)) {
    ports.show(document, document.withdraw(opId));
    if (undone) ports.nothingToUndo();
    else if (isPointedOut(interaction)) ports.unchanged(already(document, interaction));
  } else if (answer.version === document.version + 1) {
    const bits = isEmpty(rect) ? new Uint8Array(0) : await patchOf(await ports.pixels(opId), rect);
    const flash = isPointedOut(interaction) ? difference(document.confirmed, rect, bits) : null;
    document.version = answer.version;
    document.history = advance(document.history, revisionOf(operation, answer.version));
    ports.show(document, document.settle(opId, rect, bits, undone));
    if (flash && !undone) {
      if (flash.added + flash.removed > 0) ports.flash(flash);
      else ports.unchanged(already(document, interaction));
    }
  } else {
    // A stored answer, or somebody else was faster: only the head tells the whole.
    await ports.reload(document);
    ports.show(document, document.withdraw(opId));
  }
  if (answer.protected !== undefined) document.protected = answer.protected;
  remember(document, interaction, answer);
}

/** The user sees what these changed only when the answer is there, so it lights up. */
function isPointedOut({ kind }: Interaction): boolean {
  return kind === 'click' || kind === 'scribble' || kind === 'box' || kind === 'cleanup';
}

function already({ shown }: MaskDocument, interaction: Interaction): Already | null {
  if (interaction.kind !== 'click') return null;
  const points = [interaction, ...(interaction.more ?? [])];
  const { positive } = interaction;
  const fulfilled = points.every(
    (point) =>
      point.positive === positive &&
      shown.at(Math.floor(point.x), Math.floor(point.y)) === positive,
  );
  if (!fulfilled) return null;
  return positive ? 'object' : 'background';
}

/** Keeps what else a click could have meant, until something else is done. */
function remember(document: MaskDocument, interaction: Interaction, answer: AnswerMessage): void {
  if (interaction.kind === 'choose') {
    if (document.offer) document.offer = { ...document.offer, chosen: interaction.alternative };
  } else {
    offerReadings(document, answer.alternatives ?? []);
  }
}

/** Lets the user choose among the readings of a first click, of which the mask is the first. */
export function offerReadings(
  document: MaskDocument,
  { length }: { readonly length: number },
): void {
  document.offer = length > 1 ? { chosen: 0, count: length } : null;
}
