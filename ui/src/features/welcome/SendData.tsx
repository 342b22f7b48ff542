import { useRef, useState } from 'react';
import { text } from '../../text/language';
import './welcome.css';

/** The command that sends a first reading to this server. */
export function firstReading(origin: string): string {
  return [
    `curl ${origin}/api/v1/telemetry \\`,
    "  -H 'Content-Type: application/json' \\",
    `  -d '{"device":"pump-7","metrics":{"temperature":71.2,"pressure":3.1}}'`,
  ].join('\n');
}

/** What is shown before any device has sent something: how to send it. */
export function Welcome() {
  const { welcome } = text();
  return (
    <div className="welcome" data-testid="empty-state">
      <h1>{welcome.title}</h1>
      <p>{welcome.intro}</p>
      <Command />
      <p className="muted">{welcome.outro}</p>
    </div>
  );
}

/** Opens the same instructions once there are devices. */
export function SendDataButton() {
  const { welcome, devices } = text();
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button type="button" className="quiet" onClick={() => dialog.current?.showModal()} data-testid="send-data">
        {devices.sendData}
      </button>
      <dialog ref={dialog} className="dialog" aria-labelledby="send-data-title">
        <h2 id="send-data-title">{devices.sendData}</h2>
        <p>{welcome.frame}</p>
        <Command />
        <form method="dialog">
          <button type="submit">{welcome.close}</button>
        </form>
      </dialog>
    </>
  );
}

function Command() {
  const { welcome } = text();
  const [copied, setCopied] = useState(false);
  const command = firstReading(window.location.origin);
  const copy = async () => {
    await navigator.clipboard.writeText(command);
    setCopied(true);
  };
  return (
    <div className="command">
      <pre data-testid="curl-command">{command}</pre>
      {/* The clipboard exists only where the page is served from this machine or over TLS. */}
      {window.isSecureContext && (
        <button type="button" onClick={() => void copy()} aria-live="polite" data-testid="copy-command">
          {copied ? welcome.copied : welcome.copy}
        </button>
      )}
    </div>
  );
}
