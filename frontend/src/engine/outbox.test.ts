import { beforeEach, expect, it, vi } from 'vitest';
import type { Entry, Journal } from './journal.ts';
import { Outbox, type Operation } from './outbox.ts';
import type { AnswerMessage, Problem, Sent } from './wire.ts';

const OBJECT = { key: 'k', id: null, version: 0 };
const CLICK = { kind: 'click', x: 1, y: 1, positive: true, mode: 'auto' } as const;

/** A server that records what it gets; the test answers by hand. */
class Scene {
  sent: Sent[] = [];
  refusals: string[] = [];
  resyncs = 0;
  version = 0;
  connected = true;
  contested = false;
  stored = new Map<string, Entry>();
  journal: Journal = {
    put: (entry) => Promise.resolve(void this.stored.set(entry.opId, entry)),
    remove: (opId) => Promise.resolve(void this.stored.delete(opId)),
    entries: () => Promise.resolve([...this.stored.values()]),
    images: () => Promise.resolve([]),
  };
  outbox = new Outbox(1, this.journal, {
    send: (message) => {
      if (this.connected) this.sent.push(message);
      return this.connected;
    },
    target: () => Promise.resolve({ mask: 5, version: this.version }),
    accept: (_operation: Operation, answer: AnswerMessage) => {
      this.version = answer.version;
      return Promise.resolve();
    },
    resync: () => {
      this.resyncs++;
      return Promise.resolve();
    },
    contested: () => this.contested,
    barred: (problem: Problem) => {
      this.refusals.push(problem.code);
    },
    refuse: (operation: Operation, problem: Problem) => {
      this.refusals.push(`${operation.opId} ${problem.code}`);
    },
    changed: () => undefined,
  });

  answer(opId: string, version: number): Promise<void> {
    return this.outbox.answered({
      type: 'answer',
      op_id: opId,
      version,
      bbox: [0, 0, 1, 1],
      changed: 1,
      score: null,
    });
  }
}

let scene: Scene;
beforeEach(async () => {
  scene = new Scene();
  scene.outbox.connected();
  await vi.waitFor(() => {
    expect(scene.resyncs).toBe(1);
  });
});

function ids(): string[] {
  return scene.sent.map(({ op_id }) => op_id);
}

it('sends one at a time, in order, each on top of the answer before', async () => {
  scene.outbox.add('a', OBJECT, CLICK);
  scene.outbox.add('b', OBJECT, CLICK);
  await vi.waitFor(() => {
    expect(ids()).toEqual(['a']);
  });
  await scene.answer('a', 1);
  await vi.waitFor(() => {
    expect(ids()).toEqual(['a', 'b']);
  });
  expect(scene.sent.map(({ base }) => base)).toEqual([0, 1]);
});

it('repeats after a broken line exactly what it sent before', async () => {
  scene.outbox.add('a', OBJECT, CLICK);
  await vi.waitFor(() => {
    expect(ids()).toEqual(['a']);
  });
  scene.outbox.disconnected();
  scene.version = 9;
  scene.outbox.connected();
  await vi.waitFor(() => {
    expect(ids()).toEqual(['a', 'a']);
  });
  expect(scene.sent[1]).toEqual(scene.sent[0]);
});

it('keeps what it could not send, and a later visit sends it', async () => {
  scene.outbox.disconnected();
  scene.outbox.add('a', OBJECT, CLICK);
  scene.outbox.add('b', OBJECT, { kind: 'undo' });
  await vi.waitFor(() => {
    expect(scene.stored.size).toBe(2);
  });
  const later = new Scene();
  later.outbox.restore(await scene.journal.entries(1), ({ object }) => object);
  later.outbox.connected();
  await vi.waitFor(() => {
    expect(later.sent.map(({ op_id }) => op_id)).toEqual(['a']);
  });
});

it('forgets an operation only when it is answered', async () => {
  scene.outbox.add('a', OBJECT, CLICK);
  await vi.waitFor(() => {
    expect(ids()).toEqual(['a']);
  });
  expect(scene.stored.get('a')!.base).toBe(0);
  await scene.answer('a', 1);
  expect(scene.stored.size).toBe(0);
  expect(scene.outbox.operations).toEqual([]);
});

it('fetches the head and sends a stroke again when the mask has moved on', async () => {
  scene.outbox.add('a', OBJECT, CLICK);
  await vi.waitFor(() => {
    expect(ids()).toEqual(['a']);
  });
  scene.version = 4;
  await scene.outbox.refused({ code: 'stale_base' }, 'a');
  await vi.waitFor(() => {
    expect(scene.sent.map(({ base }) => base)).toEqual([0, 4]);
  });
  expect(scene.resyncs).toBe(2);
});

it('does not undo what somebody else did', async () => {
  scene.outbox.add('u', OBJECT, { kind: 'undo' });
  await vi.waitFor(() => {
    expect(ids()).toEqual(['u']);
  });
  await scene.outbox.refused({ code: 'stale_base' }, 'u');
  expect(scene.refusals).toEqual(['u stale_base']);
  expect(scene.outbox.operations).toEqual([]);
});

