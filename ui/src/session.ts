import type { Timer } from './api/clock';
import { type LinkState, LiveClient } from './api/liveClient';
import type { ServerMessage } from './api/liveProtocol';
import type { Socket } from './api/webSocket';
import { anomalyReceived, selectOfDevice, snapshotReceived } from './features/anomalies/anomaliesSlice';
import { loadFeed } from './features/anomalies/loadAnomalies';
import { type Link, linkChanged, serverTimeHeard } from './features/connection/connectionSlice';
import { loadDevice } from './features/device/loadDevice';
import { defaultDevice, selectRows } from './features/devices/devicesSlice';
import { loadDevicePage } from './features/devices/loadDevices';
import { loadStatus } from './features/pipeline/loadStatus';
import { deviceChosen, metricChosen } from './features/selection/selectionSlice';
import type { AppStore, AppThunk, Services } from './store';

const STATUS_MILLIS = 2000;
const DEVICES_MILLIS = 5000;
/** How often the list is read while there is no device yet: the first reading should show at once. */
const FIRST_DEVICE_MILLIS = 1000;

type Environment = Services & { store: AppStore; open: () => Socket; random: () => number; hidden: () => boolean };

/**
 * Everything that goes on while the page is open: two live connections, two polls, and the samples that follow the
 * device on screen. Framework-free; the page starts one.
 */
export class Session {
  readonly #env: Environment;
  readonly #feed: LiveClient;
  readonly #samples: LiveClient;
  readonly #timers = new Map<string, Timer>();
  #device: string | null = null;
  #nextPage = 0;
  #hadSnapshot = false;
  #unsubscribe: (() => void) | null = null;

  constructor(env: Environment) {
    this.#env = env;
    this.#feed = this.#client('feed', (message) => this.#onFeed(message));
    this.#samples = this.#client('samples', (message) => this.#onSamples(message));
  }

  start(): void {
    this.#unsubscribe = this.#env.store.subscribe(() => this.#follow());
    this.#feed.subscribe({ samples: false });
    this.#samples.subscribe({ samples: false, anomalies: false });
    this.#feed.start();
    void this.#env.store.dispatch(loadFeed(false));
    this.#samples.start();
    this.#follow();
    this.#poll(
      'status',
      () => loadStatus(),
      () => STATUS_MILLIS,
    );
    this.#poll(
      'devices',
      () => this.#refreshDevices(),
      () => (this.#device === null ? FIRST_DEVICE_MILLIS : DEVICES_MILLIS),
    );
  }

  stop(): void {
    this.#unsubscribe?.();
    this.#feed.stop();
    this.#samples.stop();
    for (const timer of this.#timers.values()) timer.cancel();
    this.#timers.clear();
  }

  /** The browser is back online or the page is looked at again: no need to wait for the next attempt. */
  retryNow(): void {
    this.#feed.retryNow();
    this.#samples.retryNow();
  }

  #client(link: Link, onMessage: (message: ServerMessage) => void): LiveClient {
    const { open, clock, random, store } = this.#env;
    const onState = (state: LinkState) => store.dispatch(linkChanged({ link, state }));
    return new LiveClient({ open, clock, random, onState, onMessage });
  }

  #onFeed(message: ServerMessage): void {
    const { store, clock } = this.#env;
    if (message.type === 'hello' || message.type === 'heartbeat') {
      store.dispatch(serverTimeHeard({ serverMillis: message.serverMillis, localMillis: clock.now() }));
    } else if (message.type === 'snapshot') {
      store.dispatch(snapshotReceived(message.anomalies));
      // What began and ended while the connection was away.
      if (this.#hadSnapshot) void store.dispatch(loadFeed(false));
      this.#hadSnapshot = true;
    } else if (message.type === 'anomaly') {
      store.dispatch(anomalyReceived(message.anomaly));
    }
  }

  #onSamples(message: ServerMessage): void {
    if (message.type === 'snapshot' || message.type === 'scores') this.#env.series.append(message.series);
  }

  /** Makes the samples follow the device on screen, and chooses one when none is. */
  #follow(): void {
    const { store, series } = this.#env;
    const state = store.getState();
    const { device, anomaly } = state.selection;
    const feedKnown = state.anomalies.cursor !== undefined || state.anomalies.error !== null;
    if (device === null && anomaly === null && feedKnown && state.devices.query === '') {
      const choice = defaultDevice(selectRows(state));
      if (choice === null) return;
      const trouble = selectOfDevice(state, choice).find((a) => a.state === 'OPEN');
      store.dispatch(deviceChosen(choice));
      if (trouble) store.dispatch(metricChosen(trouble.metric));
      return;
    }
    if (device === this.#device || device === null) return;
    this.#device = device;
    series.show(device);
    this.#samples.subscribe({ devices: [device], anomalies: false });
    void store.dispatch(loadDevice(device));
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
