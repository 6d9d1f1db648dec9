// @vitest-environment node
import { deflateSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Bitmap } from './bitmap.ts';
import { rasterise } from './brush.ts';
import type { Entry, Journal } from './journal.ts';
import type { Flash } from './flash.ts';
import { ImageSession } from './session.ts';
import type { Already, SessionServer } from './session-state.ts';
import { toPlaces } from './hand.ts';
import type { Point } from './rect.ts';
import type { Revision, Sent } from './wire.ts';

const SIZE = { width: 32, height: 24 };

/** A server that keeps one mask as ours does, and answers when the test says so. */
class Server implements SessionServer {
  bitmap = new Bitmap(SIZE.width, SIZE.height);
  version = 0;
  history: Revision[] = [];
  snapshots = [this.bitmap.clone()];
  stored = new Map<string, { json: object; frame: Uint8Array | null }>();
  inbox: Sent[] = [];
  socket: FakeSocket | null = null;
  made = false;
  /** Whether clicks change nothing. */
  idle = false;

  /** What was copied, as [id, revision]; the copy has the id 10. */
  copied: [number, number][] = [];

  masks = () =>
    Promise.resolve([
      ...(this.made ? [{ id: 9, label: 'product', version: this.version }] : []),
      ...this.copied.map(() => ({ id: 10, label: 'product', version: 0 })),
    ]);
  createMask = () => {
    this.made = true;
    return Promise.resolve({ id: 9, label: 'product', version: 0 });
  };
  head = (mask: number) =>
    Promise.resolve(
      mask === 9
        ? { version: this.version, bitmap: this.bitmap.clone() }
        : { version: 0, bitmap: new Bitmap(SIZE.width, SIZE.height) },
    );
  revisions = (mask: number) => Promise.resolve(mask === 9 ? [...this.history] : []);
  restore = () => Promise.resolve();
  copy = (mask: number, revision: number) => {
    this.copied.push([mask, revision]);
    return Promise.resolve({ id: 10, label: 'product', version: 0 });
  };

  /** Another person draws a line along the top. */
  overtake(): void {
    this.bitmap.write({ x: 0, y: 0, w: 8, h: 1 }, new Uint8Array(8).fill(1));
    this.snapshots.push(this.bitmap.clone());
    this.version++;
    this.history.push({
      number: this.version,
      kind: 'brush',
      operation: {},
      op_id: 'theirs',
      author: { id: 8, username: 'wei', name: 'Li Wei' },
      created: '2026-11-20T12:03:00Z',
    });
  }
  changeMask = () => Promise.resolve();
  removeMask = () => Promise.resolve();

  /** Answers the oldest message. `deaf`: it happens, but the answer is lost. */
  answer(deaf = false): void {
    const sent = this.inbox.shift()!;
    const answer = this.stored.get(sent.op_id) ?? this.perform(sent);
    this.stored.set(sent.op_id, answer);
    if (deaf) return;
    this.socket!.deliver(JSON.stringify(answer.json));
    if (answer.frame) this.socket!.deliver(answer.frame.buffer);
  }

  /** Says what else the newest change may mean; `opId` is of the click that made it. */
  offer(opId: string, version = this.version): void {
    const one = { bbox: [0, 0, SIZE.width, SIZE.height], patch: '' };
    const message = { type: 'offer', op_id: opId, mask: 9, version, alternatives: [one, one] };
    this.socket!.deliver(JSON.stringify(message));
  }

