import { useEffect, useState } from 'react';
import type { Read } from '../../api/rest';
import { useServices } from '../../services';
import { text } from '../../text/language';
import { CommonRuleForm } from './CommonRuleForm';
import type { CommonRule } from './commonRule';

const DEVICES_ASKED = 8;

type Props = { onAdd: (rule: CommonRule, channels: readonly string[]) => void };

/** The form for the common rule. What it offers is asked for when it is opened for the first time. */
export function CommonRulePart({ onAdd }: Props) {
  const [isWanted, setWanted] = useState(false);
  return (
    <details
      className="common-rule-part"
      onToggle={(event) => event.currentTarget.open && setWanted(true)}
      data-testid="common-rule-part"
    >
      <summary>{text().rules.form.title}</summary>
      {isWanted && <Form onAdd={onAdd} />}
    </details>
  );
}

function Form({ onAdd }: Props) {
  const { channels, metrics } = useChoices();
  return <CommonRuleForm channels={channels} metrics={metrics} onAdd={(rule) => onAdd(rule, channels)} />;
}

/** What the form offers: the channels, and the metrics that some devices have. */
function useChoices() {
  const { read } = useServices();
  const [channels, setChannels] = useState<string[]>([]);
  const [metrics, setMetrics] = useState<string[]>([]);
  useEffect(() => {
    void read('listChannels').then((result) => {
      if (result.ok) setChannels(result.value.items.map((channel) => channel.id));
    });
    void metricsOfSome(read).then(setMetrics);
  }, [read]);
  return { channels, metrics };
}

async function metricsOfSome(read: Read): Promise<string[]> {
  const devices = await read('listDevices', { query: { limit: DEVICES_ASKED } });
  if (!devices.ok) return [];
  const details = await Promise.all(devices.value.items.map(({ device }) => read('device', { params: { device } })));
  const names = details.flatMap((detail) => (detail.ok ? detail.value.metrics.map((each) => each.metric) : []));
  return [...new Set(names)].sort();
}
