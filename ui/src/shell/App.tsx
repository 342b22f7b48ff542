import { useSyncExternalStore } from 'react';
import { Provider } from 'react-redux';
import { Router, useRoute } from 'wouter';
import { LoginView } from '../features/login/LoginView';
import { mayEnter } from '../features/login/loginSlice';
import { useRawLocation, useRawSearch } from '../routes/location';
import { PATHS } from '../routes/paths';
import { ServicesProvider } from '../services';
import { type AppStore, type Services, useAppSelector } from '../store';
import { Shell } from './Shell';

/** The page. A change of the language or the time zone renders all of it again, so that no part keeps an old text. */
export function App({ store, services }: { store: AppStore; services: Services }) {
  const { preferences } = services;
  const current = useSyncExternalStore(preferences.subscribe, () => preferences.current);
  return (
    <Provider store={store}>
      <ServicesProvider value={services}>
        <Router hook={useRawLocation} searchHook={useRawSearch}>
          <Entrance key={`${current.language} ${current.zone}`} />
        </Router>
      </ServicesProvider>
    </Provider>
  );
}

/** The page for whoever may see it, otherwise the login. */
function Entrance() {
  const session = useAppSelector((state) => state.login.session);
  const [acknowledging] = useRoute(PATHS.acknowledge);
  // Whoever has the link of a message needs no login.
  return session === null || mayEnter(session) || acknowledging ? <Shell /> : <LoginView session={session} />;
}
