import { useCallback, useEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { sentenceOf } from '../../api/rest';
import type { Backtest, ConfigDocument } from '../../api/schema';
import { safeName } from '../../domain/displayName';
import { formatTime } from '../../domain/format';
import { machinesPath } from '../../routes/paths';
import { useServerTime, useServices } from '../../services';
import { useTitle } from '../../shell/useTitle';
import { useAppSelector } from '../../store';
import { text } from '../../text/language';
import { hasRole } from '../login/loginSlice';
import { CommonRulePart } from './CommonRulePart';
import { type CommonRule, withCommonRule } from './commonRule';
import { completionAt } from './completion';
import { placeOf } from './place';
import './rules.css';

const HOURS = [24, 168, 744] as const;
const SHOWN = 50;

/** The rules and patterns as text, what they would have done with the stored history, and saving them as the next version. */
export default function RulesView() {
  const { rules } = text();
  const mayEdit = hasRole(
    useAppSelector((state) => state.login.session),
    'editor',
  );
  const editor = useRules();
  const [caret, setCaret] = useState(0);
  const completion = completionAt(editor.content, caret);
  const complete = (word: string) => {
    if (completion === null) return;
    editor.change(editor.content.slice(0, completion.from) + word + editor.content.slice(caret));
    editor.putCaret(completion.from + word.length);
  };
  useTitle(rules.title);
  return (
    <main className="view rules panel" id="content" tabIndex={-1}>
      <header className="view-header">
        <h1>{rules.title}</h1>
        <label>
          {rules.hours}{' '}
          <select value={editor.hours} onChange={(event) => editor.setHours(Number(event.target.value))}>
            {HOURS.map((hours) => (
              <option key={hours} value={hours}>
                {text().inbox.hours(hours)}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={editor.tryOut} disabled={!mayEdit || editor.isBusy} data-testid="backtest">
          {rules.tryOut}
        </button>
        <button type="button" onClick={editor.save} disabled={!mayEdit || editor.isBusy} data-testid="save-rules">
          {rules.save}
        </button>
      </header>
      <p>
        <Link href={machinesPath()} data-testid="to-machines">
          {text().machines.title}
        </Link>
      </p>
      <p className="muted hint">{mayEdit ? rules.hint : rules.roleHint}</p>
      {mayEdit && <CommonRulePart onAdd={editor.add} />}
      <textarea
        ref={editor.area}
        className="rule-text"
        spellCheck={false}
        aria-label={rules.title}
        aria-invalid={editor.trouble !== ''}
        aria-describedby="rules-trouble"
        value={editor.content}
        onChange={(event) => {
          editor.change(event.target.value);
          setCaret(event.target.selectionStart);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={(event) => {
          const first = completion?.words[0];
          if (event.key === ' ' && event.ctrlKey && first !== undefined) {
            event.preventDefault();
            complete(first);
          }
        }}
        data-testid="rule-text"
      />
      <p className="completions muted" aria-live="polite" data-testid="completions">
        {mayEdit && completion !== null ? `${rules.completions} ` : ' '}
        {mayEdit &&
          completion?.words.map((word) => (
            <button key={word} type="button" className="quiet" onClick={() => complete(word)}>
              {word}
            </button>
          ))}
      </p>
      <div id="rules-trouble" role="alert" data-testid="rules-trouble">
        {editor.trouble !== '' && <p className="trouble">{editor.trouble}</p>}
      </div>
      {editor.saved && <p data-testid="rules-saved">{rules.saved}</p>}
      {editor.backtest && <BacktestResult backtest={editor.backtest} />}
    </main>
  );
}

function useRules() {
  const { read, write, preferences } = useServices();
  const [document, setDocument] = useState<ConfigDocument | null>(null);
  const [content, setContent] = useState('');
  const [trouble, setTrouble] = useState('');
  const [backtest, setBacktest] = useState<Backtest | null>(null);
  const [hours, setHours] = useState<number>(HOURS[0]);
  const [isBusy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  const load = useCallback(async () => {
    const result = await read('configuration');
    if (!result.ok) return setTrouble(sentenceOf(result.error));
    setDocument(result.value);
    const { rules = [], patterns = [], routes = [] } = result.value;
    setContent(JSON.stringify({ rules, patterns, routes }, null, 2));
  }, [read]);
  useEffect(() => void load(), [load]);
  const refuse = (why: string) => {
    setTrouble(why);
    const place = placeOf(why, content);
    if (place) {
      area.current?.focus();
      area.current?.setSelectionRange(place.from, place.to);
    }
  };
  const within = async (step: () => Promise<void>) => {
    setBusy(true);
    setTrouble('');
    setSaved(false);
    await step();
    setBusy(false);
  };
  const tryOut = () =>
    void within(async () => {
      const result = await write('backtest', { query: { hours }, body: content as unknown as ConfigDocument });
      if (result.ok) setBacktest(result.value);
      else refuse(sentenceOf(result.error));
    });
  const save = () =>
    void within(async () => {
      const wanted = parsed(content);
      if (document === null || wanted === null) return refuse(text().rules.notJson);
      const body = { ...document, ...wanted, author: preferences.current.person, comment: text().rules.comment };
      const result = await write('changeConfiguration', { body });
      if (!result.ok) return refuse(sentenceOf(result.error));
      setSaved(true);
      await load();
    });
  const change = (next: string) => {
    setContent(next);
    setSaved(false);
  };
  const add = (rule: CommonRule, channels: readonly string[]) => {
    const wanted = parsed(content);
    if (wanted === null) return refuse(text().rules.notJson);
    setTrouble('');
    change(JSON.stringify(withCommonRule(wanted, rule, channels), null, 2));
  };
  /** Once the text is drawn. */
  const putCaret = (at: number) =>
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(at, at);
    });
  return {
    area,
    content,
    add,
    putCaret,
    change,
    trouble,
    backtest,
    hours,
    setHours,
    isBusy,
    saved,
    tryOut,
    save,
  };
}

function parsed(content: string): Pick<ConfigDocument, 'rules' | 'patterns' | 'routes'> | null {
  try {
    const { rules, patterns, routes } = JSON.parse(content);
    // What the text leaves out stays as it is.
    return { ...(rules && { rules }), ...(patterns && { patterns }), ...(routes && { routes }) };
  } catch {
    return null;
  }
}

function BacktestResult({ backtest }: { backtest: Backtest }) {
  const { rules, inbox } = text();
  const now = useServerTime();
  const { fromMillis, toMillis, items } = backtest;
  const share = (millis: number) => (100 * (Math.max(millis, fromMillis) - fromMillis)) / (toMillis - fromMillis);
  return (
    <section aria-labelledby="backtest-title" data-testid="backtest-result">
      <h2 id="backtest-title">{rules.wouldHave(backtest.fired, backtest.devices, backtest.notified)}</h2>
      {backtest.inputs > 0 && <p>{rules.matched(backtest.matches, backtest.inputs)}</p>}
      {!backtest.complete && <p className="muted">{rules.incomplete}</p>}
      <svg className="backtest" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label={rules.drawn}>
        {items.map((item) => {
          const from = share(item.firedMillis);
          const to = share(item.resolvedMillis || toMillis);
          return (
            <rect
              key={`${item.rule} ${item.title} ${item.firedMillis}`}
              x={from}
              width={Math.max(to - from, 0.2)}
              height={10}
              data-severity={item.severity}
            />
          );
        })}
      </svg>
      <p className="muted backtest-ends">
        <span>{formatTime(fromMillis, now)}</span>
        <span>{formatTime(toMillis, now)}</span>
      </p>
      <ol className="alert-list">
        {items
          .slice(-SHOWN)
          .reverse()
          .map((item) => (
            <li key={`${item.rule} ${item.title} ${item.firedMillis}`}>
              <span className="muted">{formatTime(item.firedMillis, now)}</span> {inbox.severities[item.severity]}{' '}
              {safeName(item.title)}
            </li>
          ))}
      </ol>
    </section>
  );
}
