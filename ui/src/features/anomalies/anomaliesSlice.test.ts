import { describe, expect, it } from 'vitest';
import type { Anomaly } from '../../api/schema';
import { anomaly } from '../../testing/samples';
import {
  type AnomaliesState,
  anomaliesLoaded,
  anomaliesReducer,
  anomalyReceived,
  pageLoaded,
  selectFeed,
  selectOpen,
  snapshotReceived,
} from './anomaliesSlice';

type Action = Parameters<typeof anomaliesReducer>[1];

describe('anomalies', () => {
  it('laterRevision_replacesTheEarlierWhateverTheOrder', () => {
    const ended = anomaly('a', { revision: 2, state: 'ENDED' });

    const state = reduced(anomalyReceived(ended), anomalyReceived(anomaly('a')));

    expect(state.byId.a).toEqual(ended);
  });

  it('feed_isNewestFirst', () => {
    const items = [
      anomaly('a', { startMillis: 1 }),
      anomaly('b', { startMillis: 3 }),
      anomaly('c', { startMillis: 2 }),
    ];

    expect(idsOf(selectFeed({ anomalies: reduced(snapshotReceived(items)) }))).toEqual(['b', 'c', 'a']);
  });

  it('oldAnomaliesOfOneDevice_areKnownButNotInTheFeedBeforeItsEnd', () => {
    const page = { items: [ended('new', 100), ended('older', 50)], next: 'more' };

    const state = reduced(pageLoaded({ page, older: false }), anomaliesLoaded([ended('ancient', 10)]));

    expect(idsOf(selectFeed({ anomalies: state }))).toEqual(['new', 'older']);
    expect(state.byId.ancient).toBeDefined();
  });

  it('openAnomaly_isInTheFeedHoweverOld', () => {
    const page = { items: [ended('new', 100)], next: 'more' };

    const state = reduced(pageLoaded({ page, older: false }), snapshotReceived([anomaly('open', { startMillis: 1 })]));

    expect(idsOf(selectFeed({ anomalies: state }))).toEqual(['new', 'open']);
  });

  it('olderPage_movesTheEndOfTheFeed', () => {
    const first = pageLoaded({ page: { items: [ended('b', 100)], next: 'x' }, older: false });
    const second = pageLoaded({ page: { items: [ended('a', 10)], next: null }, older: true });

    const state = reduced(first, second);

    expect(idsOf(selectFeed({ anomalies: state }))).toEqual(['b', 'a']);
    expect(state.cursor).toBeNull();
  });

  it('newestPageAgain_doesNotMoveTheEndOfTheFeed', () => {
    const first = pageLoaded({ page: { items: [ended('b', 100)], next: 'x' }, older: false });
    const again = pageLoaded({ page: { items: [ended('c', 200)], next: 'y' }, older: false });

    expect(reduced(first, again).cursor).toBe('x');
  });

  it('openBeforeAReconnectionButNotInTheSnapshot_hasEnded', () => {
    const state = reduced(anomalyReceived(anomaly('gone')), snapshotReceived([anomaly('still')]));

    expect(idsOf(selectOpen({ anomalies: state }))).toEqual(['still']);
  });

  it('snapshotFullOfOpenOnes_saysNothingAboutTheOthers', () => {
    const full = Array.from({ length: 100 }, (_, i) => anomaly(`open-${i}`));

    const state = reduced(anomalyReceived(anomaly('elsewhere')), snapshotReceived(full));

    expect(state.byId.elsewhere).toBeDefined();
  });

  it('onlyNewOpenAnomalies_areAnnounced', () => {
    const known = reduced(snapshotReceived([anomaly('known')]));
    expect(known.announced).toBeNull();

    const grown = anomaliesReducer(known, anomalyReceived(anomaly('known', { revision: 2 })));
    expect(grown.announced).toBeNull();

    const opened = anomaliesReducer(grown, anomalyReceived(anomaly('new')));
    expect(opened.announced?.id).toBe('new');
  });

  it('memory_isBoundedAndOpenOnesStay', () => {
    const many = Array.from({ length: 2000 }, (_, i) => ended(`e${i}`, i));

    const state = reduced(
      anomalyReceived(anomaly('open', { startMillis: 0 })),
      anomaliesLoaded(many),
      anomalyReceived(ended('newest', 5000)),
    );

    expect(Object.keys(state.byId).length).toBeLessThanOrEqual(2000);
    expect(state.byId).toHaveProperty('open');
    expect(state.byId).toHaveProperty('newest');
    expect(state.byId).not.toHaveProperty('e0');
  });
});

function reduced(...actions: Action[]): AnomaliesState {
  return actions.reduce(anomaliesReducer, anomaliesReducer(undefined, { type: 'start' }));
}

function ended(id: string, startMillis: number): Anomaly {
  return anomaly(id, { state: 'ENDED', startMillis, endMillis: startMillis + 1 });
}

function idsOf(anomalies: Anomaly[]): string[] {
  return anomalies.map((a) => a.id);
}
