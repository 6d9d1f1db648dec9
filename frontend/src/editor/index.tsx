import { useParams } from 'react-router';
import { Editor } from './Editor.tsx';
import { FailedEditor } from './FailedEditor.tsx';
import { useQueue } from './queue.ts';
import { useImage, usePrefetch, useWork } from './work.ts';

/** One image at a time, with its neighbours a key away. */
export default function EditorPage() {
  const id = Number(useParams().id);
  const { data: image } = useImage(id);
  const { work, error, retry } = useWork(id);
  const queue = useQueue(id, image?.dataset);
  usePrefetch([queue.upcoming, queue.next, queue.previous], work !== null);
  if (error !== null && error !== undefined)
    return <FailedEditor error={error} retry={retry} queue={queue} />;
  return <Editor image={image} work={work} queue={queue} />;
}
