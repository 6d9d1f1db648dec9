import { lazy, Suspense, useEffect } from 'react';
import { Loading } from './Loading.tsx';
import { enterRoom } from './theme.ts';

const Editor = lazy(() => import('../editor/index.tsx'));

/** The editor has the window to itself and a theme of its own. */
export function EditorRoom() {
  useEffect(() => {
    enterRoom('editor');
    return () => enterRoom('pages');
  }, []);
  return (
    <Suspense fallback={<Loading />}>
      <Editor />
    </Suspense>
  );
}
