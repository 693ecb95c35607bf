/* The address bar is the only state. Links and forms of the app's own pages change it without loading a document;
   Dash asks for the answer, because `Address` tells it that the address has changed. */
(() => {
  "use strict";

  const { useEffect, useRef } = React;
  const CHANGED = "_dashprivate_pushstate"; // the event by which Dash's own links tell that they moved on
  let asked = 0;
  let way = "load";
  let visit = 0;
  let resting = 0;

  guildhall.asked = () => asked;
  guildhall.way = () => way;
  guildhall.here = () => location.pathname + location.search;

  function ours(url) {
    const sections = document.documentElement.dataset.pages.split(" ");
    return url.origin === location.origin && sections.includes(url.pathname.split("/")[1]);
  }

  /* Where one was on the page is kept with its entry in the history. After a reload the browser goes there itself; on
     the way back to an entry it must not, as what stood there has to be shown first. */
  function remember() {
    if (guildhall.settled()) history.replaceState({ ...history.state, top: scrollY }, "");
  }

  function go(url) {
    if (url.pathname + url.search === guildhall.here()) return location.assign(url);
    remember();
    asked = performance.now();
    way = "push";
    history.scrollRestoration = "manual";
    history.pushState({}, "", url);
    history.scrollRestoration = "auto";
    dispatchEvent(new Event(CHANGED));
  }

  function onClick(event) {
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey ||
        event.altKey || (link.target && link.target !== "_self") || link.hasAttribute("download")) return;
    const url = new URL(link.href);
    const withinThisPage = url.hash && url.pathname + url.search === guildhall.here();
    if (!ours(url) || withinThisPage) return;
    event.preventDefault();
    go(url);
  }

  function onSubmit(event) {
    const form = event.target;
    const url = new URL(form.action);
    if (event.defaultPrevented || form.method !== "get" || !ours(url)) return;
    url.search = new URLSearchParams([...new FormData(form, event.submitter)].filter(([, value]) => value));
    event.preventDefault();
    go(url);
  }

  guildhall.intercept = () => {
    document.addEventListener("click", onClick);
    document.addEventListener("submit", onSubmit);
    addEventListener("scroll", () => {
      clearTimeout(resting);
      resting = setTimeout(remember, 150);
    }, { passive: true });
  };

  /* What Dash knows of the address. Nothing is reported at the start: the page is already there. */
  guildhall.Address = function Address({ setProps }) {
    const report = useRef(null);
    report.current = setProps;
    useEffect(() => {
      const read = (event) => {
        if (event.type === "popstate") {
          asked = performance.now();
          way = "history";
        }
        if (!guildhall.settled()) report.current({ url: guildhall.here(), visit: visit += 1, held: guildhall.held() });
      };
      addEventListener("popstate", read);
      addEventListener(CHANGED, read);
      return () => {
        removeEventListener("popstate", read);
        removeEventListener(CHANGED, read);
      };
    }, []);
    return null;
  };
})();
