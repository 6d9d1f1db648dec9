import { offerReadings, take } from './answers.ts';
import type { MaskDocument } from './document.ts';
import type { Documents } from './documents.ts';
import type { Frames } from './frames.ts';
import type { Operation, Outbox } from './outbox.ts';
import type { Rect } from './rect.ts';
import type { SessionEvents, SessionState } from './session-state.ts';
import type { Store } from './store.ts';
import type {
  AnswerMessage,
  LeaseMessage,
  OfferMessage,
  Problem,
  RevisionMessage,
} from './wire.ts';

export interface IncomingParts {
  readonly state: Store<SessionState>;
  readonly masks: Documents;
  readonly outbox: Outbox;
  readonly frames: Frames;
  readonly events: SessionEvents;
  /** Who works here, so that one's own lease keeps nobody out. */
  readonly user: number;
  /** A document looks different. */
  readonly show: (rect: Rect, document: MaskDocument) => void;
  /** Something else than pixels is to be shown. */
  readonly changed: () => void;
}

/** What the server says about an image that is open, taken into its masks and its state. */
export class Incoming {
  /** It may overtake the pixels of the answer that it belongs to. */
  private early: OfferMessage | null = null;

  constructor(private readonly parts: IncomingParts) {}

  /** An operation of ours was done. */
  async accept(document: MaskDocument, operation: Operation, answer: AnswerMessage): Promise<void> {
    const { state, masks, outbox, frames, events, show } = this.parts;
    if (operation.interaction.kind === 'click' && operation.sentAt !== null) {
      state.set({ latency: Math.round(performance.now() - operation.sentAt) });
    }
    await take(document, operation, answer, {
      pixels: (opId) => frames.of(opId),
      reload: (moved) => masks.reload(moved),
      show: (moved, rect) => {
        show(rect, moved);
      },
      flash: (flash) => {
        events.flash(flash);
      },
      unchanged: (already) => {
        events.unchanged(already);
      },
      nothingToUndo: () => {
        const undo = outbox.operations.find(({ interaction }) => interaction.kind === 'undo');
        if (undo) outbox.cancel(undo.opId);
      },
    });
    frames.forget(operation.opId);
    if (this.early?.op_id === operation.opId) this.offered(this.early);
    state.set({ savedAt: Date.now(), imageState: answer.state ?? state.get().imageState });
  }

  /** What else a first click may mean; of no use once something else was done. */
  offered(offer: OfferMessage): void {
    const document = this.parts.masks.known(offer.mask);
    this.early = null;
    if (document?.version === offer.version) {
      offerReadings(document, offer.alternatives);
      this.parts.changed();
    } else if (document && document.version < offer.version) {
      this.early = offer;
    }
  }

  /** An operation of ours did not and will not happen. */
  refuse(operation: Operation, problem: Problem): void {
    const { masks, outbox, events, show } = this.parts;
    const document = masks.get(operation.object);
    if (document) show(document.withdraw(operation.opId), document);
    if (document && operation.interaction.kind === 'choose') document.offer = null;
    if (problem.code === 'not_found') outbox.lagging();
    events.refused(problem, operation.interaction.kind);
  }

  /** A mask has another head. */
  revised({ mask, version, op_id: opId }: RevisionMessage): void {
    const { masks, outbox } = this.parts;
    const own = outbox.operations.some((operation) => operation.opId === opId);
    if (!own && masks.known(mask)?.version !== version) outbox.lagging();
  }

  /** Somebody may edit now, or nobody. */
  leased({ holder }: LeaseMessage): void {
    const { state, user } = this.parts;
    const mine = holder?.id === user;
    const asker = mine && holder.asker?.refused === false ? holder.asker : null;
    state.set({ holder: mine ? null : holder, asker });
    if (mine || !holder) this.unbar();
  }

  /** The image is ours to edit again; what had to wait for that goes on. */
  unbar(): void {
    const { outbox } = this.parts;
    if (outbox.trouble?.code === 'lease_held') outbox.resume();
  }
}
