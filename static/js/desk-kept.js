// What somebody typed that the desk has not got yet, kept in this browser: a line that is down, a session that has run
// out or a closed laptop loses nothing. It holds figures of a sheet that is about to be read out in public, and
// the name of who typed them, and no longer than needed: it goes once the desk has the draft or the sheet, when
// somebody else signs in here, and after a day. No other page of the site reads it.

const PREFIX = "overall-control-desk:";
const DAY = 24 * 60 * 60 * 1000;

// A browser may have no storage for us, or a full one: then the draft at the desk is all there is.
function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function keyOf(by) {
  return `${PREFIX}${by}:${location.pathname}`;
}

function keep(key, fields, token) {
  try {
    localStorage.setItem(key, JSON.stringify({ at: Date.now(), fields, token }));
  } catch {
    // Nothing is lost by it as long as the page is open.
  }
}

function kept(key) {
  return stored(key);
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // There was nothing to forget.
  }
}

function clearUp(by) {
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(PREFIX)) continue;
    const isTheirs = key.startsWith(`${PREFIX}${by}:`);
    if (!isTheirs || Date.now() - (stored(key)?.at ?? 0) > DAY) forget(key);
  }
}

// Files have hashed names where the site is served, which no import knows: what others need is put where they find it.
globalThis.deskKept = { forget, keep, keyOf, kept };

const by = document.querySelector(".desk[data-by]")?.dataset.by;
if (by) {
  try {
    clearUp(by);
  } catch {
    // No storage, nothing kept in it.
  }
}
