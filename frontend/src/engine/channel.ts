import { splitFrame } from './patch.ts';
import type { ServerMessage } from './wire.ts';

export type Link = 'connecting' | 'open' | 'waiting' | 'expired' | 'refused';

export interface ChannelEvents {
  message(message: ServerMessage): void;
  /** The pixels of the answer or revision with this op_id. */
  frame(opId: string, bytes: Uint8Array<ArrayBuffer>): void;
  /** `retryAt`: when the next attempt starts, in milliseconds since 1970. */
  link(link: Link, retryAt: number | null): void;
}

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
/** About ten minutes; then only the user or the browser's "online" starts it again. */
const MOST_ATTEMPTS = 45;
const HEARTBEAT = 25_000;
const SILENCE = 12_000;
/** Close codes after which trying again cannot help before somebody acts: not logged in, no permission, no such image. */
const FINAL: Readonly<Record<number, Link>> = {
  4401: 'expired',
  4403: 'refused',
  4404: 'refused',
};

/** The live connection to one image. It comes back by itself, with growing waits, until it is closed. */
export class Channel {
  private socket: WebSocket | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private heart: ReturnType<typeof setInterval> | null = null;
  private failures = 0;
  private closed = false;
  private heard = 0;

  constructor(
    private readonly url: string,
    private readonly events: ChannelEvents,
  ) {}

  open(): void {
    this.closed = false;
    this.connect();
  }

  /** Tries again at once; a user who says "now" need not wait. */
  retry(): void {
    if (this.closed || this.socket?.readyState === WebSocket.OPEN) return;
    this.failures = 0;
    this.drop();
    this.connect();
  }

  /** Ends the connection for good. */
  close(): void {
    this.closed = true;
    this.drop();
  }

  /** Sends, and says whether there was a connection to send on. */
  send(message: object): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  private connect(): void {
    this.events.link('connecting', null);
    const socket = new WebSocket(this.url);
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    socket.onopen = () => {
      this.heard = Date.now();
      this.heart = setInterval(() => {
        this.beat();
      }, HEARTBEAT / 5);
      this.events.link('open', null);
    };
    socket.onmessage = ({ data }) => {
      this.heard = Date.now();
      this.failures = 0;
      if (data instanceof ArrayBuffer) {
        const { opId, bytes } = splitFrame(data);
        this.events.frame(opId, bytes);
      } else {
        this.events.message(JSON.parse(String(data)) as ServerMessage);
      }
    };
    socket.onclose = ({ code }) => {
      if (this.socket !== socket) return;
      this.drop();
      const final = FINAL[code];
      if (final) this.events.link(final, null);
      else this.wait();
    };
  }

  private beat(): void {
    const silent = Date.now() - this.heard;
    if (silent > HEARTBEAT + SILENCE) this.retryBroken();
    else if (silent > HEARTBEAT) this.send({ type: 'ping' });
  }

  private retryBroken(): void {
    this.drop();
    this.wait();
  }

  private wait(): void {
    if (this.closed) return;
    if (this.failures >= MOST_ATTEMPTS) {
      this.events.link('waiting', null);
      return;
    }
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.failures);
    this.failures++;
    this.events.link('waiting', Date.now() + wait);
    this.timer = setTimeout(() => {
      this.connect();
    }, wait);
  }

  private drop(): void {
    if (this.timer) clearTimeout(this.timer);
    if (this.heart) clearInterval(this.heart);
    this.timer = null;
    this.heart = null;
    const socket = this.socket;
    this.socket = null;
    if (socket && socket.readyState <= WebSocket.OPEN) socket.close(1000);
  }
}
