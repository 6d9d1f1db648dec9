import { useLingui } from '@lingui/react';
import { useLingui as useMacro } from '@lingui/react/macro';
import { Fragment } from 'react';
import { useAction } from '../actions/hooks.ts';
import { keyCaps } from '../actions/keys.ts';
import { Icon } from '../ui/Icon.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import { settings } from './settings.ts';
import { TOOL_GROUPS, toolAction } from './tools.ts';
import { useStore } from './useStore.ts';
import styles from './ToolRail.module.css';

/** The tools, one key each, and at the foot what is always at hand. */
export function ToolRail({ panelOpen }: { panelOpen: boolean }) {
  const { t } = useMacro();
  const { tool } = useStore(settings);
  return (
    <nav className={styles.rail} aria-label={t`Tools`}>
      <div className={styles.tools}>
        {TOOL_GROUPS.map((group, index) => (
          <Fragment key={index}>
            {index > 0 && <span className={styles.line} />}
            {group.map((entry) => (
              <ToolButton
                key={entry.tool}
                action={toolAction(entry.tool)}
                active={tool === entry.tool}
              />
            ))}
          </Fragment>
        ))}
      </div>
      <div className={styles.foot}>
        <ToolButton action="editor.undo" corner={false} />
        <ToolButton action="editor.redo" corner={false} />
        <span className={styles.line} />
        <span className={styles.panel} data-open={panelOpen || undefined}>
          <ToolButton action="editor.panel" corner={false} />
        </span>
        <span className={styles.help}>
          <ToolButton action="app.help" />
        </span>
      </div>
    </nav>
  );
}

function ToolButton({
  action: id,
  active,
  corner = true,
}: {
  action: string;
  active?: boolean;
  corner?: boolean;
}) {
  const { _ } = useLingui();
  const action = useAction(id);
  const reason = action.unavailable && _(action.unavailable);
  const key = action.keys[0];
  return (
    <Tooltip text={reason ?? _(action.label)} keys={key} side="right">
      <button
        type="button"
        className={styles.tool}
        aria-label={_(action.label)}
        aria-pressed={active}
        aria-disabled={reason !== undefined || undefined}
        onClick={action.run}
      >
        {action.icon && <Icon of={action.icon} size={18} />}
        {corner && key !== undefined && <kbd className={styles.key}>{keyCaps(key).join('')}</kbd>}
      </button>
    </Tooltip>
  );
}
