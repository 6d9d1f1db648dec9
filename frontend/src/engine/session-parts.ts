import type { Link } from './channel.ts';
import type { MaskDocument } from './document.ts';
import { Documents } from './documents.ts';
import { Foresight } from './foresight.ts';
import { Incoming } from './incoming.ts';
import type { Journal } from './journal.ts';
import { Live } from './live.ts';
import { Objects } from './objects.ts';
import { Outbox, type Operation } from './outbox.ts';
import { Trouble } from './problem.ts';
import { Reconciler } from './reconcile.ts';
import type { Rect } from './rect.ts';
import type { SessionEvents, SessionImage, SessionServer, SessionState } from './session-state.ts';
import type { Store } from './store.ts';
import type { ScoreMessage } from './wire.ts';

/** What a session is about, and whom it asks. */
export interface SessionContext {
  readonly image: SessionImage;
  readonly server: SessionServer;
  /** Address of the live connection. */
  readonly url: string;
  /** null: what is unsent does not outlive the page. */
  readonly journal: Journal | null;
  /** Who works here. */
  readonly user: number;
  readonly events: SessionEvents;
}

/** What the parts need of the session that they make up. */
export interface SessionPorts {
  readonly state: Store<SessionState>;
  /** The object that tools work on. */
  current(): MaskDocument;
  select(key: string): void;
  /** What waits for the server. */
  pending(document: MaskDocument): readonly Operation[];
  /** A document looks different inside the rectangle. */
  show(rect: Rect, document: MaskDocument): void;
  /** Something else than pixels is to be shown. */
  publish(): void;
  settled(): Promise<void>;
  linked(link: Link, retryAt: number | null): void;
  judged(message: ScoreMessage): void;
}

export interface SessionParts {
  readonly masks: Documents;
  readonly objects: Objects;
  readonly outbox: Outbox;
  readonly reconciler: Reconciler;
  readonly foresight: Foresight;
  readonly live: Live;
  readonly incoming: Incoming;
}

/** Makes the parts of a session and connects them: each knows the others only by what it is told here. */
export function assemble(context: SessionContext, session: SessionPorts): SessionParts {
  const { image, server, url, journal, user, events } = context;
  const { state } = session;
  const owner = ({ object }: Operation): MaskDocument => {
    const document = masks.get(object);
    if (!document) throw new Trouble({ code: 'gone' });
    return document;
  };
  const publish = (): void => {
    session.publish();
  };

  const masks = new Documents(image, server, user, {
    replaced: (document, rect) => {
      session.show(rect, document);
    },
    gone: (document) => {
      outbox.abandon(document.key);
      events.refused({ code: 'gone' }, 'remove');
    },
    waits: (document) => session.pending(document).length > 0,
  });
  const objects = new Objects(masks, server, {
    changed: publish,
    removed: (document) => {
      outbox.abandon(document.key);
      session.select(session.current().key);
      events.painted(document.key, document.shown.rect);
    },
    refused: (problem, kind) => {
      events.refused(problem, kind);
    },
  });
  const outbox: Outbox = new Outbox(image.id, journal, {
    send: (message) => live.send(message),
    target: async (operation) => {
      const document = owner(operation);
      const mask = await masks.ensure(document);
      return { mask, version: document.version };
    },
    accept: async (operation, answer) => {
      await incoming.accept(owner(operation), operation, answer);
    },
    resync: async () => {
      await masks.sync();
      publish();
    },
    contested: ({ object }) => reconciler.conflict(object) !== null,
    barred: ({ holder = null }) => {
      state.set({ holder });
    },
    refuse: (operation, problem) => {
      incoming.refuse(operation, problem);
    },
    changed: publish,
  });
  const reconciler: Reconciler = new Reconciler(image, masks, outbox, server, {
    settled: () => session.settled(),
    select: (key) => {
      session.select(key);
    },
    show: (document) => {
      session.show(document.shown.rect, document);
    },
    saved: () => {
      state.set({ savedAt: Date.now() });
    },
  });
  const foresight = new Foresight({
    send: (message) => live.send(message),
    // What was really done comes first.
    ground: () => {
      const { link, holder, readOnly } = state.get();
      const { id: mask, version, shown, locked } = session.current();
      const free = link === 'open' && holder === null && !readOnly && !locked;
      return free && outbox.operations.length === 0 ? { mask, version, shown } : null;
    },
    pixels: (opId) => live.frames.of(opId),
  });
  const live: Live = new Live(url, {
    answer: (message) => outbox.answered(message),
    offer: (message) => {
      incoming.offered(message);
    },
    preview: (message) => foresight.answered(message),
    error: async (message) => {
      if (foresight.refused(message.op_id)) return;
      await outbox.refused(message, message.op_id ?? null);
    },
    revision: (message) => {
      incoming.revised(message);
    },
    lease: (message) => {
      incoming.leased(message);
    },
    score: (message) => {
      session.judged(message);
    },
    link: (link, retryAt) => {
      session.linked(link, retryAt);
    },
  });
  const incoming: Incoming = new Incoming({
    state,
    masks,
    outbox,
    frames: live.frames,
    events,
    user,
    show: (rect, document) => {
      session.show(rect, document);
    },
    changed: publish,
  });
  return { masks, objects, outbox, reconciler, foresight, live, incoming };
}
