import { report } from './report.ts';
import type { Entry, Journal } from './journal.ts';
import type { AnswerMessage, Interaction, Problem, Sent } from './wire.ts';

/** An operation on its way to the server. */
export interface Operation {
  readonly opId: string;
  /** Key of the object that it is about. */
  readonly object: string;
  mask: number | null;
  readonly interaction: Interaction;
  /** The version it was sent against; a repetition says the same, so that it can only happen once. */
  base: number | null;
  /** The version that the user saw when it was done; a later one once they have chosen to do it on that. */
  seen: number;
  readonly made: number;
  readonly serial: number;
  sentAt: number | null;
  attempts: number;
  /** Its undo is already in line: its answer is taken, and not shown. */
  undone: boolean;
}

export interface OutboxPorts {
  /** Sends, and says whether there was a connection. */
  send(message: Sent): boolean;
  /** The mask's id and version to send against; makes the mask when the object has none. */
  target(operation: Operation): Promise<{ mask: number; version: number }>;
  /** Takes the server's answer into the document. */
  accept(operation: Operation, answer: AnswerMessage): Promise<void>;
  /** Brings the document to the server's head; before an operation is sent again on top of it. */
  resync(): Promise<void>;
  /** Somebody else has changed what the operation was done on, and the user has to say what becomes of it. */
  contested(operation: Operation): boolean;
  /** Somebody else works on the image; all waits until it is free. */
  barred(problem: Problem): void;
  /** The operation did not and will not happen. */
  refuse(operation: Operation, problem: Problem): void;
  /** The queue or its trouble changed. */
  changed(): void;
}

const ANSWER_WITHIN = 8_000;
const MOST_ATTEMPTS = 4;
/** Refusals that pass: the same operation may be sent again. */
const PASSING = new Set([
  'timeout',
  'rate_limited',
  'stale_base',
  'internal',
  'queue_unreachable',
  'unavailable',
]);
/** Something behind the server restarts, which takes half a minute at most. */
const AWAY = new Set(['queue_unreachable', 'unavailable']);
const MOST_WHILE_AWAY = 12;
const LONGEST_BREATH = 5_000;
/** Before an operation is repeated that the server could not do; longer with every attempt. */
const BREATH = 400;
/** These mean something only on top of the mask that the user saw. */
const RELATIVE = new Set(['undo', 'redo', 'choose', 'unclick']);

export function isRelative({ kind }: Interaction): boolean {
  return RELATIVE.has(kind);
}

/** Sends what the user does, one at a time and in order, each exactly once in the end. */
export class Outbox {
  private queue: Operation[] = [];
  private serial = 0;
  private online = false;
  private busy = false;
  private stale = false;
  private timer: ReturnType<typeof setTimeout> | null = null;
  /** Why sending stopped; `resume` starts it again. */
  trouble: Problem | null = null;

  constructor(
    private readonly image: number,
    private readonly journal: Journal | null,
    private readonly ports: OutboxPorts,
  ) {}

  get operations(): readonly Operation[] {
    return this.queue;
  }

  /** Puts back what an earlier visit could not send; `keyOf` finds an entry's object in this one. */
  restore(entries: readonly Entry[], keyOf: (entry: Entry) => string): void {
    for (const entry of entries) {
      if (this.queue.some((operation) => operation.opId === entry.opId)) continue;
      const object = keyOf(entry);
      this.queue.push({ ...entry, object, sentAt: null, attempts: 0, undone: false });
    }
    this.serial = Math.max(this.serial, ...this.queue.map((operation) => operation.serial + 1));
    this.moved();
  }

  add(
    opId: string,
    {
      key,
      id: mask,
      version: seen,
    }: { readonly key: string; readonly id: number | null; readonly version: number },
    interaction: Interaction,
  ): Operation {
    const operation: Operation = {
      opId,
      object: key,
      mask,
      interaction,
      base: null,
      seen,
      made: Date.now(),
      serial: this.serial++,
      sentAt: null,
      attempts: 0,
      undone: false,
    };
    this.queue.push(operation);
    this.record(operation);
    this.moved();
    return operation;
  }

  /** Takes an operation back that was never sent; says whether it was still there to be taken. */
  cancel(opId: string): boolean {
    const operation = this.queue.find((waiting) => waiting.opId === opId);
    if (operation?.base !== null) return false;
    this.drop(operation);
    this.moved();
    return true;
  }

  /** Forgets all that waits for an object that is no more. */
  abandon(object: string): void {
    for (const operation of this.queue.filter((waiting) => waiting.object === object)) {
      this.drop(operation);
    }
    this.moved();
  }

  /** Takes operations off the line that cannot be done any more. */
  withdraw(operations: readonly Operation[], problem: Problem): void {
    for (const operation of operations) {
      this.drop(operation);
      this.ports.refuse(operation, problem);
    }
  }

  /** All that waits for an object goes to another one, or to the same as it is now. */
  redirect(
    from: string,
    { key, id, version }: { key: string; id: number | null; version: number },
  ): void {
    this.queue = this.queue.map((operation) =>
      operation.object === from
        ? { ...operation, object: key, mask: id, base: null, seen: version }
        : operation,
    );
    for (const operation of this.queue) if (operation.object === key) this.record(operation);
    this.resume();
  }

