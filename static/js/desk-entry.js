// What the entry page does as somebody types: it saves a draft and shows what the figures come to, keeps what the desk
// has not got, and hands in with one key, again if the answer was lost. Without this script the buttons do the same with
// a page load.

const { forget, keep, keyOf, kept } = globalThis.deskKept;
const { typeToFind } = globalThis.deskParties;

// A draft is saved this long after the last keystroke, and what it comes to is said aloud after that, in milliseconds.
const PAUSE = 500;
const BREATH = 1_500;
const AGAIN = 5_000;
// An answer that takes longer than this will not come: on a bad line a request may hang for minutes.
const PATIENCE = 12_000;
const SLOW = 1_500;

const SIGNED_OUT = "signed out";
const GONE = "gone";

let form = document.querySelector("form[data-draft]");
const key = form ? keyOf(form.dataset.by) : "";
let isUnsaved = false;
let isHandingIn = false;
let timer = 0;
let breath = 0;
// Drafts are saved one after another, so that on a slow line an older one never overtakes a newer one.
let isSaving = false;
let edits = 0;
// What is not the newest is no longer waited for.
let newest = 0;
// What was typed before the result moved on is offered until it is taken.
let offered = null;

const panel = () => document.getElementById("panel");

function filled() {
  const fields = [...new FormData(form)].filter(([name]) => !["csrfmiddlewaretoken", "do", "token"].includes(name));
  return fields.filter(([, value]) => value !== "");
}

// A line at the foot of the panel: it is seen wherever the page is scrolled to.
function say(text, { button = null, link = null } = {}) {
  panel().querySelector(".panel-saved")?.remove();
  const told = document.createElement("p");
  told.className = "panel-saved notice";
  told.setAttribute("role", "alert");
  told.textContent = text;
  for (const way of [button, link]) if (way) told.append(" ", way);
  panel().firstElementChild.append(told);
  return told;
}

function saySignedOut() {
  const link = document.createElement("a");
  link.href = form.dataset.signIn;
  link.textContent = "Sign in again";
  // What was typed is kept here, and is there again afterwards.
  link.addEventListener("click", () => {
    isUnsaved = false;
  });
  say("You are signed out. What you typed is kept in this browser.", { link });
}

// The election was deleted, or is no longer one in which results are entered: nothing is tried again.
function sayGone() {
  say("This election was deleted or is a draft again. Your figures are kept in this browser.");
}

async function send(what) {
  const body = new FormData(form);
  body.set("do", what);
  const hangs = new AbortController();
  const patience = setTimeout(() => hangs.abort(), PATIENCE);
  try {
    const answer = await fetch(form.getAttribute("action") ?? location.pathname, {
      body,
      credentials: "same-origin",
      headers: { "X-Requested-With": "fetch" },
      method: "POST",
      signal: hangs.signal,
    });
    if (answer.redirected || answer.status === 403) throw new Error(SIGNED_OUT);
    if (answer.status === 404) throw new Error(GONE);
    if (answer.status >= 500) throw new Error(`${answer.status}`);
    return { answer, text: await answer.text() };
  } finally {
    clearTimeout(patience);
  }
}

async function save() {
  if (isHandingIn) return;
  clearTimeout(timer);
  if (isSaving) return;
  isSaving = true;
  const mine = ++newest;
  const sent = edits;
  try {
    const { answer, text } = await send("draft");
    if (mine !== newest) return;
    show(text);
    isUnsaved = !answer.ok || edits !== sent;
    if (!isUnsaved) forget(key);
  } catch (error) {
    if (mine !== newest) return;
    isUnsaved = true;
    if (error.message === SIGNED_OUT) {
      saySignedOut();
    } else if (error.message === GONE) {
      sayGone();
    } else {
      say("Not saved: the line is down or the desk is away. It is tried again; what you typed is kept here.");
      timer = setTimeout(save, AGAIN);
    }
  } finally {
    isSaving = false;
    if (edits !== sent) {
      clearTimeout(timer);
      timer = setTimeout(save, PAUSE);
    }
  }
}

// Ticks stay, and so does the focus, though the panel is made anew.
function show(text) {
  const here = panel();
  const focused = here.contains(document.activeElement) ? document.activeElement.value : null;
  const marks = new Set([...here.querySelectorAll("input[name=ticked]:checked")].map((box) => box.value));
  const at = here.firstElementChild?.scrollTop ?? 0;
  here.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
  for (const box of here.querySelectorAll("input[name=ticked]")) {
    box.checked = marks.has(box.value);
    if (box.value === focused) box.focus({ preventScroll: true });
  }
  here.firstElementChild.scrollTop = at;
  if (offered) here.firstElementChild.append(offered);
  markFaults();
  sayAloud();
}

// A field that does not read well says so itself too, and says again what it said before once it does.
function markFaults() {
  const faults = new Map(
    [...panel().querySelectorAll("[data-fault]")].map((fault) => [
      fault.querySelector("a").hash.slice(1),
      fault.dataset.fault,
    ]),
  );
  for (const told of form.querySelectorAll(".entry-told")) {
    const holder = told.closest(".entry-row, .entry-field");
    const fields = [...holder.querySelectorAll("input[id], select[id]")];
    const wrong = fields.find((field) => faults.has(field.id));
    told.dataset.before ??= holder.querySelector("[aria-invalid=true]") ? "" : told.textContent;
    told.textContent = wrong ? faults.get(wrong.id) : told.dataset.before;
    holder.classList.toggle("is-wrong", Boolean(wrong));
    for (const field of fields) {
      if (field === wrong) {
        field.setAttribute("aria-invalid", "true");
        field.setAttribute("aria-describedby", told.id);
      } else field.removeAttribute("aria-invalid");
    }
  }
}

