/* A live chart for the keyboard, and as a picture to keep. Arrow keys go from value to value: each shows what the
   pointer would and is read out. The picture holds the chart's sentence and sources, as it leaves the page. */
(() => {
  "use strict";

  const HINT = "Chart. Left and right arrow keys go from value to value, up and down from line to line.";
  const WIDTH = 1140;
  const EDGE = 16;

  const text = (html) => html.replace(/<br>/g, ", ").replace(/<[^>]+>/g, "").replace(/&lt;/g, "<").replace(/&amp;/g, "&");

  function words({ hovertemplate, customdata, x, y }, place) {
    const told = (hovertemplate || "%{x}: %{y}").replace(/<extra>.*<\/extra>/, "");
    return text(told.replace(/%\{customdata\[(\d+)\]\}/g, (_, part) => customdata[place][part])
      .replace(/%\{x\}/g, () => x[place]).replace(/%\{y\}/g, () => y[place])).replace(/[,\s]+$/, "");
  }

  /* For each line that answers to the pointer, the places that have a value. */
  function lines(box) {
    return box.data.map((trace, curve) => ({ curve, trace }))
      .filter(({ trace }) => trace.hoverinfo !== "skip" && trace.type === "scatter")
      .map(({ curve, trace }) => ({ curve, trace, places: [...trace.y.keys()].filter((place) => trace.y[place] != null)
        .sort((one, other) => (trace.x[one] < trace.x[other] ? -1 : 1)) }))
      .filter(({ places }) => places.length);
  }

  function nearest({ trace, places }, x) {
    const along = places.filter((place) => trace.x[place] <= x);
    return along.length ? along.length - 1 : 0;
  }

  function moved(at, every, key) {
    if (!at) return { line: 0, step: key === "Home" ? 0 : every[0].places.length - 1 };
    const last = every[at.line].places.length - 1;
    if (key === "ArrowLeft") return { ...at, step: Math.max(0, at.step - 1) };
    if (key === "ArrowRight") return { ...at, step: Math.min(last, at.step + 1) };
    if (key === "Home") return { ...at, step: 0 };
    if (key === "End") return { ...at, step: last };
    const line = (at.line + (key === "ArrowDown" ? 1 : every.length - 1)) % every.length;
    const x = every[at.line].trace.x[every[at.line].places[at.step]];
    return { line, step: nearest(every[line], x) };
  }

  const KEYS = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]);

  function onKey(event) {
    const box = event.currentTarget;
    if (event.target !== box || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") return leave(box);
    const every = KEYS.has(event.key) ? lines(box) : [];
    if (!every.length) return;
    event.preventDefault();
    const known = box.place && every[box.place.line] && box.place.step < every[box.place.line].places.length;
    box.place = moved(known ? box.place : null, every, event.key);
    const { curve, trace, places } = every[box.place.line];
    const place = places[box.place.step];
    Plotly.Fx.hover(box, [{ curveNumber: curve, pointNumber: place }]);
    const name = every.length > 1 && trace.name ? `${trace.name}: ` : "";
    document.getElementById("announcement").textContent = name + words(trace, place);
  }

  function leave(box) {
    delete box.place;
    if (window.Plotly && box.data) Plotly.Fx.unhover(box);
  }

  /* What a live box carries so that the keyboard reaches its values. */
  guildhall.reading = () => ({
    tabIndex: 0,
    role: "application",
    "aria-label": HINT,
    onKeyDown: onKey,
    onBlur: (event) => leave(event.currentTarget),
  });

  const safe = (words) => words.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const said = (chart, name) => (chart.querySelector(name) || { textContent: "" }).textContent.trim();

  /* Words as rows that fit the picture's width: a letter takes about half its size, a bold one somewhat more. */
  function rows(words, size, bold) {
    const most = Math.floor((WIDTH - 2 * EDGE) / (size * (bold ? 0.56 : 0.5)));
    return words.split(/\s+/).filter(Boolean).reduce((set, word) => {
      const row = `${set[set.length - 1] || ""} ${word}`.trim();
      return set.length && row.length <= most ? [...set.slice(0, -1), row] : [...set, word];
    }, []);
  }

  function block(set, size, color, weight) {
    const text = set.map(safe).join("<br>");
    return { text: weight ? `<b>${text}</b>` : text, font: { size, color }, height: set.length * size * 1.35 };
  }

  function placed({ text, font }, layout, top) {
    return { text, font, xref: "paper", yref: "paper", x: 0, y: 1, xanchor: "left", yanchor: "top", align: "left",
      xshift: EDGE - layout.margin.l, yshift: layout.margin.t - top, showarrow: false, borderpad: 0 };
  }

  /* The figure with its sentence above and its sources below. */
  function picture(chart, box) {
    const { meta: _, ...drawn } = { ...box.layout, height: box.clientHeight };
    const notes = [...chart.querySelectorAll(".gh-chart__foot > span:not([data-save])")]
      .filter((part) => !part.querySelector("a")).map((part) => part.textContent.trim());
    const page = block(rows(document.title, 14), 14, "#484949");
    const title = block(rows(said(chart, ".gh-chart__title"), 19, true), 19, "#0b0c0c", true);
    const sub = block(rows(said(chart, ".gh-chart__sub"), 14), 14, "#484949");
    const foot = block(rows(notes.join("  ·  "), 13), 13, "#484949");
    const head = EDGE + page.height + 6 + title.height + 4 + sub.height + EDGE;
    const height = Math.ceil(head + drawn.height + EDGE + foot.height + EDGE);
    const margin = { ...drawn.margin, t: drawn.margin.t + head, b: height - head - drawn.height + drawn.margin.b };
    const layout = { ...drawn, width: WIDTH, height, margin, autosize: false };
    layout.annotations = [...(drawn.annotations || []), placed(page, layout, EDGE),
      placed(title, layout, EDGE + page.height + 6), placed(sub, layout, EDGE + page.height + 6 + title.height + 4),
      placed(foot, layout, head + drawn.height + EDGE)];
    return { data: box.data, layout };
  }

  function save(button) {
    const chart = button.closest(".gh-chart");
    const box = chart.querySelector(".gh-figure__live");
    const filename = said(chart, ".gh-chart__title").toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 80);
    const { data, layout } = picture(chart, box);
    return Plotly.downloadImage({ data, layout },
      { format: button.dataset.save, filename, width: WIDTH, height: layout.height, scale: button.dataset.save === "png" ? 2 : 1 })
      .catch(() => { document.getElementById("announcement").textContent = "The picture could not be made."; });
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest("button[data-save]");
    if (button) save(button);
  });
})();