  private perform(sent: Sent): { json: object; frame: Uint8Array | null } {
    const before = this.bitmap.clone();
    if (sent.kind === 'click' && !this.idle) this.square(sent.x, sent.y, sent.positive);
    if (sent.kind === 'brush') {
      const points = sent.points.map(([x, y]) => ({ x, y }));
      const { rect, bits } = rasterise({ ...sent, points }, SIZE.width, SIZE.height);
      this.bitmap.paint(rect, bits, sent.positive ? 1 : 0);
    }
    if (sent.kind === 'undo') this.bitmap.copy(this.snapshots.at(-2)!);
    const changed = this.bitmap.data.filter((value, i) => value !== before.data[i]).length;
    if (changed > 0) {
      this.version++;
      if (sent.kind === 'undo') this.snapshots.pop();
      else this.snapshots.push(this.bitmap.clone());
      this.history.push({
        number: this.version,
        kind: sent.kind,
        operation: { ...sent },
        op_id: sent.op_id,
        author: null,
        created: '2026-11-20T12:00:00Z',
      });
    }
    const json = {
      type: 'answer',
      op_id: sent.op_id,
      version: this.version,
      bbox: changed > 0 ? [0, 0, SIZE.width, SIZE.height] : [0, 0, 0, 0],
      changed,
      score: null,
    };
    return { json, frame: changed > 0 ? this.frame(sent.op_id) : null };
  }

  private square(x: number, y: number, positive: boolean): void {
    const rect = { x: Math.floor(x) - 2, y: Math.floor(y) - 2, w: 5, h: 5 };
    this.bitmap.write(rect, new Uint8Array(25).fill(positive ? 1 : 0));
  }

  private frame(opId: string): Uint8Array {
    const stride = SIZE.width / 8;
    const packed = new Uint8Array(stride * SIZE.height);
    this.bitmap.data.forEach((bit, i) => {
      const [x, y] = [i % SIZE.width, Math.floor(i / SIZE.width)];
      if (bit) packed[y * stride + (x >> 3)]! |= 128 >> (x & 7);
    });
    const id = Buffer.from(opId.replaceAll('-', ''), 'hex');
    return Uint8Array.from(Buffer.concat([id, deflateSync(packed)]));
  }
}

let server: Server;

/** The browser's socket as far as the session uses it, connected to `server`. */
class FakeSocket {
  static OPEN = 1;
  readyState = 0;
  onopen: () => void = () => undefined;
  onmessage: (event: { data: unknown }) => void = () => undefined;
  onclose: (event: { code: number }) => void = () => undefined;

  constructor() {
    server.socket = this;
    queueMicrotask(() => {
      this.readyState = 1;
      this.onopen();
    });
  }
  send(text: string): void {
    const message = JSON.parse(text) as Sent & { type?: string };
    if (message.type !== 'ping') server.inbox.push(message);
  }
  deliver(data: unknown): void {
    this.onmessage({ data });
  }
  close(): void {
    this.readyState = 3;
  }
  /** The line breaks. */
  cut(): void {
    this.readyState = 3;
    this.onclose({ code: 1006 });
  }
}

let entries: Map<string, Entry>;
let flashes: Flash[];
let unchanged: (Already | null)[];
let refusals: string[];
let sessions: ImageSession[];
const journal: Journal = {
  put: (entry) => Promise.resolve(void entries.set(entry.opId, entry)),
  remove: (opId) => Promise.resolve(void entries.delete(opId)),
  entries: () => Promise.resolve([...entries.values()]),
  images: () => Promise.resolve([]),
};

async function open(): Promise<ImageSession> {
  const session = new ImageSession({ id: 1, ...SIZE }, server, 'ws://test', journal, 7, {
    painted: () => undefined,
    flash: (flash) => flashes.push(flash),
    unchanged: (already) => unchanged.push(already),
    refused: ({ code }, kind) => refusals.push(`${kind} ${code}`),
  });
  sessions.push(session);
  await session.open();
  await vi.waitFor(() => {
    expect(session.state.get().link).toBe('open');
  });
  return session;
}

beforeEach(() => {
  server = new Server();
  entries = new Map();
  flashes = [];
  unchanged = [];
  refusals = [];
  sessions = [];
  vi.stubGlobal('WebSocket', FakeSocket);
});
afterEach(() => {
  for (const session of sessions) session.close();
  vi.unstubAllGlobals();
});

