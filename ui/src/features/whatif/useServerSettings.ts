import { useCallback, useEffect, useState } from 'react';
import type { ApiError } from '../../api/rest';
import type { ConfigDocument } from '../../api/schema';
import { useServices } from '../../services';
import type { ServerSettings } from './whatIf';

export type ServerConfiguration = {
  document: ConfigDocument;
  /** In force for a series that no override concerns. */
  settings: ServerSettings;
  /** The release's. */
  defaults: ServerSettings;
};

type State = { configuration: ServerConfiguration | null; error: ApiError | null };

/** The configuration in force, and a function that reads it again. */
export function useServerSettings(): State & { reload: () => void } {
  const { read } = useServices();
  const [state, setState] = useState<State>({ configuration: null, error: null });
  const load = useCallback(async () => {
    const [document, keys] = await Promise.all([read('configuration'), read('configurationKeys')]);
    if (!document.ok) return setState({ configuration: null, error: document.error });
    if (!keys.ok) return setState({ configuration: null, error: keys.error });
    const defaults = new Map(keys.value.items.map((item) => [item.key, item.default]));
    const settings = new Map([...defaults, ...Object.entries(document.value.defaults ?? {})]);
    setState({ configuration: { document: document.value, settings, defaults }, error: null });
  }, [read]);
  useEffect(() => void load(), [load]);
  return { ...state, reload: () => void load() };
}
