import { useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../../api/rest';
import type { ConfigChanges } from '../../api/schema';
import { useServices } from '../../services';
import { text } from '../../text/language';
import type { ServerConfiguration } from './useServerSettings';

type Props = {
  configuration: ServerConfiguration;
  changes: Record<string, string | number>;
  comment: string;
  onClose: (isApplied: boolean) => void;
};

/** Shows what the server would change, and makes the new version of the configuration once that is confirmed. */
export function ApplyDialog({ configuration, changes, comment, onClose }: Props) {
  const { whatIf, welcome } = text();
  const { write } = useServices();
  const dialog = useRef<HTMLDialogElement>(null);
  const [preview, setPreview] = useState<ConfigChanges | null>(null);
  const [trouble, setTrouble] = useState('');
  const [applied, setApplied] = useState<number | null>(null);
  const { document } = configuration;
  const [body] = useState({ ...document, defaults: { ...document.defaults, ...changes }, comment });
  useEffect(() => dialog.current?.showModal(), []);
  useEffect(() => {
    let isCurrent = true;
    void write('changeConfiguration', { query: { dryRun: true }, body }).then((result) => {
      if (!isCurrent) return;
      if (result.ok) setPreview(result.value);
      else setTrouble(sentenceOf(result.error));
    });
    return () => {
      isCurrent = false;
    };
  }, [write, body]);
  const apply = async () => {
    const result = await write('changeConfiguration', { body });
    if (result.ok) setApplied(result.value.to);
    else setTrouble(sentenceOf(result.error));
  };
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-labelledby="apply-title"
      data-testid="apply-dialog"
      onClose={() => onClose(applied !== null)}
    >
      <h2 id="apply-title">{whatIf.applyTitle}</h2>
      <p>{whatIf.applyBody}</p>
      {preview !== null && (
        <table className="what-if-table">
          <thead>
            <tr>
              <th scope="col">{whatIf.key}</th>
              <th scope="col">{whatIf.before}</th>
              <th scope="col">{whatIf.after}</th>
            </tr>
          </thead>
          <tbody>
            {preview.changes.map(({ place, key, before, after }) => (
              <tr key={`${place} ${key}`} data-testid="apply-change">
                <th scope="row">
                  <code>{key}</code>
                </th>
                <td>{shown(before)}</td>
                <td>
                  <strong>{shown(after)}</strong>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {trouble !== '' && <p className="trouble">{trouble}</p>}
      {applied !== null && (
        <p role="status" data-testid="applied">
          {whatIf.applied(applied)}
        </p>
      )}
      <div className="what-if-actions">
        {applied === null && (
          <button
            type="button"
            className="primary"
            disabled={preview === null}
            onClick={apply}
            data-testid="apply-confirm"
          >
            {whatIf.apply}
          </button>
        )}
        <button type="button" onClick={() => dialog.current?.close()}>
          {welcome.close}
        </button>
      </div>
    </dialog>
  );
}

function shown(value: unknown): string {
  return value === null || value === undefined ? '–' : String(value);
}
