import { describe, expect, it } from 'vitest';
import type { Read, Write } from '../../api/rest';
import type { Alert, AlertCommand, AlertList, Incident } from '../../api/schema';
import { testServices } from '../../testing/services';
import { filterChosen } from './inboxSlice';
import { command, commandIncident, loadInbox } from './loadInbox';

const NO_ANSWER = { ok: false, error: { kind: 'unreachable', detail: '' } } as const;

function alert(id: string, state: Alert['state'] = 'FIRING'): Alert {
  return { id, state, revision: 1, rule: 'anomaly', title: id } as Alert;
}

function incident(id: string, state: Incident['state'] = 'OPEN'): Incident {
  return { id, state, revision: 1, title: id } as Incident;
}

function answering(list: AlertList | null, incidents: Incident[] = []): Read {
  return ((operation: string) =>
    Promise.resolve(
      list === null ? NO_ANSWER : { ok: true, value: operation === 'listIncidents' ? { items: incidents } : list },
    )) as Read;
}

describe('the inbox', () => {
  it('answer_isShownWithItsCounts', async () => {
    const { store } = testServices(answering({ items: [alert('a')], counts: { FIRING: 1 } }));

    await store.dispatch(loadInbox());

    expect(store.getState().inbox).toMatchObject({ items: [{ id: 'a' }], counts: { FIRING: 1 }, error: null });
  });

  it('answerToAnotherFilter_isNotShown', async () => {
    const { store } = testServices(answering({ items: [alert('a')], counts: { FIRING: 1 } }));

    const loading = store.dispatch(loadInbox());
    store.dispatch(filterChosen('RESOLVED'));
    await loading;

    expect(store.getState().inbox).toMatchObject({ items: null, counts: { FIRING: 1 } });
  });

  it('serverThatDoesNotAnswer_keepsTheAlertsAndShowsTheError', async () => {
    let list: AlertList | null = { items: [alert('a')], counts: {} };
    const read = ((operation: 'listAlerts') => answering(list)(operation)) as Read;
    const { store } = testServices(read);
    await store.dispatch(loadInbox());
    list = null;

    await store.dispatch(loadInbox());

    expect(store.getState().inbox).toMatchObject({ items: [{ id: 'a' }], error: { kind: 'unreachable' } });
  });
});

describe('incidents', () => {
  it('areAskedForInTheStateOfTheFilter_andTheirAlertsAreNot', async () => {
    const asked: unknown[] = [];
    const read = ((operation: string, request: unknown) => {
      asked.push([operation, request]);
      return answering({ items: [], counts: {} }, [incident('i')])('listIncidents');
    }) as Read;
    const { store } = testServices(read);

    store.dispatch(filterChosen('FIRING'));
    await store.dispatch(loadInbox());

    expect(asked).toEqual([
      ['listAlerts', { query: { incident: 'none', state: 'FIRING' } }],
      ['listIncidents', { query: { state: 'OPEN' } }],
    ]);
  });

  it('command_showsItsEffect', async () => {
    const write = (() => Promise.resolve({ ok: true, value: incident('i', 'ACKNOWLEDGED') })) as unknown as Write;
    const read = answering({ items: [], counts: {} }, [incident('i', 'ACKNOWLEDGED'), incident('j')]);
    const { store } = testServices(read, undefined, write);

    await store.dispatch(commandIncident(incident('i'), { action: 'acknowledge' }));

    expect(store.getState().inbox).toMatchObject({
      busy: {},
      incidents: [{ state: 'ACKNOWLEDGED' }, { state: 'OPEN' }],
    });
  });
});

describe('commands', () => {
  it('command_carriesThePersonAndShowsItsEffect', async () => {
    const sent: AlertCommand[] = [];
    const write = ((_: unknown, { body }: { body: AlertCommand }) => {
      sent.push(body);
      return Promise.resolve({ ok: true, value: alert('a', 'ACKNOWLEDGED') });
    }) as unknown as Write;
    const list = { items: [alert('a', 'ACKNOWLEDGED')], counts: {} };
    const { store, services } = testServices(answering(list), undefined, write);
    services.preferences.set({ person: 'ann' });

    const giving = store.dispatch(command(alert('a'), { action: 'acknowledge' }));
    expect(store.getState().inbox.busy).toEqual({ a: true });
    await giving;

    expect(sent).toEqual([{ action: 'acknowledge', by: 'ann' }]);
    expect(store.getState().inbox).toMatchObject({ busy: {}, items: [{ state: 'ACKNOWLEDGED' }] });
  });

  it('refusedCommand_showsWhy', async () => {
    const { store } = testServices(undefined, undefined, () => Promise.resolve(NO_ANSWER));

    await store.dispatch(command(alert('a'), { action: 'resolve' }));

    expect(store.getState().inbox).toMatchObject({ busy: {}, error: { kind: 'unreachable' } });
  });
});
