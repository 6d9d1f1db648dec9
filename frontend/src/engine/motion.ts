/** How long the picture has to lie still, in milliseconds, before it is drawn as finely as it can be. */
const REST = 120;

/** Whether the picture is being moved: what is drawn only for one frame may be drawn cheaply. */
export class Motion {
  private waiting: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly rested: () => void) {}

  get moving(): boolean {
    return this.waiting !== undefined;
  }

  /** The picture was moved just now. */
  moved(): void {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      this.waiting = undefined;
      this.rested();
    }, REST);
  }

  stop(): void {
    clearTimeout(this.waiting);
  }
}
