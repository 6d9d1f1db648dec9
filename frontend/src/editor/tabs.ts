import { useEffect, useState } from 'react';

type Word = 'here' | 'who' | 'gone';

/** True while another tab of this browser has the same image open. */
export function useOtherTab(image: number | undefined): boolean {
  const [other, setOther] = useState(false);
  useEffect(() => {
    if (image === undefined) return;
    const channel = new BroadcastChannel(`koutu-image-${image}`);
    const say = (word: Word): void => channel.postMessage(word);
    channel.onmessage = ({ data }: MessageEvent<Word>) => {
      if (data === 'who') say('here');
      setOther(data !== 'gone');
      // Of several others one may have gone.
      if (data === 'gone') say('who');
    };
    say('who');
    const leave = (): void => say('gone');
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
      channel.close();
      setOther(false);
    };
  }, [image]);
  return other;
}
