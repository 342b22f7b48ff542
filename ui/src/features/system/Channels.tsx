import { useCallback, useState } from 'react';
import { sentenceOf } from '../../api/rest';
import type { ChannelList, ChannelTest } from '../../api/schema';
import { useServices } from '../../services';
import { useReadAgain } from '../../shell/useReadAgain';
import { useAppSelector } from '../../store';
import { text } from '../../text/language';
import { hasRole } from '../login/loginSlice';
import { PushSwitch } from './PushSwitch';

const PERIOD_MILLIS = 5_000;

/** How people are notified: each channel with its state, and a button that tries it. */
export function Channels() {
  const { read } = useServices();
  const { system } = text();
  const load = useCallback((signal: AbortSignal) => read('listChannels', { signal }), [read]);
  const list = useReadAgain(load, PERIOD_MILLIS).value;
  if (list === null) return null;
  return (
    <ul className="parts channels" data-testid="channels">
      {list.items.length === 0 && <li className="muted">{system.noChannels}</li>}
      {list.items.map((channel) => (
        <ChannelRow key={channel.id} channel={channel} />
      ))}
    </ul>
  );
}

function ChannelRow({ channel }: { channel: ChannelList['items'][number] }) {
  const { write } = useServices();
  const { system } = text();
  const mayTest = useAppSelector((state) => hasRole(state.login.session, 'editor'));
  const maySubscribe = useAppSelector((state) => hasRole(state.login.session, 'operator'));
  const [outcome, setOutcome] = useState<ChannelTest | 'running' | null>(null);
  const test = async () => {
    setOutcome('running');
    const result = await write('testChannel', { params: { id: channel.id } });
    setOutcome(result.ok ? result.value : { delivered: false, detail: sentenceOf(result.error) });
  };
  return (
    <li data-testid={`channel-${channel.id}`} data-state={channel.state}>
      <span className="part" data-state={channel.state}>
        <span className="dot" aria-hidden="true" />
        <strong>{channel.id}</strong> {channel.type}, {system.states[channel.state]}
      </span>
      <span className="part-detail">
        <span lang="en">{channel.detail}</span>
        <span data-testid={`budget-${channel.id}`}>
          {system.budget(channel.sentLastWeek, channel.askedLastWeek, channel.pagesPerWeek)}
        </span>
        <button
          type="button"
          className="quiet"
          disabled={outcome === 'running' || !mayTest}
          title={mayTest ? undefined : system.testHint}
          aria-label={system.testOf(channel.id)}
          onClick={test}
        >
          {system.test}
        </button>
        {channel.type === 'web-push' && maySubscribe && <PushSwitch channel={channel.id} />}
        {outcome !== null && outcome !== 'running' && (
          <span role="status" className={outcome.delivered ? '' : 'trouble'} lang="en">
            {outcome.delivered ? system.delivered : outcome.detail}
          </span>
        )}
      </span>
    </li>
  );
}
