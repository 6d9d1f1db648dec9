import { Suspense } from 'react';
import { Outlet } from 'react-router';
import { AppBar } from './AppBar.tsx';
import styles from './Frame.module.css';
import { Loading } from './Loading.tsx';

/** The bar and the page below it. */
export function Frame() {
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
