import { Channel, type Link } from './channel.ts';
import { Frames } from './frames.ts';
import { report } from './report.ts';
import type {
  AnswerMessage,
  ErrorMessage,
  LeaseMessage,
  OfferMessage,
  PreviewMessage,
  RevisionMessage,
  ScoreMessage,
  ServerMessage,
} from './wire.ts';

export interface LivePorts {
  answer(message: AnswerMessage): Promise<void>;
  offer(message: OfferMessage): void;
  preview(message: PreviewMessage): Promise<void>;
  error(message: ErrorMessage): Promise<void>;
  revision(message: RevisionMessage): void;
  lease(message: LeaseMessage): void;
  score(message: ScoreMessage): void;
  link(link: Link, retryAt: number | null): void;
}

/** The live connection of an image: sends, sorts what comes, and keeps the pixels until their answer asks for them. */
export class Live {
  readonly frames = new Frames();
  private readonly channel: Channel;

  constructor(
    url: string,
    private readonly ports: LivePorts,
  ) {
    this.channel = new Channel(url, {
      message: (message) => {
        this.receive(message);
      },
      frame: (opId, bytes) => {
        this.frames.arrived(opId, bytes);
      },
      link: (link, retryAt) => {
        this.frames.lost();
        ports.link(link, retryAt);
      },
    });
  }

  open(): void {
    this.channel.open();
  }

  close(): void {
    this.channel.close();
  }

  retry(): void {
    this.channel.retry();
  }

  /** Sends, and says whether there was a connection. */
  send(message: object): boolean {
    return this.channel.send(message);
  }

  private receive(message: ServerMessage): void {
    switch (message.type) {
      case 'answer':
        this.ports.answer(message).catch(report);
        break;
      case 'offer':
        this.ports.offer(message);
        break;
      case 'preview':
        this.ports.preview(message).catch(report);
        break;
      case 'error':
        this.ports.error(message).catch(report);
        break;
      case 'revision':
        this.ports.revision(message);
        break;
      case 'lease':
        this.ports.lease(message);
        break;
      case 'score':
        this.ports.score(message);
        break;
    }
  }
}
