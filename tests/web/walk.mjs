// walk.mjs - every number opens: from every page that can be reached, every number on it is followed.
//
// A number is any text with a digit in it that hearsay itself puts on a page.  Not numbers: words of documents and names
// that come out of them, dates, hashes and settings (in <code>), the ticks of a drawing.  Each must be inside a link; the
// page behind the link must show sentences (a link to bytes, or bytes already highlighted), and each link to bytes must
// end at exactly these bytes, highlighted.  A zero may lead to a page that says that nothing stands there.
//   node walk.mjs [--case FILE] [--share N]     --share N: every Nth link to bytes only, for the quick run
import { browse, check, finish, makeCase, SAMPLE, serve } from "./support.mjs";

const option = (name) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
const share = Number(option("--share") ?? 1), most = Number(option("--pages") ?? Infinity), limit = Number(option("--limit") ?? Infinity);

/** Runs inside the page: goes to an address, waits, and says what stands there. */
function look() {
    const QUIET = "blockquote, .said, .name, time, code, kbd, pre, title, .when, .lane, .unit, .hedge, .address, option, mark, .text, .differences, .alike, .unseen";
    const numbersOutside = (root) => {
        const out = [], walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        for (let n; (n = walker.nextNode());) {
            if (!/\d/.test(n.data) || n.parentElement.closest(QUIET) || n.parentElement.closest("a[href]")) continue;
            out.push(n.data.trim().slice(0, 60));
        }
        return out;
    };
    const ready = (hash) => {
        const main = document.querySelector("main");
        return main?.dataset.shown === hash && main.querySelector("h1, .refused") && !main.querySelector(".waiting");
    };
    window.lookAt = async (hash) => {
        const begin = performance.now();
        location.hash = hash;
        while (!ready(hash)) {
            if (performance.now() - begin > 15000) return { hash, stuck: true };
            await new Promise((r) => setTimeout(r, 0));
        }
        const ms = performance.now() - begin, main = document.querySelector("main");
        for (const d of main.querySelectorAll("details")) d.open = true;
        await new Promise((r) => setTimeout(r, 0));
        const figs = [...main.querySelectorAll("a.fig")].map((a) => [a.getAttribute("href"), a.textContent.trim()]);
        const links = [...main.querySelectorAll('a[href^="#/"]')].map((a) => a.getAttribute("href"));
        return { hash, ms, figs, links: [...new Set(links)], loose: numbersOutside(main), refused: main.querySelector(".refused")?.textContent ?? null,
                 evidence: main.querySelectorAll('a[href*="at="], mark.at').length, nothing: Boolean(main.querySelector(".nothing")) };
    };
    const texts = new Map();
    window.bytesAt = async (hash) => {
        const begin = performance.now();
        location.hash = hash;
        const [, doc, from, to] = /#\/documents\/(\w+)\?at=(\d+)-(\d+)/.exec(hash);
        const marked = () => [...document.querySelectorAll("main mark.at")];
        while (!ready(hash) || !marked().length) {
            if (performance.now() - begin > 5000) return { hash, ms: 5000, same: false, has: marked().map((m) => m.textContent).join("") };
            await new Promise((r) => setTimeout(r, 0));
        }
        const ms = performance.now() - begin;
        if (!texts.has(doc)) {
            const d = await (await fetch(`/api/1/documents/${doc}`)).json();
            texts.set(doc, { from: d.text_from, bytes: new TextEncoder().encode(d.text) });
        }
        const t = texts.get(doc), want = new TextDecoder().decode(t.bytes.subarray(from - t.from, to - t.from)), has = marked().map((m) => m.textContent).join("");
        const squeeze = (s) => s.replace(/\s+/g, "");
        return { hash, ms, same: squeeze(want) === squeeze(has) && want.length > 0, want: want.slice(0, 80), has: has.slice(0, 80) };
    };
}

// Facets and filters of a search combine without end: one at a time is followed.
const followed = (link) => !/[?&]at=/.test(link) && (!link.startsWith("#/search?") || (link.match(/=/g) ?? []).length <= 2);

const server = process.env.URL_OF_CASE ? null : await serve(option("--case") ?? makeCase([SAMPLE]));
const { page, faults, close } = await browse(process.env.URL_OF_CASE ?? server.url);
await page.evaluate(look);

const seen = new Map(), figures = new Map(), bytes = new Set(), queue = ["#/", "#/search?words=the", "#/unread", "#/decisions"];
const started = Date.now();
let times = [], numbers = 0;
for (let i = 0; i < queue.length && seen.size < most; i++) {
    const hash = queue[i];
    if (seen.has(hash)) continue;
    const p = await page.evaluate((h) => window.lookAt(h), hash);
    seen.set(hash, p);
    if (!check(!p.stuck && !p.refused, `${hash}: ${p.refused ?? "did not come"}`)) continue;
    times.push([p.ms, hash]);
    check(p.loose.length === 0, `${hash}: numbers that lead nowhere: ${p.loose.slice(0, 3).join(" | ")}`);
    numbers += p.figs.filter(([, words]) => /\d/.test(words)).length;
    for (const [href, words] of p.figs) if (!figures.has(href) || /^0\b/.test(figures.get(href)[0])) figures.set(href, [words, hash]);
    for (const l of p.links) if (/[?&]at=/.test(l)) bytes.add(l);
        else if (followed(l) && !seen.has(l)) queue.push(l);
}
for (const [href, [words, on]] of figures) {
    if (/[?&]at=/.test(href)) continue;
    const p = seen.get(href);
    if (!p) check(most < Infinity || !followed(href), `${on}: "${words}" leads to ${href}, which was not reached`);
    else check(p.evidence > 0 || (p.nothing && /^0\b/.test(words)), `${on}: "${words}" leads to ${href}, where no sentence stands`);
}
const clicks = times.length;
let n = 0, opened = 0;
for (const hash of [...bytes].filter((h) => !h.includes("view=original")).sort()) {
    if (n++ % share) continue;
    const p = await page.evaluate((h) => window.bytesAt(h), hash);
    opened++;
    times.push([p.ms, hash]);
    check(p.same, `${hash}: highlighted "${p.has}" instead of "${p.want}"`);
}
times = times.sort((a, b) => a[0] - b[0]);
const at = (q) => times[Math.min(times.length - 1, Math.floor(q * times.length))][0].toFixed(0);
console.log(`${seen.size} pages, ${numbers} numbers, ${figures.size} places they lead to; ${opened} of ${bytes.size} highlighted places opened; ` +
            `${times.length} clicks: median ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms (${times[times.length - 1][1]}); ${((Date.now() - started) / 1000).toFixed(0)} s`);
check(times[times.length - 1][0] <= limit, `a click took ${at(1)} ms: ${times[times.length - 1][1]}`);
check(clicks > 10 && numbers > 100, "the walk saw next to nothing");
check(faults.length === 0, `faults: ${[...new Set(faults)].slice(0, 5).join("\n")}`);
await close();
await server?.stop();
finish();
