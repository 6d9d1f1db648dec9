import { useEffect, useState } from 'react';

type Word = 'here' | 'who';

const ASK_EVERY = 5_000;
/** A tab that crashed says no goodbye: who has not answered for so long is gone. */
const SILENT = 8_000;

/** True while another tab of this browser has the same image open. */
export function useOtherTab(image: number | undefined): boolean {
  const [other, setOther] = useState(false);
  useEffect(() => {
    if (image === undefined) return;
    const channel = new BroadcastChannel(`koutu-image-${image}`);
    const say = (word: Word): void => channel.postMessage(word);
    let heard = 0;
    channel.onmessage = ({ data }: MessageEvent<Word>) => {
      if (data === 'who') say('here');
      heard = Date.now();
      setOther(true);
    };
    say('who');
    const timer = setInterval(() => {
      say('who');
      if (Date.now() - heard > SILENT) setOther(false);
    }, ASK_EVERY);
    return () => {
      clearInterval(timer);
      channel.close();
      setOther(false);
    };
  }, [image]);
  return other;
}
