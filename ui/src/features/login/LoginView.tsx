import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../../api/rest';
import type { Session } from '../../api/schema';
import { useServices } from '../../services';
import { text } from '../../text/language';
import './login.css';

/** Shown in place of the page while somebody must log in. */
export function LoginView({ session }: { session: Session }) {
  const { login } = text();
  const { write } = useServices();
  const [key, setKey] = useState('');
  const [trouble, setTrouble] = useState(failure());
  const enter = async (event: FormEvent) => {
    event.preventDefault();
    const result = await write('beginSession', { body: { key: key.trim() } });
    if (result.ok) location.reload();
    else setTrouble(sentenceOf(result.error));
  };
  const provider = `/auth/login?return=${encodeURIComponent(location.pathname)}`;
  return (
    <main className="login panel" id="content" tabIndex={-1} data-testid="login">
      <h1>{login.title}</h1>
      {trouble !== '' && (
        <p className="trouble" role="alert" data-testid="login-trouble">
          {trouble}
        </p>
      )}
      {session.provider && (
        <a className="login-provider" href={provider} data-testid="login-provider">
          {login.provider}
        </a>
      )}
      <form onSubmit={(event) => void enter(event)}>
        <label>
          {login.key}
          <input
            type="password"
            autoComplete="off"
            value={key}
            maxLength={256}
            onChange={(event) => setKey(event.target.value)}
            data-testid="login-key"
          />
        </label>
        <button type="submit" disabled={key.trim() === ''} data-testid="login-enter">
          {login.enter}
        </button>
      </form>
      <p className="muted">{login.hint}</p>
    </main>
  );
}

/** Why the identity provider led back here without a login. */
function failure(): string {
  const { failures } = text().login;
  const reason = new URLSearchParams(location.search).get('login') ?? '';
  return reason in failures ? failures[reason as keyof typeof failures] : '';
}
