import { Plural, useLingui } from '@lingui/react/macro';
import { Eye, EyeOff, LockKeyhole, LockKeyholeOpen } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { ObjectState } from '../engine/session-state.ts';
import type { Stage } from '../engine/stage.ts';
import { number } from '../format/index.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { ObjectMenu } from './ObjectMenu.tsx';
import { settings } from './settings.ts';
import { useStore } from './useStore.ts';
import type { Work } from './work.ts';
import styles from './ObjectList.module.css';

const SIDE = 64;
/** The thumbnail follows when the hand rests. */
const REST = 80;

interface RowProps {
  object: ObjectState;
  /** What it is called, told apart from the others. */
  name: string;
  current: boolean;
  labels: readonly string[];
  readOnly: boolean;
  canRise: boolean;
  canSink: boolean;
  work: Work;
  stage: Stage;
}

/** One object: what it looks like, what it is called, what may be done with it. */
export function ObjectRow({ object, name, current, readOnly, work, stage, ...menu }: RowProps) {
  const { t } = useLingui();
  const { key, hidden, locked } = object;
  // The colour of a mask depends on what the user chose for its label.
  useStore(settings);
  const colour = object.area > 0 ? stage.colourOf(key) : undefined;
  const session = work.session;
  return (
    <li
      className={styles.row}
      aria-current={current || undefined}
      data-hidden={hidden || undefined}
      data-locked={locked || undefined}
    >
      <button type="button" className={styles.select} onClick={() => session.select(key)}>
        <Thumb work={work} object={object} />
        <i className={styles.colour} style={colour ? { background: colour } : undefined} />
        <span className={styles.words}>
          <b>{name}</b>
          <Facts object={object} work={work} />
        </span>
      </button>
      <span className={styles.tools}>
        <ObjectMenu object={object} name={name} readOnly={readOnly} work={work} {...menu} />
        <IconButton
          icon={hidden ? EyeOff : Eye}
          size={24}
          label={hidden ? t`Show the object` : t`Hide the object`}
          keys={current ? 'Shift+H' : undefined}
          onClick={() => void session.objects.change(key, { hidden: !hidden })}
          side="left"
        />
        <IconButton
          icon={locked ? LockKeyhole : LockKeyholeOpen}
          size={24}
          label={locked ? t`Unlock the object` : t`Lock the object`}
          keys={current ? 'Shift+L' : undefined}
          reason={readOnly ? t`You cannot change this image now` : undefined}
          onClick={() => void session.objects.change(key, { locked: !locked })}
          side="left"
        />
      </span>
    </li>
  );
}

function Thumb({ work, object: { key, area } }: { work: Work; object: ObjectState }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => {
      const context = canvas.current?.getContext('2d', { willReadFrequently: true });
      const mask = work.session.documents.find((document) => document.key === key)?.shown;
      if (context && mask) work.picture.cutOut(context, mask, SIDE);
    }, REST);
    return () => clearTimeout(timer);
  }, [work, key, area]);
  return <canvas ref={canvas} width={SIDE} height={SIDE} className={styles.thumb} />;
}

/** Effort and size, or how to begin. */
function Facts({ object, work }: { object: ObjectState; work: Work }) {
  const { t } = useLingui();
  const { area, clicks, steps, imported, hidden } = object;
  const { width, height } = work.image;
  const share = number((area / (width * height)) * 100, 1);
  if (area === 0) return <span>{t`Click on it to begin`}</span>;
  return (
    <span>
      {clicks > 0 ? (
        <Plural value={clicks} one="# click" other="# clicks" />
      ) : imported ? (
        t`Pre-label`
      ) : (
        <Plural value={steps} one="# step" other="# steps" />
      )}
      {` · ${share}%`}
      {hidden && ` · ${t`hidden`}`}
    </span>
  );
}
