// Looks at a part of a page again every so often and puts what is new in its place: the desk's board, and the screen on
// the wall. What nobody looks at is not asked for, what is unchanged costs a 304, and whoever reads or has the focus
// there is not disturbed. Without this script the page is as new as when it was loaded.

const EVERY = 15_000;

const part = document.querySelector("[data-look-again]");
const announcer = document.getElementById("announcer");
let etag = part?.dataset.etag ?? "";
let isAsking = false;

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
  const aside = [...part.querySelectorAll(".scrolls")].map((box) => box.scrollLeft);
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-look-again]");
  if (!fresh) return;
  part.replaceChildren(...fresh.childNodes);
  [...part.querySelectorAll(".scrolls")].forEach((box, number) => {
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
    // Whoever was signed out is told so by the next page they open; what is shown stays.
    if (answer.ok && !answer.redirected) {
      etag = answer.headers.get("ETag") ?? "";
      put(await answer.text());
    }
  } catch {
    // The line is down: it is asked again next time.
  } finally {
    isAsking = false;
  }
}

if (part) {
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);
}
