/* What is seen. At the start React adopts the painted page where it stands; each answer after that is shown in it. */
(() => {
  "use strict";

  const { createElement, useEffect, useLayoutEffect } = React;
  const PATIENCE = 200; // ms without an answer before it is said that one is on its way
  let root = null;
  let shown = null;
  let focused = null;
  let among = null;
  let waiting = 0;
  let timer = 0;

  const byId = (id) => document.getElementById(id);
  const path = (url) => url.split("?")[0];

  /* The order of tables, and whether they stand before charts: told when that is what has changed. */
  const said = () => [...document.querySelectorAll("[data-said]")].map((part) => part.dataset.said).join(". ");

  /* Whether what is seen is what the address says. */
  guildhall.settled = () => shown.url === guildhall.here();

  /* React gives up on a page that something else has changed under it (a translation, say): load it anew, as it is. */
  class Guard extends React.Component {
    constructor(properties) {
      super(properties);
      this.state = { broken: false };
    }

    static getDerivedStateFromError() {
      return { broken: true };
    }

    componentDidCatch() {
      sessionStorage.setItem("guildhall-plain", guildhall.here());
      location.reload();
    }

    render() {
      return this.state.broken ? null : this.props.children;
    }
  }

  function Shown({ answer, children }) {
    useLayoutEffect(() => arrived(answer), [answer]);
    return children;
  }

  function render(painted, answer) {
    const parts = guildhall.page(painted, path(answer.url));
    return createElement(Guard, null, createElement(Shown, { answer }, ...parts));
  }

  function takeOver() {
    const painted = byId("page");
    guildhall.hold(painted.innerHTML);
    shown = { url: guildhall.here(), said: said() };
    guildhall.takingOver = true;
    root = ReactDOM.hydrateRoot(painted, render(painted, shown));
  }

  function arrived(answer) {
    if (guildhall.takingOver) {
      guildhall.takingOver = false;
      guildhall.intercept();
      document.documentElement.dataset.interactive = "";
      return;
    }
    document.title = answer.title;
    document.querySelector("meta[name=description]").content = answer.description;
    const moved = path(answer.url) !== path(shown.url);
    const before = shown.said;
    shown = { ...answer, said: said() };
    if (moved) arriveElsewhere();
    else byId("announcement").textContent = shown.said === before ? answer.description : shown.said;
    const top = guildhall.way() === "history" && history.state && history.state.top;
    if (typeof top === "number") scrollTo(0, top);
    history.scrollRestoration = "auto";
    if (focused && document.activeElement === document.body) focus(among ? beside() : document.querySelector("h1"));
  }

  function arriveElsewhere() {
    byId("announcement").textContent = "";
    const target = location.hash && byId(decodeURIComponent(location.hash.slice(1)));
    focus(target || document.querySelector("h1"));
    if (target) target.scrollIntoView();
    else scrollTo(0, 0);
  }

  /* Where one goes on whose filter is gone: at the last of those in use, or in the form that sets them. */
  function beside() {
    const fields = document.querySelectorAll("main form select, main form input:not([type=hidden])");
    return [...document.querySelectorAll(".gh-tag")].pop() || fields[0] || document.querySelector("h1");
  }

  function focus(node) {
    if (!node) return;
    if (!node.hasAttribute("tabindex") && !node.matches("a, select, input")) node.setAttribute("tabindex", "-1");
    node.focus({ preventScroll: true });
  }

  /* Dash's component: it holds the newest answer and shows it in the page that was painted. */
  guildhall.View = function View({ answer }) {
    useEffect(takeOver, []);
    useEffect(() => {
      if (!answer) return;
      if (answer.asked !== guildhall.here()) return; // the person has moved on since
      const html = guildhall.written(answer.page);
      if (html === undefined) return location.reload(); // it follows from a page that is no longer at hand
      if (answer.url !== answer.asked) history.replaceState(history.state, "", answer.url + location.hash);
      focused = document.activeElement === document.body ? null : document.activeElement;
      among = focused && focused.closest(".gh-chosen");
      root.render(render(guildhall.parsed(html), answer));
    }, [answer]);
    return null;
  };

  function say(kind, ...words) {
    const message = byId("message");
    message.dataset.kind = kind;
    message.replaceChildren(...words);
  }

  function link(words, href) {
    const made = document.createElement("a");
    made.textContent = words;
    made.href = href;
    made.className = "govuk-link";
    return made;
  }

  function asking() {
    waiting += 1;
    clearTimeout(timer);
    timer = setTimeout(() => say("working", "Getting the figures…"), PATIENCE);
  }

  function answered(callback, { data }) {
    waiting -= 1;
    if (waiting > 0) return; // a newer question is still out: its answer decides
    clearTimeout(timer);
    const answer = data && data.view && data.view.answer;
    if (answer && answer.asked === guildhall.here()) say("");
    else if (guildhall.settled()) say("");
    else {
      say("failed", `The figures you asked for did not arrive. What you see is still “${document.title}”. `,
        link("Try again", location.href));
    }
  }

  guildhall.start = () => {
    if (sessionStorage.getItem("guildhall-plain") === guildhall.here()) {
      sessionStorage.removeItem("guildhall-plain");
      return;
    }
    new DashRenderer({ request_pre: asking, callback_resolved: answered });
  };
})();
