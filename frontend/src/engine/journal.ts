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
  /** Images for which something waits that was done before then, in milliseconds since 1970. */
  images(before: number): Promise<number[]>;
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

/** One connection for each user however many images are opened; a place is empty until it is needed again. */
const connections = new Map<string, Promise<IDBDatabase>>();

function connected(user: string): Promise<IDBDatabase> {
  const known = connections.get(user);
  if (known) return known;
  const forget = (): void => {
    connections.delete(user);
  };
  const connection = connect(user).then((database) => {
    // The browser closes it when the site's data is cleared, and asks us to when somebody wants it gone.
    database.onclose = forget;
    database.onversionchange = () => {
      forget();
      database.close();
    };
    return database;
  });
  connections.set(user, connection);
  connection.catch(forget);
  return connection;
}

function connect(user: string): Promise<IDBDatabase> {
  const opening = indexedDB.open(`koutu-journal-${user}`, 1);
  opening.onupgradeneeded = () => {
    const store = opening.result.createObjectStore(STORE, { keyPath: 'opId' });
    store.createIndex('image', 'image');
  };
  return done(opening);
}

/** Opens the journal of one user, so that people who share a browser do not send each other's work. */
export async function openJournal(user: string): Promise<Journal> {
  await connected(user);
  const write = async (job: (store: IDBObjectStore) => void): Promise<void> => {
    const transaction = (await connected(user)).transaction(STORE, 'readwrite');
    job(transaction.objectStore(STORE));
    await committed(transaction);
  };
  return {
    put: (entry) => write((store) => store.put(entry)),
    remove: (opId) => write((store) => store.delete(opId)),
    async entries(image) {
      const store = (await connected(user)).transaction(STORE).objectStore(STORE);
      const found = (await done(store.index('image').getAll(image))) as Entry[];
      return found.sort((a, b) => a.made - b.made || a.serial - b.serial);
    },
    async images(before) {
      const store = (await connected(user)).transaction(STORE).objectStore(STORE);
      const found = (await done(store.getAll())) as Entry[];
      return [...new Set(found.filter(({ made }) => made < before).map(({ image }) => image))];
    },
  };
}
