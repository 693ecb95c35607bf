/* Native controls and disclosures inside the page: the server says what they hold, a person's hands come first. */
(() => {
  "use strict";

  const { createElement, useLayoutEffect, useRef } = React;
  const touched = new WeakMap();

  document.addEventListener("input", (event) => touched.set(event.target, performance.now()), true);

  /* Whether someone has put a hand to it since they asked for what is on its way. */
  guildhall.touched = (control) => (touched.get(control) || 0) > guildhall.asked();

  function served(node) {
    if (node.localName === "select") {
      const option = node.querySelector("option[selected]") || node.querySelector("option");
      return { value: option ? option.value : "" };
    }
    if (node.type === "checkbox" || node.type === "radio") return { checked: node.hasAttribute("checked") };
    return { value: node.localName === "textarea" ? node.textContent : node.getAttribute("value") || "" };
  }

  /* After an answer a control shows what the address says, unless someone has touched it since they asked. At the
     take-over nothing is set: a choice already made stays. */
  guildhall.Control = function Control({ kind, read, node, children, own: given }) {
    const mine = useRef(null);
    const own = given || mine;
    const first = useRef(guildhall.takingOver);
    useLayoutEffect(() => {
      if (first.current) first.current = false;
      else if (!guildhall.touched(own.current)) Object.assign(own.current, served(node));
    }, [node]);
    const { value, checked, ...rest } = read;
    return createElement(kind, { ...rest, ref: own }, ...(kind === "textarea" ? [] : [].concat(children || [])));
  };

  /* A disclosure starts as the server says and is then the reader's to open and close. */
  guildhall.Details = function Details({ read, children }) {
    const own = useRef(null);
    const { open, ...rest } = read;
    useLayoutEffect(() => {
      if (open) own.current.open = true;
    }, []);
    return createElement("details", { ...rest, ref: own }, ...[].concat(children || []));
  };
})();
