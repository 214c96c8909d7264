/**
 * Keeps the parts of a page that are marked `data-live` up to date. The same page is fetched again, and only what differs is
 * changed, in place: focus, selection and scroll stay where they are. Without this script the page is complete, and a reload
 * brings the newest.
 */
const everyMs = 1000 * Number(document.documentElement.dataset.liveSeconds ?? 0);
const told = document.querySelector('[data-live-state]');
let etag = '';
let timer = 0;

/** Attributes of `from` become those of `to`. */
function takeAttributes(from, to) {
  for (const { name } of [...from.attributes]) if (!to.hasAttribute(name)) from.removeAttribute(name);
  for (const { name, value } of to.attributes) if (from.getAttribute(name) !== value) from.setAttribute(name, value);
}

/** Can one become the other by changing attributes and children? Rows and items with another key are another thing. */
function isSame(from, to) {
  return from.nodeType === to.nodeType && from.nodeName === to.nodeName && from.dataset?.key === to.dataset?.key;
}

/** The children of `from` become those of `to`; what is the same stays the same node. */
function takeChildren(from, to) {
  let at = from.firstChild;
  for (const wanted of [...to.childNodes]) {
    let found = at;
    while (found !== null && !isSame(found, wanted)) found = found.nextSibling;
    if (found === null) {
      const added = document.importNode(wanted, true);
      added.classList?.add('changed');
      from.insertBefore(added, at);
      continue;
    }
    // What stands between is not wanted here: what has a key may be wanted further on, the rest is gone.
    while (at !== found) {
      const next = at.nextSibling;
      if (at.dataset?.key === undefined) at.remove();
      else from.append(at);
      at = next;
    }
    take(found, wanted);
    at = found.nextSibling;
  }
  while (at !== null) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
}

function take(from, to) {
  if (from.nodeType !== Node.ELEMENT_NODE) {
    if (from.data !== to.data) from.data = to.data;
    return;
  }
  if (from.isEqualNode(to)) return;
  takeAttributes(from, to);
  takeChildren(from, to);
}

function say(text) {
  if (told !== null && told.textContent !== text) told.textContent = text;
}

async function update() {
  clearTimeout(timer);
  timer = 0;
  if (document.hidden) return;
  try {
    const headers = etag === '' ? {} : { 'if-none-match': etag };
    const response = await fetch(location.href, { headers, signal: AbortSignal.timeout(30_000) });
    if (response.status === 200) {
      etag = response.headers.get('etag') ?? '';
      const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
      const focused = document.activeElement;
      for (const part of document.querySelectorAll('[data-live]')) {
        const next = fresh.getElementById(part.id);
        if (next !== null) take(part, next);
      }
      // A row that moved has lost the focus on the way.
      if (document.activeElement !== focused && focused?.isConnected) focused.focus({ preventScroll: true });
    } else if (response.status !== 304) {
      throw new Error(`answered ${response.status}`);
    }
    say('updates by itself');
  } catch {
    say('the server does not answer; trying again');
  }
  timer = setTimeout(update, everyMs);
}

if (everyMs > 0) {
  say('updates by itself');
  timer = setTimeout(update, everyMs);
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && timer === 0) update();
  });
  // The server tells when something changed; the browser connects again by itself.
  const { stream } = document.documentElement.dataset;
  if (stream !== undefined) new EventSource(stream).addEventListener('changed', () => void update());
}
