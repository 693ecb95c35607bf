/* A long select as a field to type in, by the accessible-autocomplete of GOV.UK. The select stays the form's field,
   hidden; where this script does not run it is what people see. */
(() => {
  "use strict";

  const { createElement, Fragment, useEffect, useLayoutEffect, useMemo, useRef, useState } = React;

  /* A name without case, accents and punctuation, as kpis/councils.py has it. */
  const plain = (text) => text.replace(/&/g, " and ").normalize("NFKD").replace(/\p{M}|['’‘`´]/gu, "").toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const words = (text) => plain(text).split(" ");
  const escaped = (text) => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

  function read(option) {
    const also = (option.dataset.also || "").split(" ").filter(Boolean);
    const name = option.textContent;
    return { value: option.value, name, called: plain(name), own: words(name), other: [option.value, ...also] };
  }

  /* The words that are not the start of one of its name, and by which of its other names or codes they are met; null
     if one is met by nothing. */
  function met(council, asked) {
    const why = [];
    for (const word of asked) {
      if (council.own.some((own) => own.startsWith(word))) continue;
      const other = council.other.find((one) => plain(one).startsWith(word));
      if (!other) return null;
      why.push(other);
    }
    return why;
  }

  /* Those that the text may mean: first those whose name begins with it, then by their place in the list. */
  function found(councils, text) {
    const wanted = plain(text);
    if (!wanted) return councils;
    const asked = wanted.split(" ");
    const begun = councils.map((council) => ({ ...council, why: met(council, asked) })).filter(({ why }) => why);
    const some = begun.length ? begun : councils.filter(({ called }) => called.includes(wanted));
    return [...some].sort((one, other) => other.called.startsWith(wanted) - one.called.startsWith(wanted));
  }

  /* The one council that the text means for certain. */
  function meant(councils, text) {
    const wanted = plain(text);
    const exact = councils.find(({ called }) => called === wanted) ||
      councils.find(({ other }) => other.some((one) => plain(one) === wanted));
    const some = found(councils, text);
    return wanted ? exact || (some.length === 1 ? some[0] : null) : null;
  }

  /* What was chosen before there was a field comes as its name alone. */
  const name = (council) => typeof council === "string" ? council : council ? council.name : "";
  const reason = ({ why = [] }) => why.length ? ` <span class="gh-picker__why">${escaped(why.join(" "))}</span>` : "";
  const TEMPLATES = { inputValue: name, suggestion: (council) => escaped(name(council)) + reason(council) };

  const ARROW = ({ className }) => createElement("svg", { className, viewBox: "0 0 12 8", "aria-hidden": "true" },
    createElement("path", { d: "M1 1l5 5 5-5", fill: "none", stroke: "currentColor", strokeWidth: 2 }));

  function complaint(councils, text) {
    const count = found(councils, text).length;
    return count ? `“${text}” may mean ${count} councils. Choose one from the list.`
      : `No council that could be added is called “${text}”. Choose one from the list.`;
  }

  /* The field beside the hidden select: what is typed or chosen in it becomes the select's value. */
  function Field({ id, select, councils, text, fresh }) {
    const box = useRef(null);
    const [wrong, setWrong] = useState("");
    const choose = (council) => {
      select.current.value = council ? council.value : "";
      if (council) setWrong("");
    };
    useLayoutEffect(() => {
      if (fresh) box.current.querySelector("input").focus();
    }, []);
    useEffect(() => {
      const form = select.current.form;
      const check = (event) => {
        const input = box.current.querySelector("input");
        choose(meant(councils, input.value));
        setWrong("");
        if (!input.value.trim() || select.current.value) return;
        event.preventDefault();
        setWrong(complaint(councils, input.value.trim()));
        input.focus();
      };
      form.addEventListener("submit", check);
      return () => form.removeEventListener("submit", check);
    }, [councils]);
    const field = createElement(Autocomplete.default, {
      id, name: "", cssNamespace: "gh-picker", displayMenu: "overlay", showAllValues: true, defaultValue: text,
      source: (typed, show) => show(found(councils, typed)),
      onConfirm: (council) => council && choose(council),
      templates: TEMPLATES,
      dropdownArrow: ARROW,
      tNoResults: () => "No council found",
      tStatusNoResults: () => "No council found",
      tAssistiveHint: () => "Type a name, a former name or a code. Use the up and down arrows to look through the " +
        "councils found, and Enter to choose one.",
    });
    return createElement("div", { ref: box, className: wrong ? "gh-picker gh-picker--wrong" : "gh-picker",
      onInput: (event) => choose(meant(councils, event.target.value)) },
      wrong && createElement("p", { className: "govuk-error-message", role: "alert" }, wrong), field);
  }

  /* At the take-over the select stands as it was painted; then the field takes its place, name and focus. Each answer
     puts it back to what the address says, unless someone has typed in it since they asked. */
  guildhall.Picker = function Picker({ read: served, node, children }) {
    const select = useRef(null);
    const [field, setField] = useState(null);
    const councils = useMemo(() => [...node.options].filter(({ value }) => value).map(read), [node]);
    const shown = () => document.getElementById(served.id);
    useLayoutEffect(() => {
      const start = !field;
      if (!start && guildhall.touched(shown())) {
        select.current.value = (meant(councils, shown().value) || { value: "" }).value;
        return;
      }
      const chosen = councils.find(({ value }) => value === select.current.value);
      setField({ round: field ? field.round + 1 : 1, text: chosen ? chosen.name : "",
        fresh: shown() === document.activeElement });
    }, [node]);
    const properties = field ? { ...served, id: `${served.id}-select`, hidden: true } : served;
    return createElement(Fragment, null,
      createElement(guildhall.Control, { kind: "select", read: properties, node, own: select }, ...children),
      field && createElement(Field, { key: field.round, id: served.id, select, councils, ...field }));
  };
})();
