import { nameParts, safeName } from '../domain/displayName';

/** A name that a device chose: isolated from the text around it, with its invisible characters shown as escapes. */
export function Name({ children }: { children: string }) {
  return (
    <bdi title={safeName(children)}>
      {nameParts(children).map((part, i) =>
        part.escaped ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one name never move
          <span key={i} className="escape">
            {part.text}
          </span>
        ) : (
          part.text
        ),
      )}
    </bdi>
  );
}
