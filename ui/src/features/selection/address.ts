import { formatAddress, type PageAddress, parseAddress } from '../../domain/pageAddress';
import type { AppStore } from '../../store';
import { openAnomaly } from '../anomalies/loadAnomalies';
import { addressOpened } from './selectionSlice';

/**
 * Keeps the browser's address and the selection alike, both ways. Another device or anomaly is a step that the back
 * button undoes; a change of range or metric is not. The page's own first choice of a device is no step either.
 */
export function followAddress(store: AppStore, window: Window): () => void {
  const open = () => {
    const address = parseAddress(window.location.search);
    store.dispatch(addressOpened(address));
    if (address.anomaly !== null) void store.dispatch(openAnomaly(address.anomaly));
  };
  open();
  let shown: PageAddress = store.getState().selection;
  const write = () => {
    const { selection } = store.getState();
    if (selection === shown) return;
    const search = formatAddress(selection);
    const step = shown.device !== null && (selection.device !== shown.device || selection.anomaly !== shown.anomaly);
    shown = selection;
    if (search === formatAddress(parseAddress(window.location.search))) return;
    const address = `${window.location.pathname}${search}`;
    if (step) window.history.pushState(null, '', address);
    else window.history.replaceState(null, '', address);
  };
  const unsubscribe = store.subscribe(write);
  window.addEventListener('popstate', open);
  return () => {
    unsubscribe();
    window.removeEventListener('popstate', open);
  };
}
