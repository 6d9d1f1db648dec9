import '@fontsource-variable/inter/index.css';
import '../tokens/tokens.css';
import '../tokens/base.css';
import { i18n } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { listenToKeys } from '../actions/keyboard.ts';
import { preferredLanguage, setLanguage } from '../i18n/index.ts';
import { Surroundings } from '../ui/Surroundings.tsx';
import { defineAllActions } from './actions.ts';
import { queries } from './queries.ts';
import { router } from './router.tsx';

defineAllActions();
listenToKeys(window);

const root = document.getElementById('root');
if (!root) throw new Error('the page has no root element');

await setLanguage(preferredLanguage(), false);
createRoot(root).render(
  <StrictMode>
    <I18nProvider i18n={i18n}>
      <QueryClientProvider client={queries}>
        <Surroundings>
          <RouterProvider router={router} />
        </Surroundings>
      </QueryClientProvider>
    </I18nProvider>
  </StrictMode>,
);