async function arrived(count = 1): Promise<void> {
  await vi.waitFor(() => {
    expect(server.inbox).toHaveLength(count);
  });
}
async function quiet(session: ImageSession): Promise<void> {
  await vi.waitFor(() => {
    expect(session.state.get().unsent.size).toBe(0);
  });
}
function click(session: ImageSession, x: number, y: number, positive = true): void {
  session.steps.click([{ x, y, positive }], 'auto');
}
function brush(session: ImageSession, points: readonly Point[], radius: number): void {
  const stroke = { points: toPlaces(points), radius, shape: 'round', positive: true } as const;
  session.steps.paint({ kind: 'brush', ...stroke });
}
function same(session: ImageSession): boolean {
  return Buffer.compare(session.document.shown.data, server.bitmap.data) === 0;
}

it('the first click makes the mask, shows its point at once, and paints the answer', async () => {
  const session = await open();
  click(session, 8.5, 8.5);
  expect(session.state.get().marks).toHaveLength(1);
  await arrived();
  server.answer();
  await quiet(session);
  expect(server.made).toBe(true);
  expect(session.document.shown.area).toBe(25);
  expect(flashes[0]).toMatchObject({ added: 25, removed: 0 });
  expect(entries.size).toBe(0);
});

it('other readings of a click are offered when they come, until something else is done', async () => {
  const session = await open();
  click(session, 8.5, 8.5);
  await arrived();
  const { op_id: opId } = server.inbox[0]!;
  server.offer(opId, 1); // overtakes the answer
  expect(session.state.get().offer).toBeNull();
  server.answer();
  await quiet(session);
  expect(session.state.get().offer).toEqual({ chosen: 0, count: 2 });
  click(session, 20.5, 8.5);
  await arrived();
  server.answer();
  await quiet(session);
  expect(session.state.get().offer).toBeNull();
  server.offer(opId, 1); // too late
  expect(session.state.get().offer).toBeNull();
});

it('a stroke is there before the server has heard of it, and is the same afterwards', async () => {
  const session = await open();
  brush(
    session,
    [
      { x: 4, y: 4 },
      { x: 20, y: 14 },
    ],
    3,
  );
  const drawn = session.document.shown.clone();
  expect(drawn.area).toBeGreaterThan(0);
  await arrived();
  server.answer();
  await quiet(session);
  expect(session.document.shown.data).toEqual(drawn.data);
  expect(same(session)).toBe(true);
});

it('a click that was undone while it was being answered never shows', async () => {
  const session = await open();
  click(session, 8.5, 8.5);
  await arrived();
  session.steps.undo();
  expect(session.state.get().marks).toEqual([]);
  server.answer();
  await arrived();
  expect(session.document.shown.area).toBe(0);
  server.answer();
  await quiet(session);
  expect(session.document.shown.area).toBe(0);
  expect(flashes).toEqual([]);
  expect(same(session)).toBe(true);
});

it('a click that changed nothing says what its place is already', async () => {
  const session = await open();
  for (const [x, positive] of [
    [8.5, true],
    [8.5, true],
    [24.5, false],
  ] as const) {
    click(session, x, 8.5, positive);
    await arrived();
    server.answer();
    await quiet(session);
  }
  expect(unchanged).toEqual(['object', 'background']);
  expect(flashes).toHaveLength(1);
});

it('a click that the server did not follow is not called settled', async () => {
  const session = await open();
  click(session, 8.5, 8.5);
  await arrived();
  server.idle = true;
  server.answer();
  await quiet(session);
  expect(unchanged).toEqual([null]);
});

