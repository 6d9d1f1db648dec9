import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

const EVERY_MS = 2000;

/** While a job fills the dataset, what has arrived is shown as it comes. */
export function useRefreshDuring(working: boolean, dataset: number): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!working) return;
    const timer = setInterval(() => {
      void client.invalidateQueries({ queryKey: ['images'] });
      void client.invalidateQueries({ queryKey: ['datasets', dataset] });
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [working, dataset, client]);
}
