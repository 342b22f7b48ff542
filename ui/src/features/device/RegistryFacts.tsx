import type { Registered } from '../../api/schema';
import { Name } from '../../shell/Name';
import { text } from '../../text/language';

/** Who the device is to people, by the device registry. */
export function RegistryFacts({ registered }: { registered: Registered | undefined }) {
  if (registered === undefined) return null;
  const { displayName, group, owner } = registered;
  const { device } = text();
  return (
    <p className="muted registry" data-testid="device-registry">
      {displayName !== '' && <Name>{displayName}</Name>}
      {group !== '' && (
        <span>
          {device.group}: <Name>{group}</Name>
        </span>
      )}
      {owner !== '' && (
        <span>
          {device.owner}: <Name>{owner}</Name>
        </span>
      )}
    </p>
  );
}