  connected(): void {
    this.online = true;
    this.stale = true;
    this.resume();
  }

  disconnected(): void {
    this.online = false;
    this.unsend();
    this.ports.changed();
  }

  /** The documents may lag behind the server; the head is fetched before anything else is sent. */
  lagging(): void {
    this.stale = true;
    void this.pump();
  }

  resume(): void {
    this.trouble = null;
    const head = this.queue[0];
    if (head) head.attempts = 0;
    this.moved();
  }

  async answered(answer: AnswerMessage): Promise<void> {
    const head = this.queue[0];
    if (head?.opId !== answer.op_id) return;
    this.stopClock();
    this.busy = true;
    try {
      await this.ports.accept(head, answer);
    } catch (error) {
      // It happened, but we do not know the outcome: the line broke. Repeating it brings the stored answer.
      head.sentAt = null;
      this.busy = false;
      if (this.online) throw error;
      return;
    }
    this.busy = false;
    this.drop(head);
    // Given up too early: it answers after all.
    if (this.trouble?.code === 'timeout') this.trouble = null;
    this.moved();
  }

  async refused(problem: Problem, opId: string | null): Promise<void> {
    const head = this.queue[0];
    if (typeof head?.sentAt !== 'number' || (opId !== null && head.opId !== opId)) return;
    this.stopClock();
    head.sentAt = null;
    if (problem.code === 'lease_held') {
      head.base = null;
      this.stale = true;
      this.trouble = problem;
      this.ports.barred(problem);
      this.ports.changed();
      return;
    }
    const most = AWAY.has(problem.code) ? MOST_WHILE_AWAY : MOST_ATTEMPTS;
    const again = PASSING.has(problem.code) && head.attempts < most;
    if (problem.code === 'stale_base') {
      this.stale = true;
      head.base = null;
    }
    if (!again && PASSING.has(problem.code)) {
      this.trouble = problem;
      this.ports.changed();
    } else if (!again || (problem.code === 'stale_base' && RELATIVE.has(head.interaction.kind))) {
      this.drop(head);
      this.ports.refuse(head, problem);
      this.moved();
    } else {
      await pause(waitBefore(problem, head.attempts));
      void this.pump();
    }
  }

  private moved(): void {
    this.ports.changed();
    void this.pump();
  }

  private async pump(): Promise<void> {
    let head = this.queue[0];
    if (this.busy || !this.online || this.trouble || (head && head.sentAt !== null)) return;
    this.busy = true;
    try {
      // An operation that was under way when the line broke goes first: its answer may be part of the head.
      while (this.stale && this.queue[0]?.base == null) {
        this.stale = false;
        await this.ports.resync();
      }
      // Bringing the documents up to date may have taken operations off the line.
      head = this.queue[0];
      if (head?.base === null && this.ports.contested(head)) {
        this.trouble = { code: 'conflict' };
        this.ports.changed();
      } else if (head) await this.dispatch(head);
    } catch (error) {
      this.trouble = { code: 'unreachable', detail: error instanceof Error ? error.message : '' };
      this.ports.changed();
    } finally {
      this.busy = false;
    }
    const next = this.queue[0];
    const lagging = this.stale && next?.base == null;
    if (lagging || (next && next !== head)) void this.pump();
  }

  private async dispatch(head: Operation): Promise<void> {
    const { mask, version } = await this.ports.target(head);
    if (this.queue[0] !== head) return;
    this.adopt(head.object, mask);
    const before = head.base;
    head.base ??= version;
    this.record(head);
    head.sentAt = performance.now();
    head.attempts++;
    const { opId, base, interaction } = head;
    if (!this.ports.send({ ...interaction, op_id: opId, mask, base })) {
      // Nobody has heard of it: it need not be said the same way again.
      head.sentAt = null;
      head.base = before;
      this.record(head);
      return;
    }
    this.timer = setTimeout(() => {
      void this.refused({ code: 'timeout' }, opId);
    }, ANSWER_WITHIN);
  }

  /** The object's mask has an id now: all that waits for it goes there, also after a reload. */
  private adopt(object: string, mask: number): void {
    for (const operation of this.queue) {
      if (operation.object !== object || operation.mask === mask) continue;
      operation.mask = mask;
      this.record(operation);
    }
  }

  private unsend(): void {
    this.stopClock();
    for (const operation of this.queue) operation.sentAt = null;
  }

  private stopClock(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private drop(operation: Operation): void {
    this.queue = this.queue.filter((waiting) => waiting !== operation);
    this.journal?.remove(operation.opId).catch(report);
  }

  private record(operation: Operation): void {
    const { opId, object, mask, interaction, base, seen, made, serial } = operation;
    this.journal
      ?.put({ opId, image: this.image, object, mask, interaction, base, seen, made, serial })
      .catch(report);
  }
}

function waitBefore({ code, retry_after: seconds }: Problem, attempts: number): number {
  if (code === 'rate_limited') return (seconds ?? 1) * 1000;
  if (AWAY.has(code)) return Math.min(LONGEST_BREATH, BREATH * 2 ** (attempts - 1));
  return code === 'internal' ? BREATH * attempts : 0;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
