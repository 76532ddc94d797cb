// screens.mjs - pictures of the six main pages of the sample case, light and dark, into docs/screens.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { browse, makeCase, open, PROJECT, SAMPLE, serve } from "./support.mjs";

const into = process.argv[2] ?? join(PROJECT, "docs/screens");
mkdirSync(into, { recursive: true });
const server = await serve(makeCase([SAMPLE], "karsa.hearsay"));
for (const scheme of ["light", "dark"]) {
    const { page, close } = await browse(server.url, { colorScheme: scheme, viewport: { width: 1120, height: 760 } });
    const ask = (path) => page.evaluate(async (p) => (await fetch(`/api/1/${p}`)).json(), path);
    const contested = (await ask("questions?words=who%20attacks%20the%20Marigold")).rows[0];
    const claim = (await ask("claims?most=1000")).rows.find((c) => c.polarity === "deny" && c.question !== null && c.source.kind === "actor");
    const source = (await ask("sources?most=50")).rows.find((s) => s.kind === "author" && s.name.includes("("));
    const actor = (await ask("actors?most=1000")).rows.reduce((a, b) => (b.said_about > a.said_about ? b : a)).actor;
    const pages = {
        board: "#/", question: `#/questions/${contested.question}`, document: `#/documents/${claim.document.slice(7, 23)}?at=${claim.span.join("-")}&claim=${claim.claim}`,
        actor: `#/actors/${actor}`, source: `#/sources/${source.source}`, lineage: `#/lineages/${(await ask("lineages?most=1")).rows[0].lineage}`,
    };
    for (const [name, hash] of Object.entries(pages)) {
        await open(page, hash);
        await page.evaluate(() => document.activeElement?.blur());
        await page.screenshot({ path: join(into, `${name}-${scheme}.png`) });
        console.log(join(into, `${name}-${scheme}.png`));
    }
    await close();
}
await server.stop();
