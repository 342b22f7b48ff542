import type { Clock, Timer } from './clock';
import { parseMessage, type ServerMessage, type Subscription } from './liveProtocol';
import type { Socket } from './webSocket';

/** How a live connection is doing. */
export type LinkState =
  | { kind: 'connecting' }
  | { kind: 'live' }
  /** Connected, but nothing has come for longer than two heartbeats. */
  | { kind: 'stale'; sinceMillis: number }
  | { kind: 'reconnecting'; attempt: number; retryAtMillis: number };

export interface LiveOptions {
  open: () => Socket;
  clock: Clock;
  /** Uniform in [0, 1): spreads the reconnections of many pages. */
  random: () => number;
  onMessage: (message: ServerMessage) => void;
  onState: (state: LinkState) => void;
}

const FIRST_RETRY_MILLIS = 500;
const LONGEST_RETRY_MILLIS = 30_000;
/** How long a connection may take to send its hello; a quarter of it is the heartbeat until then. */
const HELLO_MILLIS = 10_000;
const STALE_AFTER_BEATS = 2;
const BROKEN_AFTER_BEATS = 4;

/**
 * A connection to `/ws/live` that stays up: it reconnects with growing, jittered pauses and subscribes again, which
 * brings a new snapshot. Without a message for two heartbeats it is stale; after four it is closed and reopened.
 */
export class LiveClient {
  #options: LiveOptions;
  #socket: Socket | null = null;
  #subscription: Subscription | null = null;
  #greeted = false;
  #attempt = 0;
  #heartbeatMillis = HELLO_MILLIS / BROKEN_AFTER_BEATS;
  #receivedAtMillis = 0;
  #watchdog: Timer | null = null;
  #retry: Timer | null = null;
  #state: LinkState = { kind: 'connecting' };

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  get state(): LinkState {
    return this.#state;
  }

  start(): void {
    if (this.#socket === null && this.#retry === null) this.#connect();
  }

  stop(): void {
    this.#retry?.cancel();
    this.#retry = null;
    this.#drop();
  }

  /** Replaces the subscription, now and after every reconnection. */
  subscribe(subscription: Subscription): void {
    this.#subscription = subscription;
    if (this.#greeted) this.#send(subscription);
  }

  /** Ends the pause before the next attempt, for instance when the browser is back online. */
  retryNow(): void {
    if (this.#retry === null) return;
    this.#retry.cancel();
    this.#connect();
  }

  #connect(): void {
    this.#retry = null;
    if (this.#attempt === 0) this.#enter({ kind: 'connecting' });
    const socket = this.#options.open();
    this.#socket = socket;
    this.#alive();
    socket.onmessage = (event) => this.#received(socket, event.data);
    socket.onclose = () => this.#lost(socket);
  }

  #received(socket: Socket, data: unknown): void {
    if (socket !== this.#socket) return;
    this.#alive();
    const message = typeof data === 'string' ? parseMessage(data) : null;
    if (message === null) return;
    if (message.type === 'hello') this.#greet(message.heartbeatMillis);
    else if (this.#greeted && this.#state.kind !== 'live') this.#enter({ kind: 'live' });
    // Only a connection that lasts for a heartbeat resets the pauses: one that is refused after its hello keeps them.
    if (message.type === 'heartbeat') this.#attempt = 0;
    this.#options.onMessage(message);
  }

  #greet(heartbeatMillis: number): void {
    this.#greeted = true;
    this.#heartbeatMillis = heartbeatMillis > 0 ? heartbeatMillis : this.#heartbeatMillis;
    this.#alive();
    this.#enter({ kind: 'live' });
    if (this.#subscription !== null) this.#send(this.#subscription);
  }

  #send(subscription: Subscription): void {
    this.#socket?.send(JSON.stringify({ type: 'subscribe', ...subscription }));
  }

  #alive(): void {
    this.#receivedAtMillis = this.#options.clock.now();
    this.#watch(STALE_AFTER_BEATS * this.#heartbeatMillis, () => this.#silent());
  }

  #silent(): void {
    if (this.#greeted) this.#enter({ kind: 'stale', sinceMillis: this.#receivedAtMillis });
    const socket = this.#socket;
    const rest = (BROKEN_AFTER_BEATS - STALE_AFTER_BEATS) * this.#heartbeatMillis;
    this.#watch(rest, () => socket && this.#lost(socket));
  }

  #lost(socket: Socket): void {
    if (socket !== this.#socket) return;
    this.#drop();
    const pause =
      Math.min(LONGEST_RETRY_MILLIS, FIRST_RETRY_MILLIS * 2 ** this.#attempt) * (0.5 + this.#options.random() / 2);
    this.#attempt += 1;
    this.#retry = this.#options.clock.after(pause, () => this.#connect());
    const retryAtMillis = this.#options.clock.now() + pause;
    this.#enter({ kind: 'reconnecting', attempt: this.#attempt, retryAtMillis });
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#greeted = false;
    this.#watchdog?.cancel();
    this.#watchdog = null;
    if (socket === null) return;
    socket.onmessage = null;
    socket.onclose = null;
    socket.close();
  }

  #watch(millis: number, task: () => void): void {
    this.#watchdog?.cancel();
    this.#watchdog = this.#options.clock.after(millis, task);
  }

  #enter(state: LinkState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
