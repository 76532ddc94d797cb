// axe.mjs - every kind of page, light and dark, wide and at 200 %, through axe: no serious finding.  And the keys: what a
// pointer can do, a keyboard can.
import { axeSource, browse, check, everyPage, finish, makeCase, open, SAMPLE, serve, shown } from "./support.mjs";

const server = await serve(makeCase([SAMPLE]), "--edit");
const source = axeSource();
const settings = [["light", 1280], ["dark", 1280], ["light at 200 %", 640]];

for (const [how, width] of settings) {
    const { page, faults, close } = await browse(server.url, { colorScheme: how.split(" ")[0], viewport: { width, height: 900 } });
    await page.evaluate(source);
    const pages = { ...(await everyPage(page)), add: "#/add", nowhere: "#/nowhere" };
    for (const [name, hash] of Object.entries(pages)) {
        await open(page, hash);
        // What does not hang on colours or on the width is the same as in the first round.
        const { violations } = await page.evaluate((again) => {
            for (const d of document.querySelectorAll("main details")) d.open = true;
            return axe.run(document, { runOnly: again ? ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]
                : ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] });
        }, how !== "light");
        const bad = violations.filter((v) => ["serious", "critical"].includes(v.impact));
        check(bad.length === 0, `${name} (${how}): ${bad.map((v) => `${v.id}: ${v.nodes.slice(0, 2).map((n) => n.html.slice(0, 120)).join(" ")} ${v.nodes[0].failureSummary?.slice(0, 160)}`).join("; ")}`);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        check(wide <= 0, `${name} (${how}): scrolls sideways by ${wide} px`);
        for (const v of violations) if (!bad.includes(v)) console.log(`note: ${name} (${how}): ${v.impact} ${v.id} ${v.nodes[0].html.slice(0, 100)}`);
    }
    check(faults.length === 0, `${how}: ${faults.slice(0, 3).join("; ")}`);
    await close();
}

const { page, faults, close } = await browse(server.url);
const focus = () => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 160) ?? "");
await page.keyboard.press("?");
check(await page.evaluate(() => document.querySelector("dialog").open), "? shows the keys");
await page.keyboard.press("Escape");
check(!(await page.evaluate(() => document.querySelector("dialog").open)), "Escape closes them");
await page.keyboard.press("j");
check((await focus()).includes("#/questions/"), `j goes to the first question: ${await focus()}`);
const first = await focus();
await page.keyboard.press("j");
check((await focus()) !== first && (await focus()).startsWith("<a"), "j again goes to the next");
await page.keyboard.press("k");
check((await focus()) === first, "k goes back");
const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineWidth);
check(parseFloat(outline) >= 2, `the focus can be seen: ${outline}`);
await page.keyboard.press("Enter");
await page.waitForFunction(() => location.hash.startsWith("#/questions/"));
await shown(page);
check(await page.evaluate(() => document.activeElement?.tagName === "H1"), "a new page begins with its heading focused");
await page.keyboard.press("w");
await page.waitForFunction(() => location.hash.startsWith("#/answers/"));
await shown(page);
await page.keyboard.press("j");
await page.keyboard.press("o");
await page.waitForFunction(() => /#\/documents\/\w+\?at=/.test(location.hash));
await page.waitForSelector("mark.at");
await page.keyboard.press("g");
await page.keyboard.press("s");
await page.waitForFunction(() => location.hash === "#/sources");
await page.keyboard.press("/");
await page.keyboard.type("harbour");
await page.keyboard.press("Enter");
await page.waitForFunction(() => location.hash.startsWith("#/search?words=harbour"));
await shown(page);
check((await page.locator("mark.found").count()) > 0, "what was looked for is marked");
// Everything that can be clicked can be reached by Tab: no handler sits on something that cannot have the focus.
const stops = await page.evaluate(() => [...document.querySelectorAll("a, button, input, select, summary")].filter((e) => e.tabIndex < 0).length);
check(stops === 0, `${stops} controls cannot be reached by Tab`);
check(faults.length === 0, faults.join("; "));
await close();
await server.stop();
finish();
