/* The painted page as a React tree. What the server sent as HTML is the only description of a page: the first paint is
   read back from the document, every later answer from its text, so that React keeps what is already there. */
(() => {
  "use strict";

  const element = React.createElement;

  // Attributes that React sets as properties: there an empty string would mean "no".
  const FLAGS = new Set(["async", "controls", "default", "defer", "disabled", "hidden", "loop", "multiple", "muted",
    "open", "required", "reversed"]);
  const NEVER = new Set(["script", "style", "link", "meta", "base", "iframe", "object", "embed"]);
  const CONTROLS = new Set(["select", "input", "textarea"]);

  function style(declared) {
    const read = {};
    for (const name of declared) {
      const key = name.startsWith("--") ? name : name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
      read[key] = declared.getPropertyValue(name);
    }
    return read;
  }

  function properties(node) {
    const read = {};
    for (const { name, value } of node.attributes) {
      if (name.startsWith("on")) continue;
      if (name === "style") read.style = style(node.style);
      else read[name] = FLAGS.has(name) && value === "" ? true : value;
    }
    if (node.id) read.key = node.id;
    return read;
  }

  function children(node) {
    const read = [];
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) read.push(child.data);
      else if (child.nodeType === Node.ELEMENT_NODE && !NEVER.has(child.localName)) read.push(tree(child));
    }
    return read;
  }

  function tree(node) {
    const kind = node.localName;
    const read = properties(node);
    // A drawing is kept whole: React only has to know whether it is still the same one.
    if (kind === "svg") return element(kind, { ...read, dangerouslySetInnerHTML: { __html: node.innerHTML } });
    if (read["data-figure"]) return element(guildhall.Plot, { read, key: read.key }, ...children(node));
    if (read["data-pick"]) return element(guildhall.Picker, { read, node, key: read.key }, ...children(node));
    if (CONTROLS.has(kind)) return element(guildhall.Control, { kind, read, node, key: read.key }, ...children(node));
    if (kind === "details") return element(guildhall.Details, { read, key: read.key }, ...children(node));
    if (kind === "option") delete read.selected;
    return element(kind, read, ...children(node));
  }

  /* The children of a painted page; `path` keys what lies between header and footer, so that another page there is
     new from the ground up while the same page with another filter keeps its elements. */
  guildhall.page = (painted, path) => children(painted).map((part) =>
    part.props && part.props.id === "content" ? React.cloneElement(part, { key: path }) : part);

  /* An answer's HTML, parsed without running or loading anything. */
  guildhall.parsed = (html) => new DOMParser().parseFromString(html, "text/html").body;
})();
