import type { MaskDocument } from './document.ts';
import type { Documents } from './documents.ts';
import { asProblem } from './problem.ts';
import type { SessionServer } from './session-state.ts';
import type { MaskChange, Problem } from './wire.ts';

export interface ObjectPorts {
  /** The list, or something in it, is different. */
  changed(): void;
  /** An object is gone. */
  removed(document: MaskDocument): void;
  refused(problem: Problem, kind: string): void;
}

/** What can be done with whole objects: shown at once, taken back when the server refuses. */
export class Objects {
  constructor(
    private readonly masks: Documents,
    private readonly server: SessionServer,
    private readonly ports: ObjectPorts,
  ) {}

  /** Moves an object up (negative) or down the list. */
  async move(key: string, by: number): Promise<void> {
    const document = this.masks.get(key);
    if (!document || !this.masks.move(document, by)) return;
    this.ports.changed();
    const places = this.masks.list.flatMap(({ id }, order) => (id === null ? [] : { id, order }));
    try {
      for (const { id, order } of places) await this.server.changeMask(id, { order });
    } catch (error) {
      this.ports.refused(asProblem(error), 'move');
    }
  }

  /** Another label, hidden or shown, locked or not. */
  async change(key: string, change: Omit<MaskChange, 'order'>): Promise<void> {
    const document = this.masks.get(key);
    if (!document) return;
    const { id, label, hidden, locked } = document;
    Object.assign(document, change);
    this.ports.changed();
    if (id === null) return;
    try {
      await this.server.changeMask(id, change);
    } catch (error) {
      Object.assign(document, { label, hidden, locked });
      this.ports.changed();
      this.ports.refused(asProblem(error), 'change');
    }
  }

  /** Deletes an object, and forgets what of it was not sent. */
  async remove(key: string): Promise<void> {
    const document = this.masks.get(key);
    if (!document) return;
    try {
      if (document.id !== null) await this.server.removeMask(document.id);
    } catch (error) {
      this.ports.refused(asProblem(error), 'remove');
      return;
    }
    this.masks.drop(document);
    this.ports.removed(document);
  }
}
