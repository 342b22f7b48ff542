import './theme.css';
import './page.css';
import { createRoot } from 'react-dom/client';
import { Provider } from 'react-redux';
import { App } from './App';
import { systemClock } from './api/clock';
import { restClient } from './api/rest';
import { openWebSocket } from './api/webSocket';
import { SeriesStore } from './domain/seriesStore';
import { followAddress } from './features/selection/address';
import { ServicesProvider } from './services';
import { Session } from './session';
import { createStore, type Services } from './store';

const services: Services = {
  read: restClient((input, init) => fetch(input, init)),
  clock: systemClock,
  series: new SeriesStore(systemClock),
};
const store = createStore(services);
const liveAddress = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws/live`;
const session = new Session({
  ...services,
  store,
  open: () => openWebSocket(liveAddress),
  random: Math.random,
  hidden: () => document.hidden,
});

followAddress(store, window);
session.start();
window.addEventListener('online', () => session.retryNow());
document.addEventListener('visibilitychange', () => document.hidden || session.retryNow());

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <Provider store={store}>
    <ServicesProvider value={services}>
      <App />
    </ServicesProvider>
  </Provider>,
);
