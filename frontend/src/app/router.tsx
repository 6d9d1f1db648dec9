import { createBrowserRouter, Navigate } from 'react-router';
import { EditorRoom } from './EditorRoom.tsx';
import { PageFailed } from './Failed.tsx';
import { Frame } from './Frame.tsx';
import { Loading } from './Loading.tsx';
import { NotFound } from './NotFound.tsx';
import { Root } from './Root.tsx';
import { SignedIn } from './SignedIn.tsx';

// One lazy chunk a page, so that the login page does not carry the editor.
export const router = createBrowserRouter([
  {
    element: <Root />,
    errorElement: <PageFailed />,
    hydrateFallbackElement: <Loading />,
    children: [
      { path: '/login', lazy: () => import('../pages/login/index.tsx') },
      {
        element: <SignedIn />,
        children: [
          {
            element: <Frame />,
            children: [
              {
                errorElement: <PageFailed />,
                children: [
                  { path: '/', element: <Navigate to="/datasets" replace /> },
                  { path: '/datasets', lazy: () => import('../pages/datasets/index.tsx') },
                  { path: '/datasets/:dataset', lazy: () => import('../pages/wall/index.tsx') },
                  {
                    path: '/datasets/:dataset/members',
                    lazy: () => import('../pages/members/index.tsx'),
                  },
                  {
                    path: '/datasets/:dataset/settings',
                    lazy: () => import('../pages/settings/index.tsx'),
                  },
                  { path: '/people', lazy: () => import('../pages/people/index.tsx') },
                  { path: '/profile', lazy: () => import('../pages/profile/index.tsx') },
                  { path: '/profile/keys', lazy: () => import('../pages/keys/index.tsx') },
                  { path: '/system', lazy: () => import('../pages/system/index.tsx') },
                  { path: '/audit', lazy: () => import('../pages/audit/index.tsx') },
                  { path: '/jobs', lazy: () => import('../pages/jobs/index.tsx') },
                  { path: '*', element: <NotFound /> },
                ],
              },
            ],
          },
          { path: '/images/:id', element: <EditorRoom />, errorElement: <PageFailed /> },
        ],
      },
    ],
  },
]);
