import type { AppStore } from '../../store';
import type { StreamSettings, WorkerCommand, WorkerEvent } from './streamProtocol';
import {
  alertsExpired,
  meterAnomalyChanged,
  metersNamed,
  streamLinkChanged,
  telemetryReset,
  ticked,
  windowReduced,
} from './telemetrySlice';

const EXPIRY_MILLIS = 1000;

/** The part of a worker that a session uses. */
export type StreamWorker = {
  postMessage(command: WorkerCommand): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<WorkerEvent>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
};

/** A stream that this browser scores: the worker's events become actions. It goes on while other views are shown. */
export class StreamSession {
  readonly #store: Pick<AppStore, 'dispatch' | 'getState'>;
  readonly #open: () => StreamWorker;
  readonly #now: () => number;
  #worker: StreamWorker | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(store: Pick<AppStore, 'dispatch' | 'getState'>, open: () => StreamWorker, now: () => number) {
    this.#store = store;
    this.#open = open;
    this.#now = now;
  }

  connect(url: string, settings: StreamSettings): void {
    this.#worker ??= this.#started();
    this.#timer ??= setInterval(() => this.#expire(), EXPIRY_MILLIS);
    this.#store.dispatch(metersNamed([]));
    this.#worker.postMessage({ type: 'connect', url, settings });
  }

  /** Forgets what was learnt and every alert; the stream goes on. */
  reset(): void {
    this.#worker?.postMessage({ type: 'reset' });
    this.#store.dispatch(telemetryReset());
  }

  disconnect(): void {
    this.#worker?.terminate();
    this.#worker = null;
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#store.dispatch(streamLinkChanged({ link: 'idle', detail: '' }));
  }

  #started(): StreamWorker {
    const worker = this.#open();
    worker.onmessage = ({ data }) => this.#received(data);
    worker.onerror = ({ message }) => {
      this.disconnect();
      this.#store.dispatch(streamLinkChanged({ link: 'failed', detail: message ?? '' }));
    };
    return worker;
  }

  #received(event: WorkerEvent): void {
    const { dispatch } = this.#store;
    switch (event.type) {
      case 'link':
        dispatch(streamLinkChanged({ link: event.link, detail: event.detail }));
        break;
      case 'meters':
        dispatch(metersNamed(event.names));
        break;
      case 'tick':
        dispatch(ticked({ latest: event.latest, figures: event.figures }));
        for (const anomaly of event.anomalies) dispatch(meterAnomalyChanged({ anomaly, nowMillis: this.#now() }));
        break;
      case 'warning':
        dispatch(windowReduced(event.window));
        break;
    }
  }

  #expire(): void {
    if (Object.keys(this.#store.getState().telemetry.alerts).length > 0)
      this.#store.dispatch(alertsExpired(this.#now()));
  }
}
