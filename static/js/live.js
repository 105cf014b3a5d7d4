// What a page does around its part that is swapped in place: it says what came of it, waits in sight, says what went
// wrong, lets the newest request alone change the page, and leaves open what a reader has opened. Without this script
// every link and form loads a page.

// Says something to screen readers, and to everybody while there is something to wait for or to try again.
function say(text, { toEverybody = false } = {}) {
  const announcer = document.getElementById("announcer");
  if (!announcer) return;
  announcer.textContent = text;
  announcer.classList.toggle("for-ears", !toEverybody);
  announcer.classList.toggle("shown", toEverybody);
}

function announce() {
  const live = part()?.querySelector("[data-live]");
  if (live) say(live.dataset.announcement);
}

// Only the newest request may change the page. Asking htmx to replace the one under way is not enough: the one
// it calls off clears the place of the one that came instead, which a third then does not find.
let newest = null;

// A page can have one such part within another: the newest request says which of them it is about.
function part() {
  const target = newest?.target;
  return target?.isConnected && target.matches(".swapped") ? target : document.querySelector(".swapped");
}

function setBusy(isBusy) {
  part()?.setAttribute("aria-busy", `${isBusy}`);
}

function sayItFailed() {
  say("That could not be loaded. Try again, or reload the page.", { toEverybody: true });
}

// Going back has changed the address already: there the server's page about a fault is what belongs to it.
function keepsThePage({ request, response }) {
  return response.status >= 500 && !request.headers["HX-History-Restore-Request"];
}

document.addEventListener("htmx:before:request", (event) => {
  newest = event.detail.ctx;
  setBusy(true);
  say("Loading\u2026", { toEverybody: true });
});
document.addEventListener("htmx:before:response", (event) => {
  const { ctx } = event.detail;
  if (ctx !== newest) {
    event.preventDefault();
  } else if (keepsThePage(ctx)) {
    event.preventDefault();
    sayItFailed();
  }
});
document.addEventListener("htmx:after:request", (event) => {
  if (event.detail.ctx !== newest) event.preventDefault();
});
document.addEventListener("htmx:error", (event) => {
  if (event.detail.ctx && event.detail.ctx === newest) sayItFailed();
});
document.addEventListener("htmx:finally:request", (event) => {
  if (event.detail.ctx === newest) setBusy(false);
});

// What is folded stays as the reader left it: the server does not know what was opened.
let folds = new Map();

function foldsOf(part) {
  return [...part.querySelectorAll("details[id]")];
}

// The box for words is outside the part that is swapped, so that no letter typed meanwhile is lost. Whatever else was
// chosen may have cleared it.
function fillTheBox() {
  const box = document.getElementById("q");
  const asked = document.querySelector("[data-live]")?.dataset.q;
  if (box && asked !== undefined && document.activeElement !== box) box.value = asked;
}

document.addEventListener("htmx:before:swap", () => {
  folds = new Map(foldsOf(document).map((fold) => [fold.id, fold.open]));
});
document.addEventListener("htmx:after:swap", () => {
  for (const fold of foldsOf(document)) {
    if (folds.has(fold.id)) fold.open = folds.get(fold.id);
  }
  fillTheBox();
  announce();
});
