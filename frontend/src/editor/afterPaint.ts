/** A page that is not seen draws no frames, and a busy machine draws them late; nobody waits longer than this, in milliseconds. */
const LONGEST = 100;
/** What the user does next is done on what they were told last. */
const FIRST = ['keydown', 'pointerdown'] as const;

/** Calls `job` when the next frame has been drawn, once however often it was asked for; at once when the user presses a key or a button. */
export class AfterPaint {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private frame = 0;

  constructor(private readonly job: () => void) {}

  ask(): void {
    if (this.timer !== undefined) return;
    this.timer = setTimeout(this.now, LONGEST);
    this.frame = requestAnimationFrame(() => {
      clearTimeout(this.timer);
      this.timer = setTimeout(this.now);
    });
    for (const type of FIRST) window.addEventListener(type, this.now, true);
  }

  /** Calls it at once. */
  readonly now = (): void => {
    this.stop();
    this.job();
  };

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    cancelAnimationFrame(this.frame);
    for (const type of FIRST) window.removeEventListener(type, this.now, true);
  }
}
