import { report } from './report.ts';
import type { BrushShape, Stroke } from './brush.ts';
import { Channel, type Link } from './channel.ts';
import type { MaskDocument } from './document.ts';
import { Documents } from './documents.ts';
import { difference } from './flash.ts';
import { Frames } from './frames.ts';
import { advance, marks, type History } from './history.ts';
import type { Journal } from './journal.ts';
import { Outbox, type Operation } from './outbox.ts';
import { decodePatch } from './patch.ts';
import { isEmpty, union, type Point, type Rect } from './rect.ts';
import {
  AT_FIRST,
  type SessionEvents,
  type SessionImage,
  type SessionServer,
  type SessionState,
} from './session-state.ts';
import { Store } from './store.ts';
import type {
  AnswerMessage,
  Interaction,
  LeaseMessage,
  Mode,
  PointMessage,
  Problem,
  Revision,
  ServerMessage,
} from './wire.ts';

const FORWARD = new Set(['click', 'unclick', 'brush', 'choose']);

/** The work on one image: its masks, what the user does to them, and the way to the server and back. */
export class ImageSession {
  readonly state: Store<SessionState>;
  private readonly masks: Documents;
  private readonly outbox: Outbox;
  private readonly channel: Channel;
  private readonly frames = new Frames();
  private closed = false;

  constructor(
    readonly image: SessionImage,
    private readonly server: SessionServer,
    url: string,
    private readonly journal: Journal | null,
    /** Who works here, so that one's own lease keeps nobody out. */
    private readonly user: number,
    private readonly events: SessionEvents,
  ) {
    this.state = new Store(AT_FIRST);
    this.masks = new Documents(image, server, (document, rect) => {
      this.show(rect, document);
    });
    this.outbox = new Outbox(image.id, journal, {
      send: (message) => this.channel.send(message),
      target: (operation) => this.target(operation),
      accept: (operation, answer) => this.accept(operation, answer),
      resync: async () => {
        await this.masks.sync();
        this.publish();
      },
      refuse: (operation, problem) => {
        this.refuse(operation, problem);
      },
      changed: () => {
        this.publish();
      },
    });
    this.channel = new Channel(url, {
      message: (message) => {
        this.receive(message);
      },
      frame: (opId, bytes) => {
        this.frames.arrived(opId, bytes);
      },
      link: (link, retryAt) => {
        this.linked(link, retryAt);
      },
    });
  }

  get documents(): readonly MaskDocument[] {
    return this.masks.list;
  }

  /** The object that tools work on. */
  get document(): MaskDocument {
    return this.documents[this.state.get().current]!;
  }

  /** Loads the masks and what an earlier visit could not send, then connects. Rejects when the image cannot be opened. */
  async open(): Promise<void> {
    const [waiting] = await Promise.all([
      this.journal?.entries(this.image.id) ?? [],
      this.masks.open(),
    ]);
    if (this.closed) return;
    this.state.set({ loaded: true });
    this.replayStrokes(waiting);
    this.outbox.restore(waiting);
    this.channel.open();
    for (const [key, document] of this.documents.entries()) {
      this.events.painted(key, document.shown.rect);
    }
  }

  close(): void {
    this.closed = true;
    this.channel.close();
  }

  retryNow(): void {
    this.channel.retry();
    this.outbox.resume();
  }

  /** The image is ours to edit again. */
  freed(): void {
    this.state.set({ holder: null });
    this.outbox.lagging();
  }

  select(key: number): void {
    this.state.set({ current: key });
    this.publish();
  }

  click(points: readonly PointMessage[], mode: Mode): void {
    const [first, ...more] = points;
    if (!first) return;
    this.submit({ kind: 'click', ...first, mode, ...(more.length > 0 ? { more } : {}) });
  }

  /** Takes one click away; the mask is predicted again without it. */
  unclick(target: string): void {
    // The newest step is undone, so that the mask is again exactly what it was before.
    if (this.projected().done.at(-1)?.opId === target) this.undo();
    else if (!this.outbox.cancel(target)) this.submit({ kind: 'unclick', target });
  }

