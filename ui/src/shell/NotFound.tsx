import { Link, useLocation } from 'wouter';
import { VIEWS } from '../routes/views';
import { text } from '../text/language';
import { useTitle } from './useTitle';

/** What an address without a view shows: what may be wrong, and where to go. */
export function NotFound() {
  const { notFound, nav } = text();
  const [path] = useLocation();
  useTitle(notFound.title);
  return (
    <main className="view panel" id="content" tabIndex={-1} data-testid="not-found">
      <div className="message">
        <h1>{notFound.title}</h1>
        <p className="address">{path}</p>
        <p>{notFound.body}</p>
        <ul>
          {VIEWS.map(
            (view) =>
              view.nav && (
                <li key={view.path}>
                  <Link href={view.path}>{nav[view.nav.name]}</Link>
                </li>
              ),
          )}
        </ul>
      </div>
    </main>
  );
}
