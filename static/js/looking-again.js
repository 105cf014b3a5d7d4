// Looks at a part of a page again every so often and puts what is new in its place: the desk's board, and the screen on
// the wall. What nobody looks at is not asked for, what is unchanged costs a 304, and whoever reads or has the focus
// there is not disturbed. Without this script the page is as new as when it was loaded.

const EVERY = 15_000;

const part = document.querySelector("[data-look-again]");
const announcer = document.getElementById("announcer");
let etag = part?.dataset.etag ?? "";
// What of it may be scrolled sideways by itself.
const SIDEWAYS = ".scrolls, .board-filters ul";
let isAsking = false;

// When it was last known to be as new as there is. A screen that nobody touches must not look live when the line is down.
const looked = document.querySelector("[data-looked]");
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });
let asOf = clock.format();

function sayHowNew(isNew) {
  if (isNew) asOf = clock.format();
  if (!looked) return;
  const text = isNew ? `As of ${asOf}` : `Not up to date: as it was at ${asOf}. It is asked for again.`;
  looked.hidden = false;
  looked.classList.toggle("is-old", !isNew);
  if (looked.textContent !== text) looked.textContent = text;
}

// What each row says in short, by its council.
function states() {
  return new Map([...part.querySelectorAll("[data-says]")].map((row) => [row.id, row.dataset.says]));
}

function announce(before) {
  if (!announcer) return;
  const news = [...states()].filter(([id, says]) => before.has(id) && before.get(id) !== says).map(([, says]) => says);
  if (!news.length) return;
  announcer.textContent =
    news.length > 3 ? `${news.slice(0, 3).join(". ")}, and ${news.length - 3} more changes.` : `${news.join(". ")}.`;
}

// What has the focus keeps it though its element is another, and the page stays where it was scrolled to.
function put(html) {
  const before = states();
  const focused = part.contains(document.activeElement) ? document.activeElement : null;
  const id = focused?.id;
  const href = focused?.getAttribute("href");
  const at = scrollY;
  const aside = [...part.querySelectorAll(SIDEWAYS)].map((box) => box.scrollLeft);
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-look-again]");
  if (!fresh) return;
  part.replaceChildren(...fresh.childNodes);
  [...part.querySelectorAll(SIDEWAYS)].forEach((box, number) => {
    box.scrollLeft = aside[number] ?? 0;
  });
  if (focused) {
    const again = id
      ? document.getElementById(id)
      : [...part.querySelectorAll("a")].find((link) => link.getAttribute("href") === href);
    again?.focus({ preventScroll: true });
  }
  scrollTo({ behavior: "instant", top: at });
  announce(before);
}

async function look() {
  if (document.visibilityState === "hidden" || isAsking) return;
  isAsking = true;
  try {
    const answer = await fetch(part.dataset.lookAgain, {
      cache: "no-store",
      headers: etag ? { "If-None-Match": etag } : {},
    });
    // Whoever was signed out goes on seeing what is shown, and is told that it gets no newer.
    if (answer.ok && !answer.redirected) {
      etag = answer.headers.get("ETag") ?? "";
      put(await answer.text());
    }
    sayHowNew((answer.ok || answer.status === 304) && !answer.redirected);
  } catch {
    sayHowNew(false);
  } finally {
    isAsking = false;
  }
}

if (part) {
  sayHowNew(true);
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
}
