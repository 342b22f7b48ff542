import { Suspense, useEffect, useMemo } from 'react';
import { Link, Route, Switch, useLocation } from 'wouter';
import { Announcer } from '../features/anomalies/Announcer';
import { selectOpenCount } from '../features/anomalies/anomaliesSlice';
import { ConnectionState, KeptNotice } from '../features/connection/ConnectionState';
import { Who } from '../features/login/Who';
import { HeaderFigures } from '../features/system/HeaderFigures';
import { troubled } from '../features/system/statusSlice';
import { PATHS, SEARCH_FOCUSED } from '../routes/paths';
import { VIEWS, type View } from '../routes/views';
import { useServices } from '../services';
import { useAppSelector } from '../store';
import { text } from '../text/language';
import { Help } from './Help';
import { Mark } from './Mark';
import { NotFound } from './NotFound';
import { Palette } from './Palette';
import { PreferencesMenu } from './PreferencesMenu';
import { pressed, type Shortcut, useShortcuts } from './shortcuts';
import { useKiosk } from './useKiosk';
import { ViewBoundary } from './ViewBoundary';

/** What stays around every view: the header, the navigation, the shortcuts. */
export function Shell() {
  const [path] = useLocation();
  const kiosk = useKiosk();
  useShellShortcuts();
  return (
    <div className="page" data-kiosk={kiosk !== null}>
      <a className="skip" href="#content">
        {text().skipToContent}
      </a>
      <header className="top">
        <Link href="/" className="brand" aria-label={text().product}>
          <Mark />
          <span>{text().product}</span>
        </Link>
        <Navigation />
        <HeaderFigures />
        <div className="tools">
          <Who />
          <ConnectionState />
          <PreferencesMenu />
          <Help />
          <Palette />
        </div>
      </header>
      <KeptNotice />
      <ViewBoundary path={path}>
        <Suspense fallback={<Loading />}>
          <Switch>
            {VIEWS.map((view) => (
              <Route key={view.path} path={view.path} component={view.view} />
            ))}
            <Route component={NotFound} />
          </Switch>
        </Suspense>
      </ViewBoundary>
      <Announcer />
    </div>
  );
}

function Loading() {
  return (
    <main className="view panel" id="content" tabIndex={-1} aria-busy="true">
      <p className="muted hint">{text().loading}</p>
    </main>
  );
}

function Navigation() {
  const [path] = useLocation();
  const open = useAppSelector(selectOpenCount) ?? 0;
  const troubles = useAppSelector((state) => troubled(state.status.status?.parts ?? []).length);
  const firing = useAppSelector((state) => state.inbox.counts.FIRING ?? 0);
  const badges: Record<string, number> = { inbox: firing, anomalies: open, system: troubles };
  const { nav } = text();
  const link = (view: View) => {
    if (!view.nav) return null;
    const { name } = view.nav;
    const isCurrent = view.path === path || (name === 'fleet' && path.startsWith('/devices/'));
    return (
      <Link
        key={view.path}
        href={view.path}
        className="nav-link"
        aria-current={isCurrent ? 'page' : undefined}
        data-testid={`nav-${name}`}
      >
        {nav[name]}
        {(badges[name] ?? 0) > 0 && <span className="badge">{badges[name]}</span>}
      </Link>
    );
  };
  const more = VIEWS.filter((view) => view.nav?.isSecondary);
  return (
    <nav className="nav" aria-label={nav.label}>
      {VIEWS.filter((view) => !view.nav?.isSecondary).map(link)}
      {/* Another view closes the list. */}
      <details key={path} className="nav-more">
        <summary
          className="nav-link"
          aria-current={more.some((view) => view.path === path) ? 'page' : undefined}
          data-testid="nav-more"
        >
          {nav.more}
        </summary>
        <div className="nav-list">{more.map(link)}</div>
      </details>
    </nav>
  );
}

function useShellShortcuts(): void {
  const [, navigate] = useLocation();
  const { preferences } = useServices();
  const shortcuts = useMemo<Shortcut[]>(
    () => [
      ...VIEWS.flatMap(({ path, nav }) => (nav ? [{ keys: nav.keys, does: nav.name, run: () => navigate(path) }] : [])),
      { keys: '/', does: 'search', run: () => navigate(PATHS.fleet, { state: SEARCH_FOCUSED }) },
      {
        keys: 't',
        does: 'theme',
        run: () => preferences.set({ theme: isDark() ? 'light' : 'dark' }),
      },
    ],
    [navigate, preferences],
  );
  useShortcuts(shortcuts);
  useEffect(() => {
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}

function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme === undefined ? !matchMedia('(prefers-color-scheme: light)').matches : theme === 'dark';
}
