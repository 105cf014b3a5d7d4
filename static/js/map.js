// A map is one stop of the keyboard: arrow keys go from a hexagon to its neighbour, and the council it stands for is
// told beside the map. Without this script every hexagon is a link that the tab key reaches, and a link leads past them.

const KEYS = {
  ArrowLeft: { along: "x", across: "y", sign: -1 },
  ArrowRight: { along: "x", across: "y", sign: 1 },
  ArrowUp: { along: "y", across: "x", sign: -1 },
  ArrowDown: { along: "y", across: "x", sign: 1 },
};

// Where going up or down aims at, so that a straight way leads back.
let column = null;
let last = null;

function hexagonsOf(map) {
  return [...map.querySelectorAll("a")];
}

function middleOf(hexagon) {
  const { e, f } = hexagon.transform.baseVal.getItem(0).matrix;
  return { x: e, y: f };
}

// The nearest hexagon in a direction: a step along costs less than one across, so that a gap of sea is crossed.
function nearest(from, hexagons, { along, across, sign }) {
  const here = middleOf(from);
  const aim = across === "x" && column !== null ? { ...here, x: column } : here;
  const weight = across === "x" ? 1 : 2;
  let best = null;
  let least = Infinity;
  for (const hexagon of hexagons) {
    const there = middleOf(hexagon);
    const ahead = (there[along] - here[along]) * sign;
    if (ahead <= 0) continue;
    const cost = ahead + weight * Math.abs(there[across] - aim[across]);
    if (cost < least) [best, least] = [hexagon, cost];
  }
  return best;
}

function goTo(map, hexagon) {
  for (const other of hexagonsOf(map)) other.setAttribute("tabindex", other === hexagon ? "0" : "-1");
  last = hexagon.getAttribute("href");
}

function tell(hexagon) {
  const told = document.getElementById("map-told");
  if (!told || !hexagon) return;
  told.textContent = hexagon.querySelector("title").textContent;
  const here = hexagon.closest("svg").querySelector(".here");
  here.setAttribute("transform", `${hexagon.getAttribute("transform")} scale(1.15)`);
  here.classList.add("is-shown");
}

function leave(map) {
  const focused = map.querySelector("a:focus");
  if (focused) tell(focused);
  else map.querySelector(".here").classList.remove("is-shown");
}

function setUp() {
  for (const map of document.querySelectorAll("[data-map]")) {
    const hexagons = hexagonsOf(map);
    goTo(map, hexagons.find((each) => each.getAttribute("href") === last) ?? hexagons[0]);
  }
  for (const keys of document.querySelectorAll("[data-map-keys]")) keys.hidden = false;
}

document.addEventListener("keydown", (event) => {
  const hexagon = event.target.closest?.("[data-map] a");
  if (!hexagon || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const map = hexagon.closest("[data-map]");
  const hexagons = hexagonsOf(map);
  let next = null;
  if (event.key === "Home") next = hexagons[0];
  else if (event.key === "End") next = hexagons.at(-1);
  else if (KEYS[event.key]) {
    column ??= middleOf(hexagon).x;
    next = nearest(hexagon, hexagons, KEYS[event.key]);
  } else return;
  event.preventDefault();
  if (!next) return;
  if (!KEYS[event.key] || KEYS[event.key].along === "x") column = middleOf(next).x;
  next.focus();
});
document.addEventListener("focusin", (event) => {
  const hexagon = event.target.closest?.("[data-map] a");
  if (!hexagon) {
    column = null;
    return;
  }
  goTo(hexagon.closest("[data-map]"), hexagon);
  tell(hexagon);
});
document.addEventListener("pointerover", (event) => {
  tell(event.target.closest?.("[data-map] a"));
});
document.addEventListener("focusout", (event) => {
  const map = event.target.closest?.("[data-map]");
  if (map && !map.contains(event.relatedTarget)) map.querySelector(".here").classList.remove("is-shown");
});
document.addEventListener("pointerout", (event) => {
  const map = event.target.closest?.("[data-map]");
  if (map && !event.relatedTarget?.closest?.("[data-map] a")) leave(map);
});
document.addEventListener("htmx:after:swap", setUp);
setUp();