  brush(points: readonly Point[], radius: number, shape: BrushShape, positive: boolean): void {
    const opId = crypto.randomUUID();
    const { document } = this;
    const drawn = document.dropDraft();
    this.show(union(drawn, document.stroke(opId, { points, radius, shape }, positive)));
    const list = points.map(({ x, y }): readonly [number, number] => [x, y]);
    this.submit({ kind: 'brush', points: list, radius, shape, positive }, opId);
  }

  /** Shows a piece of a stroke that is still being drawn; nothing is sent before `brush`. */
  draft(stroke: Stroke, positive: boolean): void {
    const document = this.document;
    this.events.painted(this.state.get().current, document.draft(stroke, positive));
  }

  dropDraft(): void {
    this.show(this.document.dropDraft());
  }

  choose(alternative: number): void {
    this.submit({ kind: 'choose', alternative });
  }

  undo(): void {
    const mine = this.pending();
    const last = mine.at(-1);
    if (last && FORWARD.has(last.interaction.kind)) {
      if (this.outbox.cancel(last.opId)) {
        this.show(this.document.withdraw(last.opId));
        return;
      }
      last.undone = true;
    }
    if (canUndo(this.projected())) this.submit({ kind: 'undo' });
  }

  redo(): void {
    if (this.projected().undone.length > 0) this.submit({ kind: 'redo' });
  }

  /** Makes the mask what it was after revision `number`; itself a step that can be undone. */
  async jump(number: number): Promise<void> {
    const { document } = this;
    if (document.id === null || this.outbox.operations.length > 0) return;
    try {
      await this.server.restore(document.id, document.version, crypto.randomUUID(), number);
      await this.masks.reload(document);
      this.state.set({ savedAt: Date.now() });
    } catch (error) {
      this.events.refused(asProblem(error), 'restore');
    }
  }