it('undoing a click that changed nothing leaves the step before it alone', async () => {
  const session = await open();
  click(session, 8.5, 8.5);
  await arrived();
  server.answer();
  await quiet(session);
  click(session, 8.5, 8.5);
  await arrived();
  session.steps.undo();
  server.answer();
  await quiet(session);
  expect(server.inbox).toEqual([]);
  expect(session.document.shown.area).toBe(25);
  expect(session.state.get().history.done).toHaveLength(1);
});

it('work that was answered into a broken line is neither lost nor done twice', async () => {
  const session = await open();
  click(session, 8.5, 8.5);
  await arrived();
  server.answer(true);
  server.socket!.cut();
  expect(session.state.get().unsent.size).toBe(1);
  session.retryNow();
  await arrived();
  server.answer();
  await quiet(session);
  expect(server.version).toBe(1);
  expect(same(session)).toBe(true);
});

it('what could not be sent is sent by the next visit, strokes being shown at once', async () => {
  const first = await open();
  server.socket!.cut();
  brush(first, [{ x: 10, y: 10 }], 4);
  await vi.waitFor(() => {
    expect(entries.size).toBe(1);
  });
  first.close();
  const again = await open();
  expect(again.document.shown.area).toBeGreaterThan(0);
  await arrived();
  server.answer();
  await quiet(again);
  expect(same(again)).toBe(true);
  expect(entries.size).toBe(0);
});

it('what somebody else changed is fetched', async () => {
  server.made = true;
  const session = await open();
  server.bitmap.write({ x: 0, y: 0, w: 4, h: 1 }, new Uint8Array(4).fill(1));
  server.version = 3;
  server.socket!.deliver(JSON.stringify({ type: 'revision', mask: 9, version: 3, op_id: 'other' }));
  await vi.waitFor(() => {
    expect(same(session)).toBe(true);
  });
  expect(session.document.version).toBe(3);
});

it('only the lease of another person keeps one out', async () => {
  const session = await open();
  const say = (id: number): void => {
    server.socket!.deliver(JSON.stringify({ type: 'lease', holder: { id, username: 'x' } }));
  };
  say(7);
  expect(session.state.get().holder).toBeNull();
  say(8);
  expect(session.state.get().holder?.id).toBe(8);
});

it('who asks for the image that one holds is told of, until they are refused', async () => {
  const session = await open();
  const say = (refused: boolean): void => {
    const asker = { id: 8, username: 'wei', refused };
    const holder = { id: 7, username: 'marta', asker };
    server.socket!.deliver(JSON.stringify({ type: 'lease', holder }));
  };
  say(false);
  expect(session.state.get()).toMatchObject({ holder: null, asker: { id: 8 } });
  say(true);
  expect(session.state.get().asker).toBeNull();
});

it('going back in history waits for what is on its way', async () => {
  const session = await open();
  click(session, 8.5, 8.5);
  await arrived();
  const restored = vi.spyOn(server, 'restore');
  const jumped = session.jump(1);
  expect(restored).not.toHaveBeenCalled();
  server.answer();
  await jumped;
  expect(restored).toHaveBeenCalledOnce();
});

it('going back in history says why it cannot while the line is broken', async () => {
  const session = await open();
  click(session, 8.5, 8.5);
  server.socket!.cut();
  await session.jump(1);
  expect(refusals).toEqual(['restore offline']);
});

it('what an earlier visit painted comes back on the object that it belongs to', async () => {
  const first = await open();
  brush(first, [{ x: 10, y: 10 }], 4);
  await arrived();
  server.answer();
  await quiet(first);
  first.addObject('shoe');
  server.socket!.cut();
  brush(first, [{ x: 25, y: 15 }], 3);
  await vi.waitFor(() => {
    expect(entries.size).toBe(1);
  });
  first.close();
  const again = await open();
  const [one, other] = again.documents;
  expect(one!.shown.at(25, 15)).toBe(false);
  expect(other!.shown.at(25, 15)).toBe(true);
});

