import { Component, type ReactNode } from 'react';
import { text } from '../text/language';

type Props = { path: string; children: ReactNode };
type State = { failed: boolean; path: string };

/** Catches a view that cannot be loaded or drawn, so that the rest of the page goes on. Another address tries again. */
export class ViewBoundary extends Component<Props, State> {
  override state: State = { failed: false, path: this.props.path };

  static getDerivedStateFromError(): Partial<State> {
    return { failed: true };
  }

  static getDerivedStateFromProps({ path }: Props, state: State): Partial<State> | null {
    return path === state.path ? null : { path, failed: false };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const { viewFailed } = text();
    return (
      <main className="view panel" id="content" tabIndex={-1} data-testid="view-failed">
        <div className="message" role="alert">
          <h1>{viewFailed.title}</h1>
          <p>{viewFailed.body}</p>
          <button type="button" onClick={() => window.location.reload()}>
            {viewFailed.again}
          </button>
        </div>
      </main>
    );
  }
}
