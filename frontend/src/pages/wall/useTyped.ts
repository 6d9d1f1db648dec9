import { useEffect, useRef, useState } from 'react';

const PAUSE_MS = 200;

/** Text that follows the fingers at once and is handed on after a pause; a change from outside replaces it. */
export function useTyped(
  value: string,
  onPause: (text: string) => void,
): [string, (text: string) => void] {
  const [text, setText] = useState(value);
  const handed = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (value === handed.current) return;
    handed.current = value;
    setText(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return [
    text,
    (next) => {
      setText(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        handed.current = next;
        onPause(next);
      }, PAUSE_MS);
    },
  ];
}
