import { useSyncExternalStore } from 'react';
import { Provider } from 'react-redux';
import { Router } from 'wouter';
import { useRawLocation, useRawSearch } from '../routes/location';
import { ServicesProvider } from '../services';
import type { AppStore, Services } from '../store';
import { Shell } from './Shell';

/** The page. A change of the language or the time zone renders all of it again, so that no part keeps an old text. */
export function App({ store, services }: { store: AppStore; services: Services }) {
  const { preferences } = services;
  const current = useSyncExternalStore(preferences.subscribe, () => preferences.current);
  return (
    <Provider store={store}>
      <ServicesProvider value={services}>
        <Router hook={useRawLocation} searchHook={useRawSearch}>
          <Shell key={`${current.language} ${current.zone}`} />
        </Router>
      </ServicesProvider>
    </Provider>
  );
}
