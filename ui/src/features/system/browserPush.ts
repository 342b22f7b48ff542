/** Whether this browser can be notified at this address: that takes https, or this machine itself. */
export function isPossible(): boolean {
  return window.isSecureContext && 'serviceWorker' in navigator && 'PushManager' in window;
}

/** The id under which the server knows this browser in `channel`; null: it is not subscribed anywhere. */
export async function currentBrowser(channel: string): Promise<string | null> {
  if (!isPossible()) return null;
  const registration = await navigator.serviceWorker.getRegistration();
  const subscription = await registration?.pushManager.getSubscription();
  return subscription ? idOf(channel, subscription.endpoint) : null;
}

/** As the server does: the first 16 bytes of the SHA-256 of channel and address, in hexadecimal digits. */
async function idOf(channel: string, endpoint: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${channel}\n${endpoint}`));
  return [...new Uint8Array(hash, 0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Subscribes this browser with the server's key, after the person has allowed it, and returns what the server needs.
 * A subscription with another key, of a former installation, ends.
 */
export async function subscribeBrowser(publicKey: string): Promise<PushSubscriptionJSON> {
  const { pushManager } = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: publicKey };
  const former = await pushManager.getSubscription();
  const key = former?.options.applicationServerKey;
  if (former && key && base64Url(new Uint8Array(key)) !== publicKey) await former.unsubscribe();
  const subscription = await pushManager.subscribe(options);
  return subscription.toJSON();
}

function base64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
