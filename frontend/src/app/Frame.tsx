import { Suspense, useEffect } from 'react';
import { Outlet } from 'react-router';
import { AppBar } from './AppBar.tsx';
import styles from './Frame.module.css';
import { Loading } from './Loading.tsx';

/** Fetches the other pages while there is nothing else to do, so that they also open when the connection is gone. */
function fetchPages(): void {
  void Promise.allSettled([
    import('../pages/datasets/index.tsx'),
    import('../pages/wall/index.tsx'),
    import('../pages/jobs/index.tsx'),
    import('../pages/members/index.tsx'),
    import('../editor/index.tsx'),
  ]);
}

/** The bar and the page below it. */
export function Frame() {
  useEffect(() => {
    const timer = setTimeout(fetchPages, 2000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={styles.frame}>
      <AppBar />
      <main className={styles.page}>
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}
