/** The product's mark: a radar screen with one echo. The same drawing as public/favicon.svg. */
export function Mark() {
  return (
    <svg className="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
      <circle cx="16" cy="16" r="14" className="mark-ring" />
      <circle cx="16" cy="16" r="8" className="mark-ring" />
      <path d="M16 16 L16 2 A14 14 0 0 1 28.1 9 Z" className="mark-sweep" />
      <circle cx="22.5" cy="21" r="2.6" className="mark-echo" />
    </svg>
  );
}
