type SegmentsProps<T extends string> = {
  label: string;
  value: T | null;
  choices: readonly (readonly [T, string])[];
  onChoose: (value: T) => void;
  testId?: (value: T) => string;
};

/** A choice of one among a few, side by side. */
export function Segments<T extends string>({ label, value, choices, onChoose, testId }: SegmentsProps<T>) {
  return (
    <fieldset className="segments">
      <legend className="visually-hidden">{label}</legend>
      {choices.map(([choice, title]) => (
        <button
          key={choice}
          type="button"
          aria-pressed={choice === value}
          onClick={() => onChoose(choice)}
          data-testid={testId?.(choice)}
        >
          {title}
        </button>
      ))}
    </fieldset>
  );
}
