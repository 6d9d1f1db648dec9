import { api } from '../api/client.ts';
import { Store } from '../engine/store.ts';
import type { EditorImage } from './server.ts';

/** Which image comes after one that was submitted or skipped: the next of the list that one came from, or what the server's queue says. */
export const COURSES = ['list', 'unfinished', 'rejected', 'worst'] as const;
export type Course = (typeof COURSES)[number];

const STORED = 'koutu.editor.course';

function remembered(): Course {
  const stored = localStorage.getItem(STORED);
  return COURSES.find((course) => course === stored) ?? 'list';
}

export const chosen = new Store<{ course: Course }>({ course: remembered() });

export function choose(course: Course): void {
  localStorage.setItem(STORED, course);
  chosen.set({ course });
}

/** What the queue is asked for, in this order; the first that has an image wins. */
const KINDS: Readonly<Record<'rejected' | 'worst', readonly ('fix' | 'annotate')[]>> = {
  rejected: ['fix', 'annotate'],
  worst: ['annotate'],
};

/** The next image by the server's queue, which others do not have; null when all is done. `peek`: only look, take no lease. */
export async function fromQueue(
  course: 'rejected' | 'worst',
  dataset: number,
  after: number,
  peek: boolean,
): Promise<number | null> {
  for (const kind of KINDS[course]) {
    const { image } = await api.post<{ image: EditorImage | null }>('queue/next', {
      dataset,
      kind,
      peek,
      after,
    });
    if (image) return image.id;
  }
  return null;
}
