/*
 * The offline shell: the page's files, and the last answers that show the fleet's state. Everything comes from the
 * server while it answers. Nothing that changes anything is kept or repeated. A log-out discards the answers.
 * And notifications: what the server pushes is shown, whether or not the page is open.
 */
const SHELL = 'shell';
const STATE = 'state';
const INDEX = '/';
/** Answers that are kept: the fleet and what calls for somebody. */
const KEPT = [
  '/api/v1/session',
  '/api/v1/devices',
  '/api/v1/status',
  '/api/v1/alerts',
  '/api/v1/anomalies',
  '/api/v1/fleet/now',
];
const MOST_KEPT = 60;
const MOST_FILES = 120;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches
      .open(SHELL)
      .then((cache) => cache.add(INDEX))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (url.pathname === '/api/v1/session' && request.method !== 'GET') {
    event.waitUntil(caches.delete(STATE));
    return;
  }
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') event.respondWith(page(request));
  else if (/^\/(assets|detector)\/|^\/[^/]+\.(svg|webmanifest)$/.test(url.pathname)) event.respondWith(file(request));
  else if (KEPT.includes(url.pathname)) event.respondWith(state(request));
});

/** Every view is the same document. */
async function page(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok && isPage(answer)) await keep(SHELL, INDEX, answer.clone(), MOST_FILES);
    return answer;
  } catch (unreachable) {
    const kept = await caches.match(INDEX, { cacheName: SHELL });
    if (kept === undefined) throw unreachable;
    return kept;
  }
}

function isPage(answer) {
  return answer.headers.get('content-type')?.startsWith('text/html') && answer.redirected === false;
}

/** Names in /assets/ change with their content; other files are asked for first. */
async function file(request) {
  const kept = await caches.match(request, { cacheName: SHELL });
  if (kept !== undefined && new URL(request.url).pathname.startsWith('/assets/')) return kept;
  try {
    const answer = await fetch(request);
    if (answer.ok) await keep(SHELL, request, answer.clone(), MOST_FILES);
    return answer;
  } catch (unreachable) {
    if (kept === undefined) throw unreachable;
    return kept;
  }
}

async function state(request) {
  try {
    const answer = await fetch(request);
    // Without names an answer is of no use later.
    const isWhole = !new URL(request.url).searchParams.has('known');
    if (answer.ok && isWhole) await keep(STATE, request, await dated(answer.clone()), MOST_KEPT);
    if (answer.status === 401 || answer.status === 403) await caches.delete(STATE);
    return answer;
  } catch (unreachable) {
    const kept = await caches.match(request, { cacheName: STATE, ignoreSearch: request.url.includes('/fleet/now') });
    if (kept === undefined) throw unreachable;
    return kept;
  }
}

/** The answer with the time at which it was true, which tells the page that it is not the present. */
async function dated(answer) {
  const headers = new Headers(answer.headers);
  headers.set('x-radar-kept', String(Date.now()));
  return new Response(await answer.blob(), { status: answer.status, headers });
}

async function keep(name, request, answer, most) {
  try {
    const cache = await caches.open(name);
    await cache.put(request, answer);
    const keys = await cache.keys();
    const old = keys.filter((key) => new URL(key.url).pathname !== INDEX).slice(0, Math.max(0, keys.length - most));
    await Promise.all(old.map((key) => cache.delete(key)));
  } catch {
    // A full disk: the page works, only not offline.
  }
}

/** Of the language of the browser, for the page's own choice is not known here. */
const WORDS = navigator.language.startsWith('de')
  ? { acknowledge: 'Quittieren', acknowledged: 'Quittiert', failed: 'Nicht quittiert: bitte öffnen' }
  : { acknowledge: 'Acknowledge', acknowledged: 'Acknowledged', failed: 'Not acknowledged: please open' };

/** One after another: a browser that is asked what is shown while it shows something may drop that. */
let announced = Promise.resolve();
self.addEventListener('push', (event) => {
  announced = announced.catch(() => undefined).then(() => announce(event.data?.json() ?? {}));
  event.waitUntil(announced);
});

/** A later message about the same alert replaces the earlier one; the end of an alert makes no sound. */
async function announce(message) {
  const shown = await self.registration.getNotifications({ tag: message.subject });
  const isRepeat = shown.some((notification) => notification.data?.key === message.key);
  await self.registration.showNotification(message.title ?? 'Anomaly Radar', {
    body: message.text,
    tag: message.subject,
    icon: '/favicon.svg',
    data: message,
    renotify: message.subject !== undefined && message.change !== 'ended' && !isRepeat,
    silent: message.change === 'ended' || isRepeat,
    requireInteraction: message.severity === 'critical' && message.change !== 'ended',
    actions: message.acknowledge ? [{ action: 'acknowledge', title: WORDS.acknowledge }] : [],
  });
}

self.addEventListener('notificationclick', (event) => {
  const { notification } = event;
  notification.close();
  const message = notification.data ?? {};
  event.waitUntil(
    event.action === 'acknowledge' ? acknowledge(message) : self.clients.openWindow(message.link || '/inbox'),
  );
});

/** One tap: the link in the message is the authority. What fails is said, and leads to the view with the button. */
async function acknowledge(message) {
  const link = new URL(message.acknowledge).pathname.split('/').pop();
  const answer = await fetch(`/api/v1/acknowledgements/${link}`, { method: 'POST' }).catch(() => undefined);
  const problem = answer?.ok ? undefined : await answer?.json().catch(() => undefined);
  await self.registration.showNotification(answer?.ok ? WORDS.acknowledged : WORDS.failed, {
    body: answer?.ok ? message.title : (problem?.detail ?? message.title),
    tag: message.subject,
    icon: '/favicon.svg',
    data: answer?.ok ? { link: message.link } : { link: message.acknowledge },
    silent: answer?.ok === true,
  });
}
