/* A plot: the server's SVG, and once it is in sight and the browser has nothing better to do, the same figure by
   Plotly in the same box. Without the script, or where it fails, the SVG stays. */
(() => {
  "use strict";

  const { createElement, useEffect, useRef, useState } = React;
  const CONFIG = {
    responsive: true,
    displaylogo: false,
    showSendToCloud: false, // plotly 7 offers to upload the chart to a cloud service
    plotlyServerURL: "",
    showTips: false,
    scrollZoom: false,
    doubleClick: "reset",
    modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d"],
  };
  const idle = window.requestIdleCallback || ((work) => setTimeout(work, 200));
  // With colours of the reader's own the SVG stays: it takes them, plotly's drawing does not.
  const ownColours = matchMedia("(forced-colors: active)");
  const narrowPage = matchMedia("(max-width: 40.0525em)");
  let script = null;

  function plotly() {
    if (window.Plotly) return Promise.resolve(window.Plotly);
    script = script || new Promise((resolve, reject) => {
      const tag = document.createElement("script");
      tag.src = document.documentElement.dataset.plotly;
      tag.onload = () => resolve(window.Plotly);
      tag.onerror = reject;
      document.head.append(tag);
    });
    return script;
  }

  /* A zoom outlives a new answer as long as the axis is still the same one. */
  function sameAxis(data) {
    return JSON.stringify((data || []).map(({ x }) => x && [x[0], x[x.length - 1], x.length]));
  }

  async function draw(box, text) {
    const { data, layout } = JSON.parse(text);
    const Plotly = await plotly();
    if (!box.isConnected) return false;
    const narrow = narrowPage.matches && layout.meta ? layout.meta.narrow : {};
    const fitted = { uirevision: sameAxis(data), ...layout, ...narrow, autosize: true };
    delete fitted.width;
    delete fitted.height;
    await Plotly.react(box, data, fitted, CONFIG);
    return true;
  }

  function whenInSight(box, work) {
    const sight = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      sight.disconnect();
      idle(work);
    });
    sight.observe(box);
    return () => sight.disconnect();
  }

  guildhall.Plot = function Plot({ read, children }) {
    const figure = read["data-figure"];
    const frame = useRef(null);
    const box = useRef(null);
    const [near, setNear] = useState(false);
    const [live, setLive] = useState(false);
    const [narrow, setNarrow] = useState(narrowPage.matches);
    useEffect(() => ownColours.matches ? undefined : whenInSight(frame.current, () => setNear(true)), []);
    useEffect(() => {
      const crossed = () => setNarrow(narrowPage.matches);
      narrowPage.addEventListener("change", crossed);
      return () => narrowPage.removeEventListener("change", crossed);
    }, []);
    useEffect(() => {
      if (near) draw(box.current, figure).then(setLive, () => setLive(false));
    }, [near, figure, narrow]);
    useEffect(() => {
      const drawn = box.current;
      return () => drawn && window.Plotly && Plotly.purge(drawn);
    }, [near]);
    return createElement("div", { ...read, "data-live": live ? "" : undefined, ref: frame },
      ...[].concat(children || []),
      near && createElement("div", { className: "gh-figure__live", ref: box, ...(live ? guildhall.reading() : {}) }));
  };
})();