  /** Resolves when everything is on the server; rejects when that cannot happen now. */
  settled(): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): boolean => {
        const { trouble, link } = this.state.get();
        if (this.outbox.operations.length === 0) resolve();
        else if (trouble) reject(new Error(trouble.code));
        else if (link === 'refused' || link === 'waiting') reject(new Error('offline'));
        else return false;
        return true;
      };
      if (look()) return;
      const stop = this.state.subscribe(() => {
        if (look()) stop();
      });
    });
  }

  private submit(interaction: Interaction, opId: string = crypto.randomUUID()): void {
    this.outbox.add(opId, this.document.id, interaction);
  }

  private replayStrokes(entries: Awaited<ReturnType<Journal['entries']>>): void {
    for (const { opId, interaction } of entries) {
      if (interaction.kind !== 'brush') continue;
      const points = interaction.points.map(([x, y]) => ({ x, y }));
      this.document.stroke(opId, { ...interaction, points }, interaction.positive);
    }
  }

  private async target(operation: Operation): Promise<{ mask: number; version: number }> {
    const document = this.owner(operation);
    const mask = await this.masks.ensure(document);
    return { mask, version: document.version };
  }

  private owner({ mask }: Operation): MaskDocument {
    return this.masks.of(mask);
  }

  private async accept(operation: Operation, answer: AnswerMessage): Promise<void> {
    const document = this.owner(operation);
    const { interaction, opId, sentAt } = operation;
    const [x, y, w, h] = answer.bbox;
    const rect: Rect = { x, y, w, h };
    if (interaction.kind === 'click' && sentAt !== null) {
      this.state.set({ latency: Math.round(performance.now() - sentAt) });
    }
    if (answer.version === document.version && isEmpty(rect)) {
      this.unchanged(document, operation);
    } else if (answer.version === document.version + 1) {
      const bits = isEmpty(rect)
        ? new Uint8Array(0)
        : await decodePatch(await this.frames.of(opId), w, h);
      const flash =
        interaction.kind === 'click' ? difference(document.confirmed, rect, bits) : null;
      document.version = answer.version;
      document.history = advance(document.history, revisionOf(operation, answer.version));
      this.show(document.settle(opId, rect, bits, operation.undone), document);
      if (flash && !operation.undone) this.events.flash(flash);
    } else {
      // A stored answer, or somebody else was faster: only the head tells the whole.
      await this.masks.reload(document);
      this.show(document.withdraw(opId), document);
    }
    this.frames.forget(opId);
    if (answer.protected !== undefined) document.protected = answer.protected;
    this.remember(document, interaction, answer);
    this.state.set({
      savedAt: Date.now(),
      imageState: answer.state ?? this.state.get().imageState,
    });
  }

  private unchanged(document: MaskDocument, operation: Operation): void {
    this.show(document.withdraw(operation.opId), document);
    if (operation.undone) {
      // There is no revision to undo, so its undo must not take an older one away.
      const undo = this.outbox.operations.find(({ interaction }) => interaction.kind === 'undo');
      if (undo) this.outbox.cancel(undo.opId);
    } else if (operation.interaction.kind === 'click') {
      this.events.flash(null);
    }
  }

  private remember(document: MaskDocument, interaction: Interaction, answer: AnswerMessage): void {
    const count = answer.alternatives?.length ?? 0;
    if (interaction.kind === 'click') document.offer = count > 1 ? { chosen: 0, count } : null;
    else if (interaction.kind === 'choose' && document.offer) {
      document.offer = { ...document.offer, chosen: interaction.alternative };
    } else document.offer = null;
  }

  private refuse(operation: Operation, problem: Problem): void {
    const document = this.owner(operation);
    this.show(document.withdraw(operation.opId), document);
    if (problem.code === 'lease_held') this.state.set({ holder: problem.holder ?? null });
    if (operation.interaction.kind === 'choose') document.offer = null;
    this.events.refused(problem, operation.interaction.kind);
  }

  private receive(message: ServerMessage): void {
    if (message.type === 'answer') {
      this.outbox.answered(message).catch(report);
    } else if (message.type === 'error') {
      this.outbox.refused(message, message.op_id ?? null).catch(report);
    } else if (message.type === 'lease') {
      this.leased(message);
    } else if (message.type === 'revision') {
      const document = this.masks.known(message.mask);
      const own = this.outbox.operations.some(({ opId }) => opId === message.op_id);
      if (!own && document?.version !== message.version) this.outbox.lagging();
    }
  }

  private leased({ holder }: LeaseMessage): void {
    this.state.set({ holder: holder?.id === this.user ? null : holder });
  }

  private linked(link: Link, retryAt: number | null): void {
    this.state.set({ link, retryAt });
    this.frames.lost();
    if (link === 'open') this.outbox.connected();
    else this.outbox.disconnected();
  }

  private show(rect: Rect, document: MaskDocument = this.document): void {
    if (!isEmpty(rect)) this.events.painted(this.documents.indexOf(document), rect);
    this.publish();
  }

  private pending(document: MaskDocument = this.document): Operation[] {
    return this.outbox.operations.filter((operation) => this.owner(operation) === document);
  }

  /** The history as it will be when everything on its way has arrived. */
  private projected(document: MaskDocument = this.document): History {
    return this.pending(document).reduce(
      (history, operation) => advance(history, revisionOf(operation, document.version + 1)),
      document.history,
    );
  }

  private publish(): void {
    if (this.documents.length === 0) return;
    const { operations, trouble } = this.outbox;
    const history = this.projected();
    this.state.set({
      objects: this.documents.map((document, key) => ({
        key,
        id: document.id,
        label: document.label,
        area: document.shown.area,
        clicks: marks(document.history).length,
        imported: document.history.done[0]?.kind === 'import',
        protected: document.protected,
      })),
      history,
      marks: marks(history),
      unsent: new Set(operations.map(({ opId }) => opId)),
      working: operations.some(({ interaction }) => interaction.kind !== 'brush'),
      offer: operations.length > 0 ? null : this.document.offer,
      trouble,
    });
  }
}

/** The first step of a pre-labelled mask is what was imported; there is nothing before it to go back to. */
export function canUndo(history: History): boolean {
  const last = history.done.at(-1);
  return last !== undefined && last.kind !== 'import';
}

function revisionOf({ opId, interaction, made }: Operation, number: number): Revision {
  const created = new Date(made).toISOString();
  return {
    number,
    kind: interaction.kind,
    operation: { ...interaction },
    op_id: opId,
    author: null,
    created,
  };
}

export function asProblem(error: unknown): Problem {
  if (typeof error === 'object' && error !== null && 'code' in error) return error as Problem;
  return { code: 'unreachable', detail: error instanceof Error ? error.message : String(error) };
}
