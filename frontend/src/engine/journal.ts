import type { Interaction } from './wire.ts';

/** An operation as it waits for the server's word, also through a reload of the page. */
export interface Entry {
  readonly opId: string;
  readonly image: number;
  /** null: the object's mask has yet to be made. */
  readonly mask: number | null;
  /** The object, by the name that it has in the page; tells several apart whose masks have yet to be made. */
  readonly object: string;
  readonly interaction: Interaction;
  /** The version it was last sent against; a repetition must say the same. null: never sent. */
  readonly base: number | null;
  /** The version that the user saw when it was done. */
  readonly seen: number;
  /** Milliseconds since 1970; with `serial` the order of what the user did. */
  readonly made: number;
  readonly serial: number;
}

/** Keeps what was done and is not yet on the server. */
export interface Journal {
  put(entry: Entry): Promise<void>;
  remove(opId: string): Promise<void>;
  /** What waits for an image, oldest first. */
  entries(image: number): Promise<Entry[]>;
}

const STORE = 'operations';

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('the journal cannot be used'));
    };
  });
}

function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = (): void => {
      reject(transaction.error ?? new Error('the journal could not be written'));
    };
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onabort = failed;
    transaction.onerror = failed;
  });
}

/** Opens the journal of one user, so that people who share a browser do not send each other's work. */
export async function openJournal(user: string): Promise<Journal> {
  const opening = indexedDB.open(`koutu-journal-${user}`, 1);
  opening.onupgradeneeded = () => {
    const store = opening.result.createObjectStore(STORE, { keyPath: 'opId' });
    store.createIndex('image', 'image');
  };
  const database = await done(opening);
  return {
    async put(entry) {
      const transaction = database.transaction(STORE, 'readwrite');
      transaction.objectStore(STORE).put(entry);
      await committed(transaction);
    },
    async remove(opId) {
      const transaction = database.transaction(STORE, 'readwrite');
      transaction.objectStore(STORE).delete(opId);
      await committed(transaction);
    },
    async entries(image) {
      const store = database.transaction(STORE).objectStore(STORE);
      const found = (await done(store.index('image').getAll(image))) as Entry[];
      return found.sort((a, b) => a.made - b.made || a.serial - b.serial);
    },
  };
}
