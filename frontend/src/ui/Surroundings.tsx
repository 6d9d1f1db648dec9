import { CSPProvider } from '@base-ui/react/csp-provider';
import type { ReactNode } from 'react';
import { ToastProvider } from './Toast.tsx';
import { TooltipProvider } from './Tooltip.tsx';

/** What components need around them, once. The pages forbid inline style elements, so none are made. */
export function Surroundings({ children }: { children: ReactNode }) {
  return (
    <CSPProvider disableStyleElements>
      <TooltipProvider>
        <ToastProvider>{children}</ToastProvider>
      </TooltipProvider>
    </CSPProvider>
  );
}
