import 'fake-indexeddb/auto';
import { expect, it, vi } from 'vitest';
import { openJournal, type Entry } from './journal.ts';

function entry(opId: string, image: number, made: number, serial = 0): Entry {
  return {
    opId,
    image,
    mask: null,
    object: 'k',
    interaction: { kind: 'undo' },
    base: null,
    seen: 0,
    made,
    serial,
  };
}

it('gives back what waits for an image, oldest first, until it is removed', async () => {
  const journal = await openJournal('marta');
  await journal.put(entry('b', 1, 20, 1));
  await journal.put(entry('a', 1, 20, 0));
  await journal.put(entry('other', 2, 5));
  const again = await openJournal('marta');
  expect((await again.entries(1)).map(({ opId }) => opId)).toEqual(['a', 'b']);
  await again.remove('a');
  expect((await journal.entries(1)).map(({ opId }) => opId)).toEqual(['b']);
});

it('knows the images for which something has waited for a while', async () => {
  const journal = await openJournal('li');
  await journal.put(entry('one', 3, 10));
  await journal.put(entry('two', 3, 11));
  await journal.put(entry('just now', 4, 90));
  expect(await journal.images(50)).toEqual([3]);
});

it('keeps people who share a browser apart', async () => {
  const [marta, wei] = [await openJournal('m'), await openJournal('w')];
  await marta.put(entry('mine', 7, 1));
  expect(await wei.entries(7)).toEqual([]);
});

it('needs one connection for all images that are opened, and each user has an own one', async () => {
  const opened = vi.spyOn(indexedDB, 'open');
  for (let image = 1; image <= 50; image++) {
    const journal = await openJournal('one');
    await journal.put(entry(`one ${image}`, image, 1));
  }
  await openJournal('two');
  expect(opened.mock.calls.map(([name]) => name)).toEqual([
    'koutu-journal-one',
    'koutu-journal-two',
  ]);
});

it('goes on after the browser has cleared what the site keeps', async () => {
  const journal = await openJournal('cleared');
  await journal.put(entry('before', 1, 1));
  await new Promise((resolve, reject) => {
    const clearing = indexedDB.deleteDatabase('koutu-journal-cleared');
    clearing.onsuccess = resolve;
    clearing.onblocked = clearing.onerror = reject;
  });
  await journal.put(entry('after', 1, 2));
  expect((await journal.entries(1)).map(({ opId }) => opId)).toEqual(['after']);
});
