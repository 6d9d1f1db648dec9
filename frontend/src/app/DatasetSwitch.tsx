import { useLingui } from '@lingui/react/macro';
import { ChevronsUpDown, LayoutGrid } from 'lucide-react';
import { useNavigate } from 'react-router';
import { useDataset, useDatasets } from '../api/hooks.ts';
import { Icon } from '../ui/Icon.tsx';
import { Menu, MenuItem, MenuLine, MenuRadio } from '../ui/Menu.tsx';
import styles from './DatasetSwitch.module.css';

/** The name of the dataset one is in, and the way to the others. */
export function DatasetSwitch({ id }: { id: number }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const current = useDataset(id).data;
  const datasets = useDatasets().data ?? [];
  if (!current) return null;
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          className={styles.button}
          aria-label={t`Dataset: ${{ name: current.name }}`}
        >
          <span className={styles.name}>{current.name}</span>
          <Icon of={ChevronsUpDown} size={14} className={styles.arrows} />
        </button>
      }
    >
      <MenuRadio
        label={t`Datasets`}
        value={String(id)}
        onChange={(next) => void navigate(`/datasets/${next}`)}
        options={datasets.slice(0, 20).map((d) => ({ value: String(d.id), label: d.name }))}
      />
      <MenuLine />
      <MenuItem icon={LayoutGrid} onClick={() => void navigate('/datasets')}>
        {t`All datasets`}
      </MenuItem>
    </Menu>
  );
}
