/* Native controls and disclosures inside the page: the server says what they hold, a person's hands come first. */
(() => {
  "use strict";

  const { createElement, useLayoutEffect, useRef } = React;
  const touched = new WeakMap();

  document.addEventListener("input", (event) => touched.set(event.target, performance.now()), true);

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
  guildhall.Control = function Control({ kind, read, node, children }) {
    const own = useRef(null);
    const first = useRef(guildhall.takingOver);
    useLayoutEffect(() => {
      if (first.current) first.current = false;
      else if (!((touched.get(own.current) || 0) > guildhall.asked())) Object.assign(own.current, served(node));
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
