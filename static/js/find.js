// Offers pages under the box while somebody types in it (WAI-ARIA's combobox with a list). Without this script the form
// leads to the page of results, and it does so still whenever no offer is chosen.

const WAIT = 120;

function combobox(form) {
  const box = form.querySelector("input[name=q]");
  const status = document.createElement("p");
  status.className = "for-ears";
  status.setAttribute("role", "status");
  form.append(status);

  // A search box can be no combobox.
  box.type = "text";
  box.setAttribute("enterkeyhint", "search");
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-haspopup", "listbox");

  let offered = null;
  let chosen = -1;
  let asking = null;
  let timer = 0;

  const options = () => [...(offered?.querySelectorAll("[role=option]") ?? [])];
  const isOpen = () => Boolean(offered && !offered.hidden && options().length);

  function choose(place) {
    const all = options();
    chosen = all.length && place >= 0 ? place % all.length : -1;
    all.forEach((option, at) => option.setAttribute("aria-selected", `${at === chosen}`));
    if (chosen < 0) {
      box.removeAttribute("aria-activedescendant");
    } else {
      box.setAttribute("aria-activedescendant", all[chosen].id);
      all[chosen].scrollIntoView({ block: "nearest" });
    }
  }

  function show(isShown) {
    if (offered) offered.hidden = !isShown;
    box.setAttribute("aria-expanded", `${isOpen()}`);
    if (isOpen()) box.setAttribute("aria-controls", "offered");
    else box.removeAttribute("aria-controls");
    if (!isShown) choose(-1);
  }

  function put(html) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const fresh = holder.content.querySelector(".offered");
    if (!fresh) return;
    if (offered) offered.replaceWith(fresh);
    else form.append(fresh);
    offered = fresh;
    // The box keeps the focus when an offer is pressed, or it would be gone before the click.
    offered.addEventListener("mousedown", (event) => event.preventDefault());
    offered.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) location.assign(option.dataset.href);
    });
    choose(-1);
    show(document.activeElement === box);
    status.textContent = offered.dataset.announcement;
  }

  // Only the newest question is answered: what comes late to an older one is dropped.
  async function ask() {
    asking?.abort();
    const q = box.value.trim();
    if (!q) {
      show(false);
      status.textContent = "";
      return;
    }
    const mine = new AbortController();
    asking = mine;
    try {
      const answer = await fetch(`${form.getAttribute("action")}?${new URLSearchParams({ q })}`, {
        headers: { "HX-Request": "true" },
        signal: mine.signal,
      });
      const html = await answer.text();
      if (mine !== asking || answer.status >= 500) return;
      put(html);
    } catch (error) {
      if (mine === asking && error.name !== "AbortError") {
        show(false);
        status.textContent = "No suggestions could be loaded. Enter searches all the same.";
      }
    }
  }

  function forget() {
    clearTimeout(timer);
    asking?.abort();
    asking = null;
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    choose(-1);
    timer = setTimeout(ask, WAIT);
  });
  box.addEventListener("blur", () => show(false));
  box.addEventListener("focus", () => {
    if (box.value.trim() && offered) show(true);
  });
  form.addEventListener("submit", forget);

  const keys = {
    ArrowDown: () => choose(chosen + 1),
    ArrowUp: () => choose(chosen < 0 ? options().length - 1 : chosen - 1),
    Home: () => choose(0),
    End: () => choose(options().length - 1),
    Enter: () => location.assign(options()[chosen].dataset.href),
  };
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === "Escape") {
      forget();
      if (offered && !offered.hidden) event.preventDefault();
      else box.value = "";
      show(false);
      return;
    }
    if (!isOpen() && offered && event.key === "ArrowDown" && box.value.trim()) show(true);
    // Until an offer is chosen, Home and End move in the text and Enter sends the form.
    const needsChoice = !event.key.startsWith("Arrow");
    if (!isOpen() || !(event.key in keys) || (needsChoice && chosen < 0)) return;
    event.preventDefault();
    keys[event.key]();
  });
  show(false);
}

for (const form of document.querySelectorAll("form[data-find]")) combobox(form);
