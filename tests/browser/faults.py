"""What is wrong with a page as it stands: what axe finds, words over each other, anything wider than the window."""

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Page


def faults(page: Page, *widths: int) -> list[str]:
    """What is wrong at each width."""
    told: list[str] = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        told += violations(page)
        told += [f"at {width} px {one!r} and {other!r} lie over each other" for one, other in overlapping(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            told.append(f"something is wider than {width} px")
    return told


def violations(page: Page, whole: bool = False) -> list[str]:
    """What axe finds, rule and element, in a page without the rows that are like others before them.

    Contrast takes axe longer than all its other rules together: asked again, it looks at what has other colours or
    another size of type than before, or was not to be seen. A `whole` page has all its rows, and is not asked for it.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    if not whole:
        page.evaluate(LIKE_OTHERS_OUT)
    found = list(page.evaluate(VIOLATIONS, not whole))
    if not whole:
        page.evaluate(BACK)
    return found


def overlapping(page: Page) -> list[list[str]]:
    """Pairs of words that lie over each other; pictures and words nobody sees left out."""
    return list(page.evaluate(OVERLAPPING))


VIOLATIONS = """async (contrast) => {
    window.seenAs ??= new Map();
    const look = (node) => {
        const { color, fontSize, fontWeight } = getComputedStyle(node);
        const behind = [];
        for (let one = node; one; one = one.parentElement) {
            const { backgroundColor, backgroundImage, opacity } = getComputedStyle(one);
            behind.push(backgroundColor, backgroundImage, opacity);
        }
        return [color, fontSize, fontWeight, ...behind].join();
    };
    const words = (node) => [...node.childNodes].some((one) => one.nodeType === 3 && one.data.trim());
    const toRead = (node) => node.checkVisibility({ visibilityProperty: true })
        && (node.matches("input, select, textarea") || words(node));
    const unseen = [...document.body.querySelectorAll("*")].filter(
        (node) => toRead(node) && seenAs.get(node) !== look(node));
    const only = { resultTypes: ["violations"], preload: false };
    const runs = [await axe.run({ ...only, rules: { "color-contrast": { enabled: false } } })];
    const first = !seenAs.size;
    if (contrast && (first || unseen.length)) {
        unseen.forEach((node) => seenAs.set(node, look(node)));
        runs.push(await axe.run(first ? document : { include: unseen }, { ...only, runOnly: ["color-contrast"] }));
    }
    return runs.flatMap(({ violations }) => violations.flatMap(
        ({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`)));
}"""

# Alike are rows of the same elements, classes, styles and roles, whatever their words, addresses and lengths.
LIKE_OTHERS_OUT = """() => {
    const kept = 4, met = new Map();
    const words = "id|for|name|href|src|title|value|datetime|data-.*|aria-(label|labelledby|describedby|controls)";
    const own = new RegExp(`^(${words}|d|points|transform|viewBox|width|height|r|[cd]?[xy][12]?)$`);
    const shape = (node) => node.outerHTML
        .replace(/ ([^\\s"=<>]+)="[^"]+"/g, (given, name) => own.test(name) ? ` ${name}` : given)
        .replace(/>[^<]+</g, ">words<");
    window.out = [...document.querySelectorAll("tbody > tr, li, svg > g")].filter((row) => {
        const key = shape(row.parentElement.cloneNode(false)) + shape(row);
        met.set(key, (met.get(key) || 0) + 1);
        return met.get(key) > kept && !row.contains(document.activeElement);
    }).map((row) => [row, document.createComment("")]);
    out.forEach(([row, place]) => row.replaceWith(place));
}"""

BACK = "out.reverse().forEach(([row, place]) => place.replaceWith(row))"

OVERLAPPING = """() => {
    const lines = [];
    const unseen = (node) => node && (getComputedStyle(node).position === "absolute" && node.offsetWidth <= 1
        || unseen(node.parentElement));
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const { currentNode: text } = walker;
        const within = text.parentElement;
        if (!text.data.trim() || within.closest("svg, option, .gh-figure__live") || unseen(within)) continue;
        if (!within.checkVisibility({ visibilityProperty: true })) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        for (const { left, right, top, bottom } of range.getClientRects()) {
            if (right - left > 1) lines.push({ left, right, top, bottom, words: text.data.trim().slice(0, 40) });
        }
    }
    lines.sort((one, other) => one.top - other.top);
    const found = [];
    lines.forEach((one, place) => {
        for (let next = place + 1; next < lines.length && lines[next].top < one.bottom - 6; next += 1) {
            const other = lines[next];
            const across = Math.min(one.right, other.right) - Math.max(one.left, other.left);
            if (across > 2) found.push([one.words, other.words]);
        }
    });
    return found;
}"""
