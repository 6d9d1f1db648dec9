import { useLingui } from '@lingui/react/macro';
import { useEffect, useRef, type PointerEvent } from 'react';
import type { Picture } from '../engine/picture.ts';
import type { Stage } from '../engine/stage.ts';
import { useField } from './useStore.ts';
import styles from './Navigator.module.css';

const SIDE = 120;
/** From this many times the fitted size on one can lose one's way. */
const FROM = 1.3;

/** The whole photo, small, with the part that is in view; a drag moves the view. */
export function Navigator({ stage, picture }: { stage: Stage; picture: Picture }) {
  const zoom = useField(stage.state, 'zoom');
  return zoom >= FROM ? <Overview stage={stage} picture={picture} /> : null;
}

function Overview({ stage, picture }: { stage: Stage; picture: Picture }) {
  const { t } = useLingui();
  const seen = useField(stage.state, 'seen');
  const canvas = useRef<HTMLCanvasElement>(null);
  const scale = SIDE / Math.max(picture.width, picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    canvas.current.width = Math.round(width * devicePixelRatio);
    canvas.current.height = Math.round(height * devicePixelRatio);
    picture.drawWhole(context, canvas.current.width, canvas.current.height);
  }, [picture, width, height]);
  const go = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    stage.centre({
      x: Math.min(picture.width, Math.max(0, (event.clientX - box.left) / scale)),
      y: Math.min(picture.height, Math.max(0, (event.clientY - box.top) / scale)),
    });
  };
  return (
    <div
      className={styles.navigator}
      role="img"
      aria-label={t`Overview`}
      style={{ width, height }}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(event);
      }}
      onPointerMove={(event) => event.buttons > 0 && go(event)}
    >
      <canvas ref={canvas} className={styles.photo} />
      <span
        className={styles.view}
        style={{
          left: seen.x * scale,
          top: seen.y * scale,
          width: Math.max(4, seen.w * scale),
          height: Math.max(4, seen.h * scale),
        }}
      />
    </div>
  );
}
