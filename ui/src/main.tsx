import './theme.css';
import './page.css';
import { createRoot } from 'react-dom/client';
import { systemClock } from './api/clock';
import { restClient, restWriter } from './api/rest';
import { openWebSocket } from './api/webSocket';
import { SampleStore } from './domain/sampleStore';
import { PreferenceStore } from './preferences/preferences';
import { Session } from './session';
import { App } from './shell/App';
import { createStore, type Services } from './store';

const read = restClient((input, init) => fetch(input, init));
const write = restWriter((input, init) => fetch(input, init));
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
const services: Services = { read, write, clock: systemClock, samples, preferences };
const store = createStore(services);
const session = new Session({
  ...services,
  store,
  open: () => openWebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws/live`),
  random: Math.random,
  hidden: () => document.hidden,
});

session.start();
window.addEventListener('online', () => session.retryNow());
document.addEventListener('visibilitychange', () => document.hidden || session.retryNow());

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<App store={store} services={services} />);
