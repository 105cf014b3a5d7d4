// Finds a party while somebody types in a box (WAI-ARIA's combobox with a list), in the place of a long list to choose
// from. The list stays in the form and is what is sent; without this script it is what is seen.

const MOST = 8;

// Nobody has an accent at hand at three in the morning.
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function fits(option, words) {
  const parts = plain(option.label).split(/[\s(]+/);
  return words.every((word) => parts.some((part) => part.startsWith(word)));
}

function typeToFind(select, { onChosen }) {
  const box = document.createElement("input");
  const list = document.createElement("ul");
  const label = select.labels[0];
  const parties = [...select.options].filter((option) => option.value);

  list.id = `${select.id}-offered`;
  list.className = "party-offers";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Parties");
  list.hidden = true;
  box.id = `${select.id}-find`;
  box.className = "party-find";
  box.autocomplete = "off";
  box.spellcheck = false;
  box.placeholder = "Another party: type its name";
  box.value = select.value ? select.selectedOptions[0].label : "";
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");
  for (const name of ["aria-invalid", "aria-describedby"]) {
    if (select.hasAttribute(name)) box.setAttribute(name, select.getAttribute(name));
  }
  if (label) label.htmlFor = box.id;
  const holder = document.createElement("div");
  holder.className = "party-box";
  select.hidden = true;
  select.before(holder);
  holder.append(box, list);

  let at = -1;
  const offers = () => [...list.children];

  function mark(place) {
    const all = offers();
    at = all.length ? (place + all.length) % all.length : -1;
    all.forEach((offer, number) => offer.setAttribute("aria-selected", `${number === at}`));
    if (at < 0) box.removeAttribute("aria-activedescendant");
    else {
      box.setAttribute("aria-activedescendant", all[at].id);
      all[at].scrollIntoView({ block: "nearest" });
    }
  }

  function close() {
    list.hidden = true;
    at = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function set(value, name) {
    box.value = name;
    box.setCustomValidity("");
    close();
    if (select.value === value) return;
    select.value = value;
    select.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function offer() {
    const words = plain(box.value).split(/\s+/).filter(Boolean);
    const found = words.length ? parties.filter((option) => fits(option, words)).slice(0, MOST) : [];
    list.replaceChildren(
      ...found.map((option, number) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${number}`;
        item.setAttribute("role", "option");
        item.dataset.value = option.value;
        const swatch = document.createElement("span");
        swatch.className = `chip swatch-${option.value}`;
        swatch.setAttribute("aria-hidden", "true");
        item.append(swatch, option.label);
        return item;
      }),
    );
    list.hidden = found.length === 0;
    box.setAttribute("aria-expanded", `${found.length > 0}`);
    mark(0);
  }

  // Whatever is left in the box is a party or is nothing: seats of a name that fits none would be lost.
  function settle() {
    const name = plain(box.value.trim());
    const exact = parties.find((option) => plain(option.label) === name);
    if (exact) set(exact.value, exact.label);
    else {
      set("", box.value);
      box.setCustomValidity(name ? "Choose a party of the list, or empty this box." : "");
    }
  }

  function choose(item) {
    const option = parties.find((each) => each.value === item.dataset.value);
    set(option.value, option.label);
    onChosen();
  }

  box.addEventListener("input", (event) => {
    // The form saves what is sent, and this box is not.
    event.stopPropagation();
    box.setCustomValidity("");
    offer();
  });
  box.addEventListener("blur", settle);
  // The box keeps the focus when an offer is pressed, or it would be gone before the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target.closest("[role=option]");
    if (item) choose(item);
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) offer();
      else mark(at + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && !event.shiftKey && at >= 0) {
      event.preventDefault();
      event.stopPropagation();
      choose(offers()[at]);
    }
  });
}

// Where the page's own script finds it: files have hashed names, which no import knows.
globalThis.deskParties = { typeToFind };
