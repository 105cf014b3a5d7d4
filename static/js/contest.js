// Draws the bars of a contest's page from the very numbers its table shows, and again whenever the part of the
// page around them is replaced or the colour scheme changes. Without this script the page is complete: the bars
// then are drawings the server made.

const DARK = window.matchMedia("(prefers-color-scheme: dark)");
const drawn = new Set();

function colourOf(element, name) {
  return getComputedStyle(element).getPropertyValue(name).trim();
}

// Relative luminance as WCAG 2 defines it, of a colour like #dc0032.
export function luminance(hex) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

// Black or white, whichever reads better on the fill: one of them always passes 4.5:1.
export function inkOn(fill) {
  const level = luminance(fill);
  return 1.05 / (level + 0.05) >= (level + 0.05) / 0.05 ? "#ffffff" : "#000000";
}

// Seats that are no party's are hatched, so that they differ from every party in more than colour.
function hatched(context, line, ground) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = 8;
  const pen = tile.getContext("2d");
  pen.fillStyle = ground;
  pen.fillRect(0, 0, 8, 8);
  pen.strokeStyle = line;
  pen.beginPath();
  for (const shift of [-8, 0, 8]) {
    pen.moveTo(shift, 8);
    pen.lineTo(shift + 8, 0);
  }
  pen.stroke();
  return context.createPattern(tile, "repeat");
}

function looks(canvas) {
  const style = getComputedStyle(canvas);
  return {
    ink: colourOf(canvas, "--ink"),
    muted: colourOf(canvas, "--muted"),
    ground: colourOf(canvas, "--ground"),
    font: style.fontFamily,
  };
}

// The longest of the texts that fits between two edges, clear of the majority line if that is between them.
function placeFor(pen, texts, left, right, line) {
  const crossed = line > left && line < right;
  for (const text of texts) {
    const width = pen.measureText(text).width + 8;
    const parts = [[left, right]];
    if (crossed) parts.push([line, right], [left, line]);
    for (const [from, to] of parts) {
      const at = (from + to) / 2;
      const isClear = !crossed || Math.abs(line - at) >= width / 2;
      if (isClear && width <= to - from) return { text, at };
    }
  }
  return null;
}

// The seats are written on the bars themselves: the party's name too where there is room for it.
function seatLabels(look, totals) {
  return {
    id: "seatLabels",
    afterDatasetsDraw(chart) {
      const pen = chart.ctx;
      pen.save();
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.font = `600 13px ${look.font}`;
      chart.data.datasets.forEach((series, at) => {
        chart.getDatasetMeta(at).data.forEach((bar, row) => {
          const seats = series.data[row];
          if (!seats) return;
          const { x, base, y } = bar.getProps(["x", "base", "y"], true);
          const line = totals[row] === null ? -1 : chart.scales.x.getPixelForValue(totals[row] / 2);
          const place = placeFor(pen, [`${series.label} ${seats}`, `${seats}`], base, x, line);
          if (!place) return;
          pen.fillStyle = series.ink;
          pen.fillText(place.text, place.at, y);
        });
      });
      pen.restore();
    },
  };
}

// Half of all seats, for each bar its own: the two may be of different size.
function majorityLines(look, totals, majorities) {
  return {
    id: "majorityLines",
    afterDatasetsDraw(chart) {
      const pen = chart.ctx;
      const { x, y } = chart.scales;
      const half = Math.abs(y.getPixelForValue(1) - y.getPixelForValue(0)) / 2;
      pen.save();
      pen.font = `13px ${look.font}`;
      pen.textBaseline = "bottom";
      totals.forEach((total, row) => {
        if (total === null) return;
        const across = x.getPixelForValue(total / 2);
        const middle = y.getPixelForValue(row);
        const top = middle - half * 0.68;
        for (const [width, colour] of [[5, look.ground], [2, look.ink]]) {
          pen.strokeStyle = colour;
          pen.lineWidth = width;
          pen.beginPath();
          pen.moveTo(across, top);
          pen.lineTo(across, middle + half * 0.62);
          pen.stroke();
        }
        pen.fillStyle = look.ink;
        pen.textAlign = "center";
        pen.fillText(`${majorities[row]} for a majority`, across, top - 2);
      });
      pen.restore();
    },
  };
}

function draw(figure) {
  const still = figure.querySelector(".chart-still");
  const holder = figure.querySelector(".chart-drawn");
  const canvas = holder.querySelector("canvas");
  const data = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
  holder.hidden = false;
  still.hidden = true;
  const look = looks(canvas);
  const datasets = data.series.map((series) => {
    const fill = colourOf(canvas, `--party-${series.holder}`);
    const isParty = fill !== "";
    return {
      label: series.label,
      data: series.seats,
      backgroundColor: isParty ? fill : hatched(canvas.getContext("2d"), look.muted, look.ground),
      borderColor: isParty ? look.ground : look.muted,
      // A gap between neighbours, whose colours need not differ to every eye.
      borderWidth: isParty ? { left: 1, right: 1, top: 0, bottom: 0 } : 1,
      borderSkipped: false,
      ink: isParty ? inkOn(fill) : "transparent",
      categoryPercentage: 1,
      barPercentage: 0.5,
    };
  });
  drawn.add(
    new Chart(canvas, {
      type: "bar",
      data: { labels: data.labels, datasets },
      plugins: [seatLabels(look, data.totals), majorityLines(look, data.totals, data.majorities)],
      options: {
        indexAxis: "y",
        animation: false,
        maintainAspectRatio: false,
        layout: { padding: { right: 2 } },
        font: { family: look.font },
        plugins: {
          legend: { display: false },
          tooltip: { mode: "nearest", displayColors: false },
        },
        scales: {
          x: { stacked: true, display: false, min: 0, max: data.scale },
          y: {
            stacked: true,
            grid: { display: false },
            border: { display: false },
            ticks: { color: look.ink, font: { family: look.font, size: 14, weight: 600 } },
          },
        },
      },
    }),
  );
}

// The charting library, fetched the first time there is something to draw. Should it not come, the drawings stay.
let library = null;

function charting(address) {
  library ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
  return library;
}

async function redraw() {
  for (const chart of drawn) chart.destroy();
  drawn.clear();
  const figure = document.querySelector("figure[data-chart]");
  if (!figure) return;
  await charting(figure.dataset.library);
  // Another swap may have come while the library did.
  if (figure.isConnected && drawn.size === 0) draw(figure);
}

// Paper is narrower than the window and always white: print the drawing the server made.
function forPaper(printing) {
  for (const figure of document.querySelectorAll("figure[data-chart]")) {
    figure.querySelector(".chart-still").hidden = !printing && drawn.size > 0;
    figure.querySelector(".chart-drawn").hidden = printing || drawn.size === 0;
  }
}

// An address may name a figure's working: "#working-change-labour" opens it, beside its figure.
function openWhatTheAddressNames() {
  const key = location.hash.match(/^#working-([\w-]+)$/)?.[1];
  const working = key && document.getElementById(`working-${key}`);
  if (!working || working.matches(":popover-open")) return;
  const figure = document.getElementById(`figure-${key}`);
  figure?.scrollIntoView({ block: "center", behavior: "instant" });
  working.showPopover({ source: figure ?? undefined });
}

openWhatTheAddressNames();
addEventListener("hashchange", openWhatTheAddressNames);

redraw();
DARK.addEventListener("change", redraw);
addEventListener("beforeprint", () => forPaper(true));
addEventListener("afterprint", () => forPaper(false));
document.addEventListener("htmx:after:swap", redraw);
