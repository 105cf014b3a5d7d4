// What the entry page does as somebody types: it saves a draft and shows what the figures come to, warns before
// unsaved work is left, and hands in with one key. Without this script the buttons do the same with a page load.

const form = document.querySelector("form[data-draft]");
const panel = document.getElementById("panel");

// A draft is saved this long after the last keystroke, in milliseconds.
const PAUSE = 500;

let isUnsaved = false;
let timer = 0;
// Only the newest answer counts: an older one may come late on a bad line.
let newest = 0;

function ticked() {
  return new Set([...panel.querySelectorAll("input[name=ticked]:checked")].map((box) => box.value));
}

function say(text) {
  let told = panel.querySelector(".panel-saved");
  if (!told) {
    told = document.createElement("p");
    told.setAttribute("role", "alert");
    panel.firstElementChild.append(told);
  }
  told.className = "panel-saved notice";
  told.textContent = text;
}

async function save() {
  clearTimeout(timer);
  const mine = ++newest;
  const body = new FormData(form);
  body.set("do", "draft");
  try {
    const answer = await fetch(form.action, {
      body,
      credentials: "same-origin",
      headers: { "X-Requested-With": "draft" },
      method: "POST",
    });
    if (mine !== newest) return;
    const isPanel = answer.headers.get("Content-Type")?.startsWith("text/html") && !answer.redirected;
    if (!isPanel || (!answer.ok && answer.status !== 409)) throw new Error(`${answer.status}`);
    const text = await answer.text();
    if (mine !== newest) return;
    show(text);
    isUnsaved = answer.status === 409;
  } catch {
    if (mine !== newest) return;
    isUnsaved = true;
    say("Not saved: the line is down or the site is away. It is tried again as you type; what you typed is still here.");
    timer = setTimeout(save, 10 * PAUSE);
  }
}

// What has the focus in the panel keeps it, though the panel is made anew.
function show(text) {
  const focused = panel.contains(document.activeElement) ? document.activeElement.value : null;
  const marks = ticked();
  panel.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
  for (const box of panel.querySelectorAll("input[name=ticked]")) {
    box.checked = box.checked || marks.has(box.value);
    if (box.value === focused) box.focus();
  }
}

function changed() {
  isUnsaved = true;
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE);
}

if (form && panel) {
  form.addEventListener("input", changed);
  form.addEventListener("submit", () => {
    isUnsaved = false;
    newest += 1;
    clearTimeout(timer);
  });
  addEventListener("beforeunload", (event) => {
    if (isUnsaved) event.preventDefault();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && isUnsaved) save();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    if (event.altKey) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button[value=hand_in]"));
    } else if (event.target.matches(".entry-row input")) {
      // As in a spreadsheet: Enter goes on to the next figure.
      event.preventDefault();
      const fields = [...form.querySelectorAll(".entry-row input")];
      const next = fields[fields.indexOf(event.target) + (event.shiftKey ? -1 : 1)];
      (next ?? form.querySelector("button[value=hand_in]")).focus();
      next?.select();
    }
  });
}