it('a session that is over keeps the work until somebody has signed in', async () => {
  const session = await open();
  session.expire();
  brush(session, [{ x: 10, y: 10 }], 4);
  expect(session.state.get()).toMatchObject({ link: 'expired' });
  expect(server.inbox).toEqual([]);
  session.resume();
  await arrived();
  server.answer();
  await quiet(session);
  expect(same(session)).toBe(true);
});

it('an object is taken off the list when the server has deleted it', async () => {
  server.made = true;
  const session = await open();
  session.addObject('shoe');
  expect(session.documents).toHaveLength(1);
  brush(session, [{ x: 10, y: 10 }], 4);
  await arrived();
  server.answer();
  await quiet(session);
  session.addObject('shoe');
  expect(session.documents).toHaveLength(2);
  await session.objects.remove('9');
  expect(session.documents.map(({ label }) => label)).toEqual(['shoe']);
  expect(session.state.get().current).toBe(session.documents[0]!.key);
});

it('an object that is hidden shows itself when it is worked on', async () => {
  server.made = true;
  const session = await open();
  await session.objects.change('9', { hidden: true });
  expect(session.state.get().objects[0]!.hidden).toBe(true);
  brush(session, [{ x: 10, y: 10 }], 4);
  expect(session.state.get().objects[0]!.hidden).toBe(false);
});

it('what the server does not let one change is as it was', async () => {
  server.made = true;
  const session = await open();
  const problem = { code: 'unknown_label' };
  server.changeMask = () => Promise.reject(Object.assign(new Error(problem.code), problem));
  await session.objects.change('9', { label: 'hat' });
  expect(session.state.get().objects[0]!.label).toBe('product');
  expect(refusals).toEqual(['change unknown_label']);
});

/** A stroke that was made offline, over a mask that Li Wei then changed. */
async function contested(): Promise<ImageSession> {
  server.made = true;
  const session = await open();
  server.socket!.cut();
  brush(session, [{ x: 16, y: 16 }], 3);
  server.overtake();
  session.retryNow();
  await vi.waitFor(() => {
    expect(session.state.get().conflict).not.toBeNull();
  });
  return session;
}

it('work that meets that of another person is not sent before one has chosen', async () => {
  const session = await contested();
  expect(session.state.get().conflict).toMatchObject({ person: { name: 'Li Wei' }, mine: 1 });
  expect(server.inbox).toEqual([]);
  expect(entries.size).toBe(1);
  // Also after the page was closed and opened again.
  session.close();
  const again = await open();
  await vi.waitFor(() => {
    expect(again.state.get().conflict).toMatchObject({ mine: 1 });
  });
  expect(server.inbox).toEqual([]);
});

it('merged, it is made on top of theirs', async () => {
  const session = await contested();
  void session.resolve('merge');
  await arrived();
  expect(server.inbox[0]).toMatchObject({ kind: 'brush', mask: 9, base: 1 });
  server.answer();
  await quiet(session);
  expect(same(session)).toBe(true);
  expect(session.document.shown.at(0, 0)).toBe(true);
  expect(session.document.shown.at(16, 16)).toBe(true);
  expect(session.state.get().conflict).toBeNull();
});

it('as a copy, it becomes an object of its own, and theirs stays', async () => {
  const session = await contested();
  void session.resolve('copy');
  await arrived();
  expect(server.copied).toEqual([[9, 0]]);
  expect(server.inbox[0]).toMatchObject({ kind: 'brush', mask: 10, base: 0 });
  expect(session.document.id).toBe(10);
  expect(session.document.shown.at(16, 16)).toBe(true);
  expect(session.documents.find(({ id }) => id === 9)!.shown.area).toBe(8);
});

it('theirs comes back, with what was done here in its history', async () => {
  const session = await contested();
  const restored = vi.spyOn(server, 'restore');
  const ended = session.resolve('theirs');
  await arrived();
  server.answer();
  await ended;
  expect(restored).toHaveBeenCalledWith(9, 2, expect.any(String), 1);
});
