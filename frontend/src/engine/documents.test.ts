import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Bitmap } from './bitmap.ts';
import { Documents } from './documents.ts';
import type { SessionServer } from './session-state.ts';
import type { MaskInfo } from './wire.ts';

const SIZE = { id: 1, width: 8, height: 6 };

/** A server with a list of masks that the test changes. */
class Server implements SessionServer {
  list: MaskInfo[] = [];
  /** The next mask is made, but the answer does not arrive. */
  deaf = false;
  masks = () => Promise.resolve([...this.list]);
  createMask = (_image: number, label: string) => {
    const made = { id: 10 + this.list.length, label: label || 'product', version: 0 };
    this.list.push(made);
    return this.deaf ? Promise.reject(new Error('broken line')) : Promise.resolve(made);
  };
  head = (mask: number) => {
    const bitmap = new Bitmap(SIZE.width, SIZE.height);
    const version = this.list.find(({ id }) => id === mask)?.version ?? 0;
    return Promise.resolve({ version, bitmap });
  };
  revisions = () => Promise.resolve([]);
  restore = () => Promise.resolve();
  copy = () => Promise.reject(new Error('not here'));
  changeMask = () => Promise.resolve();
  removeMask = () => Promise.resolve();
}

let server: Server;
const gone = vi.fn();
const waits = vi.fn(() => false);

async function open(...list: MaskInfo[]): Promise<Documents> {
  server.list = list;
  const documents = new Documents(SIZE, server, 7, { replaced: () => undefined, gone, waits });
  await documents.open();
  return documents;
}
const labels = ({ list }: Documents): string[] => list.map(({ label }) => label);
const shirt = { id: 1, label: 'shirt', version: 3 };
const shoe = { id: 2, label: 'shoe', version: 1 };

beforeEach(() => {
  server = new Server();
  gone.mockReset();
});

describe('the objects of an image', () => {
  it('are what the server has, or one that is empty', async () => {
    expect(labels(await open(shirt, shoe))).toEqual(['shirt', 'shoe']);
    expect(labels(await open())).toEqual(['']);
  });

  it('are made on the server when they are first worked on, each with its label, each once', async () => {
    const documents = await open(shirt);
    const added = documents.add('shoe');
    expect(server.list).toHaveLength(1);
    const ids = await Promise.all([documents.ensure(added), documents.ensure(added)]);
    expect(server.list.map(({ label }) => label)).toEqual(['shirt', 'shoe']);
    expect(ids).toEqual([11, 11]);
    expect(documents.get(added.key)).toBe(added);
  });

  it('are not made twice when the answer was lost', async () => {
    const documents = await open();
    server.deaf = true;
    await expect(documents.ensure(documents.list[0]!)).rejects.toThrow('broken line');
    await documents.sync();
    expect(documents.list.map(({ id }) => id)).toEqual([10]);
  });

  it('come and go as others make and delete them', async () => {
    const documents = await open(shirt);
    server.list = [shirt, shoe];
    await documents.sync();
    expect(labels(documents)).toEqual(['shirt', 'shoe']);
    server.list = [{ ...shoe, label: 'boot' }];
    await documents.sync();
    expect(labels(documents)).toEqual(['boot']);
    expect(gone).toHaveBeenCalledOnce();
    server.list = [];
    await documents.sync();
    expect(documents.list.map(({ id }) => id)).toEqual([null]);
  });

  it('another person begins is not taken for the one that we have not made yet', async () => {
    const documents = await open(shirt);
    documents.add('hat');
    server.list = [shirt, { ...shoe, version: 0 }];
    await documents.sync();
    expect(documents.list.map(({ id }) => id)).toEqual([1, null, 2]);
  });

  it('that another tab begins takes the place of the stand-in, unless something was done to that', async () => {
    const untouched = await open();
    server.list = [shirt];
    await untouched.sync();
    expect(labels(untouched)).toEqual(['shirt']);
    const touched = await open();
    waits.mockReturnValueOnce(true);
    server.list = [shirt];
    await touched.sync();
    expect(labels(touched)).toEqual(['', 'shirt']);
  });

  it('stand in the order that the server keeps, and can be moved', async () => {
    const documents = await open({ ...shirt, order: 1 }, { ...shoe, order: 0 });
    expect(labels(documents)).toEqual(['shoe', 'shirt']);
    documents.add('hat');
    expect(documents.move(documents.get('2')!, 1)).toBe(true);
    expect(labels(documents)).toEqual(['shirt', 'shoe', 'hat']);
    expect(documents.move(documents.get('1')!, -1)).toBe(false);
  });

  it('of an earlier visit are found again, several that were not made yet kept apart', async () => {
    const documents = await open(shirt);
    const [first, second] = [documents.revive('k1'), documents.revive('k2')];
    expect(first).not.toBe(second);
    expect(documents.revive('k1')).toBe(first);
    const alone = await open();
    alone.revive('k1');
    expect(alone.list).toHaveLength(1);
  });
});
