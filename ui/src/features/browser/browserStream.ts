import type { AppStore } from '../../store';
import { StreamSession } from './streamSession';

let session: StreamSession | null = null;

/** The one stream of this page; it goes on while other views are shown. */
export function browserStream(store: Pick<AppStore, 'dispatch' | 'getState'>): StreamSession {
  session ??= new StreamSession(
    store,
    () => new Worker(new URL('./streamWorker.ts', import.meta.url), { type: 'module', name: 'stream' }),
    () => Date.now(),
  );
  return session;
}
