import { loadDetectorCore } from '../../workers/detectorCore';
import { StreamDetector } from './streamDetector';
import {
  parseStreamMessage,
  type StreamLink,
  type StreamSettings,
  type WorkerCommand,
  type WorkerEvent,
} from './streamProtocol';

/*
 * The worker of the view "In this browser": it reads the stream, scores it, and posts what the page shows. The page's
 * policy lets it connect to other hosts, which the page itself may not.
 */

const FIRST_PAUSE_MILLIS = 500;
const LONGEST_PAUSE_MILLIS = 15_000;

let socket: WebSocket | null = null;
let detector: StreamDetector | null = null;
let names: readonly string[] = [];
let attempt = 0;
let retry: ReturnType<typeof setTimeout> | undefined;
/** Grows with every command that ends the connection before, so that its late events are ignored. */
let generation = 0;

self.onmessage = ({ data }: MessageEvent<WorkerCommand>) => {
  switch (data.type) {
    case 'connect':
      end();
      void connect(data.url, data.settings);
      break;
    case 'reset':
      detector?.reset();
      break;
    case 'disconnect':
      end();
      link('idle');
      break;
  }
};

async function connect(url: string, settings: StreamSettings): Promise<void> {
  const own = generation;
  link('connecting');
  let parts: Awaited<ReturnType<typeof loadParts>>;
  try {
    parts = await loadParts();
    if (own === generation) socket = new WebSocket(url);
  } catch (failure) {
    if (own === generation) link('failed', failure instanceof Error ? failure.message : String(failure));
    return;
  }
  if (socket === null || own !== generation) return;
  socket.onmessage = ({ data }) => {
    if (own !== generation) return;
    const message = typeof data === 'string' ? parseStreamMessage(data) : null;
    if (message?.type === 'meters') {
      attempt = 0;
      // The same meters after an interruption: what was learnt is kept.
      if (detector !== null && sameNames(message.names)) return;
      begin(parts, message.names, settings);
    } else if (message?.type === 'tick') {
      const result = detector?.tick(message.t, message.v);
      if (result) post({ type: 'tick', ...result }, [result.latest.values.buffer, result.latest.flags.buffer]);
    }
  };
  socket.onopen = () => own === generation && link('live');
  socket.onclose = () => {
    if (own !== generation) return;
    link('retrying');
    socket = null;
    const pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS * 2 ** attempt++);
    retry = setTimeout(() => own === generation && void connect(url, settings), pause);
  };
}

async function loadParts() {
  const module = await loadDetectorCore();
  return { core: await module.loadCore(), patterns: module.Pattern };
}

function begin(
  { core, patterns }: Awaited<ReturnType<typeof loadParts>>,
  meters: string[],
  settings: StreamSettings,
): void {
  try {
    detector = new StreamDetector({
      core,
      patterns,
      names: meters,
      settings,
      now: () => performance.now(),
      onSmallerWindow: (window) => post({ type: 'warning', window }),
    });
    names = meters;
    post({ type: 'meters', names: meters });
  } catch (failure) {
    end();
    link('failed', failure instanceof Error ? failure.message : String(failure));
  }
}

function sameNames(meters: readonly string[]): boolean {
  return names.length === meters.length && names.every((name, i) => name === meters[i]);
}

function end(): void {
  generation++;
  attempt = 0;
  clearTimeout(retry);
  socket?.close();
  socket = null;
  detector = null;
  names = [];
}

function link(state: StreamLink, detail = ''): void {
  post({ type: 'link', link: state, detail });
}

function post(event: WorkerEvent, transfer: Transferable[] = []): void {
  self.postMessage(event, { transfer });
}
