import { type FormEvent, type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { type ApiError, sentenceOf } from '../../api/rest';
import type { Operations, QueryAnswer } from '../../api/schema';
import { formatCount } from '../../domain/format';
import { QUERY_SPANS, type QuerySpan, queryPath, readQueryQuery } from '../../routes/paths';
import { useServerClock, useServices } from '../../services';
import { Segments } from '../../shell/Segments';
import { useTitle } from '../../shell/useTitle';
import { text } from '../../text/language';
import { AnswerTable } from './AnswerTable';
import { EXAMPLES } from './examples';
import './query.css';

const DAY = 86_400_000;
const MOST_ROWS = 5_000;

type ExportFormat = Operations['export']['query']['format'];
const FORMATS: readonly ExportFormat[] = ['parquet', 'csv', 'ndjson'];

type Asked = { answer: QueryAnswer | null; error: ApiError | null };

/** Questions in SQL about what is stored. The question is in the address, so that it can be passed on. */
export default function QueryView() {
  const { query } = text();
  const search = useSearch();
  const [, navigate] = useLocation();
  const asked = useMemo(() => readQueryQuery(search), [search]);
  const [sql, setSql] = useState(asked.sql ?? EXAMPLES[0]?.sql ?? '');
  const { running, result, ask, save, stop } = useQuestion();
  useTitle(query.title);
  useEffect(() => {
    if (asked.sql !== undefined) setSql(asked.sql);
  }, [asked.sql]);
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    navigate(queryPath({ sql, span: asked.span }), { replace: true });
    void ask(sql, asked.span);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit(event);
  };
  return (
    <main className="view query panel" id="content" tabIndex={-1}>
      <header className="view-header">
        <h1>{query.title}</h1>
        <Segments
          label={query.span}
          value={asked.span}
          choices={QUERY_SPANS.map((span) => [span, query.spans[span]] as const)}
          onChoose={(span) => navigate(queryPath({ sql, span }), { replace: true })}
          testId={(span) => `span-${span}`}
        />
      </header>
      <form className="query-form" onSubmit={submit}>
        <textarea
          value={sql}
          onChange={(event) => setSql(event.target.value)}
          onKeyDown={onKey}
          aria-label={query.question}
          aria-describedby="query-hint"
          rows={Math.min(14, Math.max(5, sql.split('\n').length + 1))}
          maxLength={10_000}
          spellCheck={false}
          autoCapitalize="off"
          data-testid="query-sql"
        />
        <div className="query-actions">
          {running === null ? (
            <button type="submit" className="primary" disabled={sql.trim() === ''} data-testid="query-run">
              {query.run}
            </button>
          ) : (
            <button type="button" onClick={stop} data-testid="query-stop">
              {query.stop}
            </button>
          )}
          <select
            aria-label={query.save}
            value=""
            disabled={running !== null || sql.trim() === ''}
            onChange={(event) => void save(sql, asked.span, event.target.value as ExportFormat)}
            data-testid="query-save"
          >
            <option value="" disabled>
              {query.save}
            </option>
            {FORMATS.map((format) => (
              <option key={format} value={format}>
                {query.formats[format]}
              </option>
            ))}
          </select>
          <select
            aria-label={query.examples}
            value=""
            onChange={(event) => setSql(EXAMPLES[Number(event.target.value)]?.sql ?? sql)}
          >
            <option value="" disabled>
              {query.examples}
            </option>
            {EXAMPLES.map((example, index) => (
              <option key={example.name} value={index}>
                {query.exampleNames[example.name]}
              </option>
            ))}
          </select>
          <p className="muted" id="query-hint">
            {running === null ? query.hint : query.running(running)}
          </p>
        </div>
      </form>
      <Outcome asked={result} />
    </main>
  );
}

function Outcome({ asked }: { asked: Asked }) {
  const { query } = text();
  const { answer, error } = asked;
  if (error !== null && error.kind !== 'aborted') {
    return (
      <p className="trouble" role="alert" data-testid="query-error">
        {error.kind === 'problem' ? error.problem.detail : sentenceOf(error)}
      </p>
    );
  }
  if (answer === null) return null;
  return (
    <section className="query-answer" aria-label={query.answer}>
      <p className="query-summary" data-testid="query-summary">
        {query.rows(formatCount(answer.rows.length), answer.rows.length, answer.millis)}
        {!answer.complete && ` ${query.cut}`}
      </p>
      <AnswerTable answer={answer} />
    </section>
  );
}

/** One question at a time; a new one, or leaving the view, stops the one under way. */
function useQuestion() {
  const { write } = useServices();
  const serverNow = useServerClock();
  const [under, setUnder] = useState<{ controller: AbortController; seconds: number } | null>(null);
  const [result, setResult] = useState<Asked>({ answer: null, error: null });
  const controller = under?.controller;
  useEffect(() => {
    if (controller === undefined) return;
    const timer = setInterval(
      () => setUnder((now) => (now?.controller === controller ? { controller, seconds: now.seconds + 1 } : now)),
      1000,
    );
    return () => {
      clearInterval(timer);
      controller.abort();
    };
  }, [controller]);
  /** Does `work` as the one under way; a work that was stopped has no result. */
  const run = async (work: (signal: AbortSignal) => Promise<Asked>) => {
    const mine = new AbortController();
    setUnder({ controller: mine, seconds: 0 });
    const asked = await work(mine.signal);
    setUnder((now) => {
      if (now?.controller !== mine) return now;
      setResult(asked);
      return null;
    });
  };
  const since = (span: QuerySpan) => {
    const days = { '1d': 1, '7d': 7, '30d': 30, all: null }[span];
    return days === null ? {} : { from: new Date(serverNow() - days * DAY).toISOString() };
  };
  const ask = (sql: string, span: QuerySpan) =>
    run(async (signal) => {
      const answered = await write('query', {
        query: { limit: MOST_ROWS, ...since(span) },
        text: question(sql),
        signal,
      });
      return answered.ok ? { answer: answered.value, error: null } : { answer: null, error: answered.error };
    });
  /** Saves the whole answer as a file; the answer on the page stays. */
  const save = (sql: string, span: QuerySpan, format: ExportFormat) =>
    run(async (signal) => {
      const saved = await write('export', { query: { format, ...since(span) }, text: question(sql), signal });
      if (!saved.ok) return { answer: result.answer, error: saved.error };
      if (!signal.aborted) download(saved.value, format);
      return { answer: result.answer, error: null };
    });
  return { running: under?.seconds ?? null, result, ask, save, stop: () => setUnder(null) };
}

function question(content: string) {
  return { type: 'application/sql', content };
}

function download(file: Blob, format: ExportFormat): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = `radar-export.${format}`;
  link.click();
  URL.revokeObjectURL(address);
}
