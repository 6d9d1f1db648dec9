import 'react';

declare module 'react' {
  // An index signature is what merges into an interface; a record does not.
  // eslint-disable-next-line @typescript-eslint/consistent-indexed-object-style
  interface CSSProperties {
    /** Custom properties carry measures from a component to its stylesheet. */
    [custom: `--${string}`]: string | number | undefined;
  }

  interface InputHTMLAttributes<T> {
    /** Lets a file field take a whole folder; every browser has it, the typings do not. */
    webkitdirectory?: T extends HTMLInputElement ? string : never;
  }
}
