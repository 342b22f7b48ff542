import type { Timer } from './api/clock';
import { LiveClient } from './api/liveClient';
import type { ServerMessage } from './api/liveProtocol';
import type { Socket } from './api/webSocket';
import { anomalyReceived, snapshotReceived } from './features/anomalies/anomaliesSlice';
import { loadFeed } from './features/anomalies/loadAnomalies';
import { linkChanged, samplesSkipped, serverTimeReceived } from './features/connection/connectionSlice';
import { loadDevicePage } from './features/devices/loadDevices';
import { loadInbox } from './features/inbox/loadInbox';
import { loadStatus } from './features/system/loadStatus';
import type { AppStore, AppThunk, Services } from './store';

const STATUS_MILLIS = 2000;
const INBOX_MILLIS = 3000;
const DEVICES_MILLIS = 5000;
/** How often the list is read while there is no device yet: the first reading shows at once. */
const FIRST_DEVICE_MILLIS = 1000;
/** The server refuses a subscription with more names, or a longer message. */
const MOST_DEVICES = 1000;
const MOST_NAME_BYTES = 60_000;

type Environment = Services & { store: AppStore; open: () => Socket; random: () => number; hidden: () => boolean };

/**
 * What goes on while the page is open, whatever view is shown: the live connection and three polls. One connection
 * carries the anomalies of every device and the samples of the devices that the views follow. Framework-free.
 */
export class Session {
  readonly #env: Environment;
  readonly #live: LiveClient;
  readonly #timers = new Map<string, Timer>();
  #nextPage = 0;
  #hadSnapshot = false;

  constructor(env: Environment) {
    this.#env = env;
    const { open, clock, random, store } = env;
    this.#live = new LiveClient({
      open,
      clock,
      random,
      onState: (state) => store.dispatch(linkChanged(state)),
      onMessage: (message) => this.#received(message),
    });
    this.followDevices([]);
  }

  start(): void {
    this.#live.start();
    void this.#env.store.dispatch(loadFeed(false));
    this.#poll(
      'status',
      () => loadStatus(),
      () => STATUS_MILLIS,
    );
    this.#poll(
      'inbox',
      () => loadInbox(),
      () => INBOX_MILLIS,
    );
    this.#poll(
      'devices',
      () => this.#refreshDevices(),
      () => (this.#knowsDevices() ? DEVICES_MILLIS : FIRST_DEVICE_MILLIS),
    );
  }

  stop(): void {
    this.#live.stop();
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
  }

  /** Subscribes to the samples of these devices, in place of those before. */
  followDevices(devices: readonly string[]): void {
    const named = admitted(devices);
    // An empty list would mean all devices.
    this.#live.subscribe({ everyAnomaly: true, ...(named.length > 0 ? { devices: named } : { samples: false }) });
  }

  /** The browser is back online or the page is looked at again: no need to wait for the next attempt. */
  retryNow(): void {
    this.#live.retryNow();
  }

  #received(message: ServerMessage): void {
    const { store, clock, samples } = this.#env;
    switch (message.type) {
      case 'hello':
      case 'heartbeat':
        store.dispatch(serverTimeReceived({ serverMillis: message.serverMillis, localMillis: clock.now() }));
        break;
      case 'snapshot':
        store.dispatch(snapshotReceived(message.anomalies));
        // What opened and ended since the last page was read, for instance while the connection was away.
        if (this.#hadSnapshot) void store.dispatch(loadFeed(false));
        this.#hadSnapshot = true;
        samples.restart(message.series);
        break;
      case 'scores':
        samples.append(message.series);
        store.dispatch(samplesSkipped(message.coalesced));
        break;
      case 'anomaly':
        store.dispatch(anomalyReceived(message.anomaly));
        break;
    }
  }

  #knowsDevices(): boolean {
    return this.#env.store.getState().devices.pages.some(({ page }) => page.items.length > 0);
  }

  /** One page of the list at a time, so that thousands of devices are no burst. */
  #refreshDevices(): AppThunk {
    return async (dispatch, state) => {
      const { pages } = state().devices;
      this.#nextPage = pages.length === 0 ? 0 : (this.#nextPage + 1) % pages.length;
      await dispatch(loadDevicePage(pages[this.#nextPage]?.cursor));
    };
  }

  #poll(name: string, task: () => AppThunk, pauseMillis: () => number): void {
    const again = () => this.#timers.set(name, this.#env.clock.after(pauseMillis(), run));
    const run = () => {
      if (this.#env.hidden()) again();
      else void this.#env.store.dispatch(task()).finally(() => this.#timers.has(name) && again());
    };
    this.#timers.set(name, this.#env.clock.after(0, run));
  }
}

/** As many of the names, from the first, as one subscription may hold. */
function admitted(devices: readonly string[]): string[] {
  const encoder = new TextEncoder();
  let bytes = 0;
  const first = devices.slice(0, MOST_DEVICES);
  const end = first.findIndex((name) => {
    bytes += encoder.encode(JSON.stringify(name)).length + 1;
    return bytes > MOST_NAME_BYTES;
  });
  return end < 0 ? first : first.slice(0, end);
}
