import { safeName } from '../../domain/displayName';
import { useServices } from '../../services';
import { useAppSelector } from '../../store';
import { text } from '../../text/language';
import './login.css';

/** Who is logged in, with which role, and the way out. Nothing where no login is required. */
export function Who() {
  const { who } = text();
  const { write } = useServices();
  const session = useAppSelector((state) => state.login.session);
  if (session === null || session.name === '') return null;
  const leave = async () => {
    await write('endSession');
    location.assign('/');
  };
  const limits = session.everyDevice ? who.everyDevice : who.groups(session.groups.map(safeName).join(', '));
  return (
    <p className="who" data-testid="who" title={`${who.roles[session.role]}. ${limits}`}>
      <span>{safeName(session.name)}</span>
      <span className="muted">{who.roles[session.role]}</span>
      <button type="button" onClick={() => void leave()} data-testid="logout">
        {who.leave}
      </button>
    </p>
  );
}
