// hostile.mjs - a document that attacks whoever reads it: markup in text, titles, names and addresses is shown as the
// letters it is; nothing runs, nothing is fetched, no link leads to a script.  And what is shipped is small.
import { gzipSync } from "node:zlib";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browse, check, everyPage, finish, makeCase, open, PROJECT, serve } from "./support.mjs";

const HIT = "<img src=x onerror=\"window.hit=1\"><script>window.hit=2</script><svg/onload=window.hit=3><iframe src=https://elsewhere.example/></iframe>";
const folder = mkdtempSync(join(tmpdir(), "hearsay-hostile-"));
const record = (n, more) => JSON.stringify({ id: `h${n}`, publisher: `The ${HIT} Post`, author: `Ann ${HIT}`, date: "2031-03-0" + n, url: "javascript:window.hit=4",
    title: `Minister${HIT} said`, text: `The harbour master ${HIT} said on Monday that the Salt League attacked the ferry ${HIT}. ` +
    "The Salt League denied that it attacked the ferry.\n\n\u202eEvil </span></q></a> ends. ]]> --> ${window.hit=5} {{window.hit=6}} &lt;b&gt; \u0000 said the mayor.", ...more });
writeFileSync(join(folder, "a.jsonl"), [record(1), record(2, { url: "data:text/html,<script>window.hit=7</script>", publisher: "<b>Bold</b>" }), record(3, { url: " JaVaScRiPt:window.hit=8" }),
    record(4, { url: "https://elsewhere.example/\"onmouseover=\"window.hit=9" })].join("\n") + "\n");
writeFileSync(join(folder, "b.html"), `<html><head><title>${HIT.replace(/</g, "&lt;")}</title></head><body><article><h1>&lt;script&gt;window.hit=10&lt;/script&gt;</h1><p>The mayor said &lt;img src=x onerror=window.hit=11&gt; was seen by the Salt League.</p></article></body></html>`);

const server = await serve(makeCase([folder]));
const { page, faults, close } = await browse(server.url);
const pages = await everyPage(page);
for (const n of [1, 2, 3, 4, 5]) pages[`document ${n}`] = `#/documents/${n}`, pages[`original ${n}`] = `#/documents/${n}?view=original`;
pages.found = `#/search?words=${encodeURIComponent("ferry")}`;
pages.asked = `#/?words=${encodeURIComponent(HIT)}`;
pages.nowhere = `#/${encodeURIComponent(HIT)}`;
let shownAsText = 0;
for (const [name, hash] of Object.entries(pages)) {
    await open(page, hash).catch((e) => check(false, `${name}: ${e.message.slice(0, 200)}`));
    const found = await page.evaluate(() => ({
        hit: window.hit, script: document.querySelectorAll("body script, iframe, img, object, embed, main form[action], base, [onerror], [onload]").length,
        links: [...document.querySelectorAll("a")].map((a) => a.getAttribute("href")).filter((h) => !/^[#/]/.test(h)),
        rel: [...document.querySelectorAll("a")].filter((a) => !/^[#/]/.test(a.getAttribute("href")) && !(a.rel.includes("noopener") && a.rel.includes("noreferrer"))).length,
        text: document.querySelector("main").textContent.includes("<img src=x onerror="),
    }));
    check(found.hit === undefined, `${name}: something ran: ${found.hit}`);
    check(found.script === 0, `${name}: markup of a document became elements`);
    check(found.links.every((h) => /^https?:/.test(h)) && found.rel === 0, `${name}: links to ${found.links}`);
    shownAsText += found.text ? 1 : 0;
}
console.log(`${Object.keys(pages).length} pages; on ${shownAsText} of them markup of a document is shown as the text it is`);
check(shownAsText >= 5, `the markup is shown as text (on ${shownAsText} pages)`);
// The one fault that may be: asking for what is not there gives the browser a line about it.
const real = faults.filter((f) => !/status of 40[049]/.test(f));
check(real.length === 0, `faults: ${real.slice(0, 5).join("; ")}`);

const response = await page.request.get(new URL("/", server.url).href);
const policy = response.headers()["content-security-policy"] ?? "";
check(policy.includes("default-src 'self'") && !policy.includes("unsafe"), `content security policy: ${policy}`);
const javascript = gzipSync(readFileSync(join(PROJECT, "web/dist/app.js")), { level: 9 }).length;
console.log(`JavaScript: ${javascript} bytes gzip`);
check(javascript <= 60 * 1024, `the bundle has ${javascript} bytes gzip`);
await close();
await server.stop();
finish();
