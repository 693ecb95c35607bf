/* An answer's page, written out. It comes as what differs from the page before it, its rows as columns
   (`layouts/difference.py`, `layouts/columns.py`); a document comes whole, and is named here as the server names it. */
window.guildhall = {};

(() => {
  "use strict";

  const ROW = /<(tr|li|option)[ >].*?<\/\1>|<circle [^>]*\/>|\["[^"]*"(?:,"[^"]*")*\]/gs;
  const FEWEST = 4;
  const PLACE = "\0";
  const MOST = 4; // pages that an answer on its way may still follow from
  const pages = new Map();
  let shown = "";

  guildhall.held = () => shown;

  function keep(name, page) {
    pages.delete(name);
    pages.set(name, page);
    if (pages.size > MOST) pages.delete(pages.keys().next().value);
    shown = name;
  }

  /* What the server wrote, from what the browser says it has read. Where the two ways of writing are told apart
     wrongly the name is another one, and the next answer comes whole. */
  function source(html) {
    return html.replace(/&nbsp;/g, "\u00a0").replace(/="([^"]*)"/g, (all, value) => {
      const text = value.replace(/</g, "&lt;").replace(/>/g, "&gt;");
      return text.includes("&quot;") && !text.includes("'") ? `='${text.replace(/&quot;/g, '"')}'` : `="${text}"`;
    }).replace(/ (selected|open|hidden|required|disabled|checked)=""/g, " $1")
      .replace(/><\/(line|circle|path|rect|ellipse|polygon|polyline|use)>/g, "/>");
  }

  /* The painted document, before anything changes it. */
  guildhall.hold = async (html) => {
    if (!window.crypto || !crypto.subtle) return;
    const written = source(html);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(written)));
    if (!shown) keep([...digest.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join(""), { written });
  };

  /* A page's text without its rows, and the rows, as the server parts them. */
  function parted(html) {
    const found = { text: "", rows: [] };
    if (html.includes(PLACE)) return { text: html, rows: [] };
    let done = 0;
    let run = null;
    const finish = () => {
      if (!run || run.count < FEWEST) return;
      found.text += html.slice(done, run.start) + PLACE;
      found.rows.push(html.slice(run.start, run.end));
      done = run.end;
    };
    for (const row of html.matchAll(ROW)) {
      const sort = row[0].slice(0, 2);
      const glue = sort === '["' ? "," : "";
      if (!run || run.sort !== sort || html.slice(run.end, row.index) !== glue) {
        finish();
        run = { sort, start: row.index, count: 0 };
      }
      run.count += 1;
      run.end = row.index + row[0].length;
    }
    finish();
    return { ...found, text: found.text + html.slice(done) };
  }

  function values([kind, all]) {
    if (Array.isArray(all)) return all;
    return typeof kind === "string" ? all.split(kind) : all.match(new RegExp(`[^]{${kind}}`, "g"));
  }

  function rows([glue, order, kinds]) {
    const made = kinds.map(([texts, columns]) => ({ texts, columns: columns.map(values), next: 0 }));
    const row = ({ texts, columns }, place) =>
      columns.reduce((line, column, number) => line + column[place] + texts[number + 1], texts[0]);
    const every = order ? [...order].map((letter) => made[letter.charCodeAt(0) - 48]) : made[0].columns[0].map(() => made[0]);
    return every.map((kind) => row(kind, kind.next++)).join(glue);
  }

  function follow(old, told) {
    let text = "";
    let at = 0;
    for (let place = 0; place < told.length - 1; place += 3) {
      at += told[place + 1];
      text += told[place] + old.slice(at, at + told[place + 2]);
      at += told[place + 2];
    }
    return text + told[told.length - 1];
  }

  /* The HTML of an answer's page; undefined if it follows from a page that is not held. */
  guildhall.written = (page) => {
    const before = page.after ? pages.get(page.after) : { text: "", rows: [] };
    if (!before) return undefined;
    if (before.written !== undefined) Object.assign(before, parted(before.written), { written: undefined });
    const text = follow(before.text, page.text);
    const every = page.rows.map((run) => typeof run === "number" ? before.rows[run] : rows(run));
    keep(page.name, { text, rows: every });
    let place = 0;
    return every.length ? text.replace(/\0/g, () => every[place++]) : text;
  };
})();
