import { useRef, useState } from 'react';
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
  return (
    <div className="welcome" data-testid="empty-state">
      <h1>Waiting for the first reading</h1>
      <p>Anomaly Radar learns what is normal for every signal as it arrives. Send it a number, any number:</p>
      <Command />
      <p className="muted">
        The device appears here within a second. After its warm-up the expected band is drawn around it, and whatever
        leaves the band for long enough becomes an anomaly.
      </p>
    </div>
  );
}

/** Opens the same instructions once there are devices. */
export function SendDataButton() {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button type="button" className="quiet" onClick={() => dialog.current?.showModal()} data-testid="send-data">
        Send your own data
      </button>
      <dialog ref={dialog} className="dialog" aria-labelledby="send-data-title">
        <h2 id="send-data-title">Send your own data</h2>
        <p>
          One frame is what a device measured at one time. <code>ts</code> may be left out; a list of frames or NDJSON
          works too.
        </p>
        <Command />
        <form method="dialog">
          <button type="submit">Close</button>
        </form>
      </dialog>
    </>
  );
}

function Command() {
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
          {copied ? 'Copied' : 'Copy'}
        </button>
      )}
    </div>
  );
}
