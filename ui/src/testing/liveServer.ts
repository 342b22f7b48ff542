import type { Subscription } from '../api/liveProtocol';
import type { Socket } from '../api/webSocket';

/** The server's side of `/ws/live` in memory: every connection that was opened, what it was sent, and what it says. */
export class LiveServer {
  readonly connections: Connection[] = [];

  open = (): Socket => {
    const connection = new Connection();
    this.connections.push(connection);
    return connection;
  };

  get newest(): Connection {
    const connection = this.connections.at(-1);
    if (connection === undefined) throw new Error('nobody has connected');
    return connection;
  }
}

export class Connection implements Socket {
  onmessage: Socket['onmessage'] = null;
  onclose: Socket['onclose'] = null;
  readonly received: Subscription[] = [];
  closedByClient = false;

  send(text: string): void {
    this.received.push(JSON.parse(text));
  }

  close(): void {
    this.closedByClient = true;
  }

  say(message: object): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }

  hello(heartbeatMillis = 5000): void {
    this.say({ type: 'hello', version: '1', serverMillis: 0, heartbeatMillis, throttleMillis: 100 });
  }

  drop(): void {
    this.onclose?.();
  }
}
