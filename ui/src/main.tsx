import './theme.css';
import './page.css';
import { createRoot } from 'react-dom/client';
import { systemClock } from './api/clock';
import { restClient, restWriter, watchingAge, watchingLogin } from './api/rest';
import { openWebSocket } from './api/webSocket';
import { SampleStore } from './domain/sampleStore';
import { answered } from './features/connection/connectionSlice';
import { loadSession } from './features/login/loadSession';
import { mayEnter } from './features/login/loginSlice';
import { PreferenceStore } from './preferences/preferences';
import { Session } from './session';
import { App } from './shell/App';
import { createStore, type Services } from './store';

const fetching = (input: RequestInfo | URL, init?: RequestInit) => fetch(input, init);
const dated = watchingAge(fetching, (keptMillis) => {
  if (keptMillis !== store.getState().connection.keptMillis) store.dispatch(answered({ keptMillis }));
});
const watched = watchingLogin(dated, () => void store.dispatch(loadSession()));
const read = restClient(watched);
const write = restWriter(fetching);
const samples = new SampleStore({
  clock: systemClock,
  now: () => systemClock.now() + store.getState().connection.clockOffsetMillis,
  loadHistory: ({ device, metric, points }, { fromMillis, toMillis }, signal) =>
    read('seriesHistory', {
      query: { device, metric, from: String(fromMillis), to: String(toMillis), points },
      signal,
    }),
  onWanted: (devices) => session.followDevices(devices),
});
const preferences = new PreferenceStore({
  storage: localStorage,
  root: document.documentElement,
  languages: navigator.languages,
});
const services: Services = { read, write, clock: systemClock, samples, preferences, log: console.info };
const store = createStore(services);
const session = new Session({
  ...services,
  store,
  open: () => openWebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws/live`),
  random: Math.random,
  hidden: () => document.hidden,
});

// Nothing is asked for, and no connection is opened, before it is known that somebody may.
void store.dispatch(loadSession()).then(() => {
  const known = store.getState().login.session;
  if (known === null || mayEnter(known)) session.start();
});
store.subscribe(() => {
  const known = store.getState().login.session;
  if (known !== null && !mayEnter(known)) session.stop();
});
window.addEventListener('online', () => session.retryNow());
document.addEventListener('visibilitychange', () => document.hidden || session.retryNow());

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<App store={store} services={services} />);

// The offline shell; while the page is developed it would show old files.
if (import.meta.env.PROD && 'serviceWorker' in navigator) void navigator.serviceWorker.register('/sw.js');
