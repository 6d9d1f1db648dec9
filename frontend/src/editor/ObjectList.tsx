import { Plural, useLingui } from '@lingui/react/macro';
import { Eye, EyeOff } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ObjectState, SessionState } from '../engine/session-state.ts';
import type { Stage } from '../engine/stage.ts';
import { number } from '../format/index.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Section } from './Section.tsx';
import { settings } from './settings.ts';
import { useStore } from './useStore.ts';
import type { Work } from './work.ts';
import styles from './ObjectList.module.css';

const SIDE = 64;

interface ListProps {
  work: Work;
  state: SessionState;
  stage: Stage;
}

/** What is cut out of the image. */
export function ObjectList({ work, state, stage }: ListProps) {
  const { t } = useLingui();
  return (
    <Section
      title={t`Objects`}
      side={state.objects.length > 1 ? number(state.objects.length) : undefined}
    >
      <ul className={styles.list}>
        {state.objects.map((object) => (
          <ObjectRow
            key={object.key}
            object={object}
            current={object.key === state.current}
            work={work}
            stage={stage}
          />
        ))}
      </ul>
    </Section>
  );
}

interface RowProps {
  object: ObjectState;
  current: boolean;
  work: Work;
  stage: Stage;
}

function ObjectRow({ object, current, work, stage }: RowProps) {
  const { t } = useLingui();
  const { hidden } = useStore(settings);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { key, area, clicks, label, imported } = object;
  const colour = area > 0 ? stage.colourOf(key) : undefined;
  const { width, height } = work.image;
  const share = number((area / (width * height)) * 100, 1);

  useEffect(() => {
    const timer = setTimeout(() => {
      const context = canvas.current?.getContext('2d', { willReadFrequently: true });
      const mask = work.session.documents[key]?.shown;
      if (context && mask) work.picture.cutOut(context, mask, SIDE);
    }, 80);
    return () => clearTimeout(timer);
  }, [work, key, area]);

  return (
    <li
      className={styles.row}
      aria-current={current || undefined}
      data-hidden={hidden || undefined}
    >
      <button type="button" className={styles.select} onClick={() => work.session.select(key)}>
        <canvas ref={canvas} width={SIDE} height={SIDE} className={styles.thumb} />
        <i className={styles.colour} style={colour ? { background: colour } : undefined} />
        <span className={styles.words}>
          <b>{label || t`Object`}</b>
          <span>
            {area === 0 ? (
              t`Click on it to begin`
            ) : (
              <>
                {clicks > 0 || !imported ? (
                  <Plural value={clicks} one="# click" other="# clicks" />
                ) : (
                  t`Pre-label`
                )}
                {` · ${share}%`}
                {hidden && ` · ${t`hidden`}`}
              </>
            )}
          </span>
        </span>
      </button>
      <IconButton
        icon={hidden ? EyeOff : Eye}
        size={24}
        label={hidden ? t`Show masks` : t`Hide masks`}
        keys="H"
        onClick={() => settings.set({ hidden: !hidden })}
        side="left"
      />
    </li>
  );
}
