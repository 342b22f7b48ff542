import { useEffect, useState } from 'react';
import { sentenceOf } from '../../api/rest';
import type { SubscriptionList } from '../../api/schema';
import { useServices } from '../../services';
import { text } from '../../text/language';
import { currentBrowser, isPossible, subscribeBrowser } from './browserPush';

/** Switches the notifications of a channel on and off for this browser, and lists the browsers that have them. */
export function PushSwitch({ channel }: { channel: string }) {
  const { read, write } = useServices();
  const { system } = text();
  const [list, setList] = useState<SubscriptionList | null>(null);
  const [mine, setMine] = useState<string | null>(null);
  const [trouble, setTrouble] = useState('');
  const [version, setVersion] = useState(0);
  useEffect(() => {
    // Each change is followed by another look.
    if (version < 0) return;
    const abort = new AbortController();
    void read('listSubscriptions', { params: { id: channel }, signal: abort.signal }).then((result) => {
      if (result.ok) setList(result.value);
      else if (result.error.kind !== 'aborted') setTrouble(sentenceOf(result.error));
    });
    void currentBrowser(channel).then(setMine);
    return () => abort.abort();
  }, [read, channel, version]);
  const isOn = list?.items.some((each) => each.id === mine) ?? false;
  const switchOn = async () => {
    setTrouble('');
    try {
      const body = await subscribeBrowser(list?.publicKey ?? '');
      const result = await write('subscribe', { params: { id: channel }, body });
      if (!result.ok) setTrouble(sentenceOf(result.error));
    } catch (refused) {
      setTrouble(refused instanceof Error ? refused.message : String(refused));
    }
    setVersion((now) => now + 1);
  };
  const switchOff = async (id: string) => {
    const result = await write('unsubscribe', { params: { id: channel, subscription: id } });
    if (!result.ok) setTrouble(sentenceOf(result.error));
    setVersion((now) => now + 1);
  };
  if (list === null) return trouble === '' ? null : <span className="trouble">{trouble}</span>;
  return (
    <span className="push" data-testid={`push-${channel}`}>
      {isPossible() ? (
        <button
          type="button"
          className="quiet"
          aria-pressed={isOn}
          onClick={() => void (isOn && mine !== null ? switchOff(mine) : switchOn())}
          data-testid={`push-switch-${channel}`}
        >
          {isOn ? system.pushOff : system.pushOn}
        </button>
      ) : (
        <span className="muted">{system.pushImpossible}</span>
      )}
      <details>
        <summary>{system.pushBrowsers(list.items.length)}</summary>
        <ul>
          {list.items.map((each) => (
            <li key={each.id}>
              {each.by} <span lang="en">{each.browser}</span>
              <button type="button" className="quiet" onClick={() => void switchOff(each.id)}>
                {system.pushRemove}
              </button>
            </li>
          ))}
        </ul>
      </details>
      {trouble !== '' && (
        <span className="trouble" role="alert" lang="en">
          {trouble}
        </span>
      )}
    </span>
  );
}