it('takes back what was never sent, and nothing else', async () => {
  scene.outbox.add('a', OBJECT, CLICK);
  scene.outbox.add('b', OBJECT, CLICK);
  await vi.waitFor(() => {
    expect(ids()).toEqual(['a']);
  });
  expect(scene.outbox.cancel('a')).toBe(false);
  expect(scene.outbox.cancel('b')).toBe(true);
  await scene.answer('a', 1);
  expect(ids()).toEqual(['a']);
});

it('drops a refused operation, says so, and goes on', async () => {
  scene.outbox.add('a', OBJECT, CLICK);
  scene.outbox.add('b', OBJECT, CLICK);
  await vi.waitFor(() => {
    expect(ids()).toEqual(['a']);
  });
  await scene.outbox.refused({ code: 'point_outside' }, 'a');
  expect(scene.refusals).toEqual(['a point_outside']);
  await vi.waitFor(() => {
    expect(ids()).toEqual(['a', 'b']);
  });
});

it('stops after a few vain attempts and keeps the work', async () => {
  scene.outbox.add('a', OBJECT, CLICK);
  for (let attempt = 1; attempt <= 4; attempt++) {
    await vi.waitFor(() => {
      expect(scene.sent).toHaveLength(attempt);
    });
    await scene.outbox.refused({ code: 'timeout' }, 'a');
  }
  expect(scene.outbox.trouble?.code).toBe('timeout');
  expect(scene.sent).toHaveLength(4);
  expect(scene.stored.has('a')).toBe(true);
  scene.outbox.resume();
  await vi.waitFor(() => {
    expect(scene.sent).toHaveLength(5);
  });
});

it('goes on when the answer comes after it was given up', async () => {
  vi.useFakeTimers();
  try {
    scene.outbox.add('slow', OBJECT, CLICK);
    scene.outbox.add('next', OBJECT, CLICK);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(scene.outbox.trouble?.code).toBe('timeout');
    await scene.answer('slow', 1);
    await vi.advanceTimersByTimeAsync(0);
    expect(scene.outbox.trouble).toBeNull();
    expect(ids().at(-1)).toBe('next');
  } finally {
    vi.useRealTimers();
  }
});

it('repeats what the server stumbled over', async () => {
  scene.outbox.add('a', OBJECT, CLICK);
  await vi.waitFor(() => {
    expect(ids()).toEqual(['a']);
  });
  await scene.outbox.refused({ code: 'internal' }, 'a');
  await vi.waitFor(() => {
    expect(ids()).toEqual(['a', 'a']);
  });
  expect(scene.refusals).toEqual([]);
});

it('tells all that waits for an object which mask it is, as soon as that is made', async () => {
  scene.outbox.add('a', OBJECT, CLICK);
  scene.outbox.add('b', OBJECT, CLICK);
  scene.outbox.add('c', { key: 'other', id: null, version: 0 }, CLICK);
  await vi.waitFor(() => {
    expect(ids()).toEqual(['a']);
  });
  expect(scene.outbox.operations.map(({ mask }) => mask)).toEqual([5, 5, null]);
  expect(scene.stored.get('b')!.mask).toBe(5);
});

it('forgets what waits for an object that is no more, and goes on with the others', async () => {
  scene.outbox.add('a', OBJECT, CLICK);
  scene.outbox.add('b', { key: 'other', id: 6, version: 0 }, CLICK);
  await vi.waitFor(() => {
    expect(ids()).toEqual(['a']);
  });
  scene.outbox.abandon(OBJECT.key);
  await vi.waitFor(() => {
    expect(ids()).toEqual(['a', 'b']);
  });
  expect([...scene.stored.keys()]).toEqual(['b']);
});

it('what another person has overtaken waits until the user has chosen, and is then done on what is there', async () => {
  scene.contested = true;
  scene.outbox.add('a', OBJECT, CLICK);
  await vi.waitFor(() => {
    expect(scene.outbox.trouble?.code).toBe('conflict');
  });
  expect(scene.sent).toEqual([]);
  scene.contested = false;
  scene.version = 4;
  scene.outbox.redirect('k', { key: 'other', id: 8, version: 4 });
  await vi.waitFor(() => {
    expect(scene.sent).toMatchObject([{ op_id: 'a', base: 4 }]);
  });
  expect(scene.stored.get('a')).toMatchObject({ object: 'other', seen: 4 });
});

it('keeps what was done while somebody else works on the image', async () => {
  scene.outbox.add('a', OBJECT, CLICK);
  await vi.waitFor(() => {
    expect(scene.sent).toHaveLength(1);
  });
  await scene.outbox.refused({ code: 'lease_held' }, 'a');
  expect(scene.refusals).toEqual(['lease_held']);
  expect(scene.outbox.operations).toHaveLength(1);
  scene.outbox.resume();
  await vi.waitFor(() => {
    expect(ids()).toEqual(['a', 'a']);
  });
});

it('waits out the restart of a database', async () => {
  vi.useFakeTimers();
  try {
    scene.outbox.add('a', OBJECT, CLICK);
    for (let attempt = 1; attempt <= 8; attempt++) {
      await vi.waitFor(() => {
        expect(scene.sent).toHaveLength(attempt);
      });
      const refused = scene.outbox.refused({ code: 'unavailable' }, 'a');
      await vi.advanceTimersByTimeAsync(5_000);
      await refused;
    }
    expect(scene.outbox.trouble).toBeNull();
    expect(scene.refusals).toEqual([]);
  } finally {
    vi.useRealTimers();
  }
});