// Not at every keystroke: what the figures come to is said once somebody pauses, and only when it is something new.
function sayAloud() {
  clearTimeout(breath);
  breath = setTimeout(() => {
    const aloud = document.getElementById("aloud");
    const text = panel().firstElementChild?.dataset.aloud ?? "";
    if (aloud.textContent !== text) aloud.textContent = text;
  }, BREATH);
}

function changed() {
  isUnsaved = true;
  edits += 1;
  keep(key, filled(), form.elements.token.value);
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
}

async function handIn() {
  if (isHandingIn) return;
  const unfit = form.querySelector(":invalid:not(fieldset)");
  if (unfit) {
    unfit.reportValidity();
    return;
  }
  isHandingIn = true;
  newest += 1;
  clearTimeout(timer);
  keep(key, filled(), form.elements.token.value);
  form.setAttribute("aria-busy", "true");
  const slow = setTimeout(() => say("Handing in. The line is slow\u2026"), SLOW);
  try {
    const { answer, text } = await send("hand_in");
    if (answer.status === 201) {
      isUnsaved = false;
      forget(key);
      location.assign(answer.headers.get("Location"));
      return;
    }
    refused(text);
  } catch (error) {
    isUnsaved = true;
    if (error.message === SIGNED_OUT) saySignedOut();
    else if (error.message === GONE) sayGone();
    else sayItWasLost();
  } finally {
    clearTimeout(slow);
    isHandingIn = false;
    form.removeAttribute("aria-busy");
  }
}

// The same sheet sent again is never entered twice: the desk knows it.
function sayItWasLost() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "primary";
  button.textContent = "Send it again";
  button.addEventListener("click", handIn);
  say("No answer came. It may have arrived all the same; sending it again never enters it twice.", { button });
  button.focus();
}

// The page that says why not takes the place of this one, and the focus goes to what is to be done.
function refused(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector(".desk");
  if (!fresh?.querySelector("form[data-draft]")) {
    say("Not handed in. Reload the page: what you typed is kept here.");
    return;
  }
  document.querySelector(".desk").replaceWith(fresh);
  form = document.querySelector("form[data-draft]");
  start();
  const toDo =
    form.querySelector("[aria-invalid=true]:not([hidden])") ??
    form.querySelector("input[name=ticked]:not(:checked)") ??
    form.querySelector(".entry-row input");
  toDo.focus();
}

// The figures in their order, as in a spreadsheet: Enter goes on to the next and Shift Enter back.
function figures() {
  return [...form.querySelectorAll(".entry-row input")].filter((field) => field.offsetParent !== null);
}

function go(from, by) {
  const fields = figures();
  const next = fields[fields.indexOf(from) + by];
  (next ?? (by > 0 ? form.querySelector("button[value=hand_in]") : from)).focus();
  next?.select();
}

// One empty row for another party is enough; the next is there once it is used.
function showRows() {
  let isShown = true;
  for (const row of form.querySelectorAll(".entry-added")) {
    row.hidden = !isShown;
    isShown = isShown && row.querySelector("select").value !== "";
  }
}

// Whoever types fast may have begun before this script did.
function isTyped(field) {
  return field.matches("input:not([type]), textarea") && field.value !== field.defaultValue;
}

function putBack(fields) {
  for (const [name, value] of fields) {
    if (name === "ticked") continue;
    const field = form.elements[name];
    if (field) field.value = value;
  }
}

// What this person typed and the desk never got: put back where nothing happened since, offered otherwise.
function restore() {
  const found = kept(key);
  if (!found?.fields?.length) return;
  if (found.token === form.elements.token.value) {
    putBack(found.fields.filter(([name]) => !(form.elements[name] instanceof Element && isTyped(form.elements[name]))));
    changed();
    say("What you typed before is back, from this browser.");
    return;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Put it back";
  button.addEventListener("click", () => {
    offered.remove();
    offered = null;
    putBack(found.fields);
    showRows();
    changed();
  });
  offered = say("The result has moved on since you typed here last, and that was not handed in.", { button });
}

function start() {
  // What was typed is kept here, and is put back or offered there.
  form.addEventListener("click", ({ target }) => {
    if (target.closest("[data-anew]")) isUnsaved = false;
  });
  // The panel follows the page as it scrolls, and so must never lie over what has the focus.
  form.classList.add("is-live");
  form.addEventListener("focusin", ({ target }) => {
    if (!panel().contains(target)) target.scrollIntoView({ behavior: "instant", block: "nearest" });
  });
  for (const select of form.querySelectorAll("select[data-type-to-find]")) {
    const row = select.closest(".entry-row");
    const seats = row.querySelector("input");
    typeToFind(select, {
      onChosen() {
        showRows();
        seats.focus();
        seats.select();
      },
    });
  }
  showRows();
  form.addEventListener("input", () => {
    showRows();
    changed();
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value === "hand_in") {
      event.preventDefault();
      handIn();
      return;
    }
    isUnsaved = false;
    newest += 1;
    clearTimeout(timer);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    if (event.altKey) {
      event.preventDefault();
      handIn();
    } else if (event.target.matches(".entry-row input")) {
      event.preventDefault();
      go(event.target, event.shiftKey ? -1 : 1);
    }
  });
}

if (form) {
  const isTypedAlready = [...form.elements].some(isTyped);
  restore();
  start();
  if (isTypedAlready) changed();
  addEventListener("beforeunload", (event) => {
    if (isUnsaved) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && isUnsaved) save();
  });
  addEventListener("online", () => {
    if (isUnsaved) save();
  });
}
