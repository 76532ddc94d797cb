// journey.mjs - what somebody does from beginning to end: adds a document, reads a claim in it, follows why, corrects its
// speaker, takes that back, and takes an export along.  By keyboard where a hand would use keys.
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browse, check, finish, makeCase, open, SAMPLE, serve, shown } from "./support.mjs";

const server = await serve(makeCase([SAMPLE]), "--edit");
const { page, faults, close } = await browse(server.url);
const main = () => page.locator("main");
const ask = (path) => page.evaluate(async (p) => (await fetch(`/api/1/${p}`)).json(), path);

// add
const before = (await ask("case")).documents;
const file = join(mkdtempSync(join(tmpdir(), "hearsay-journey-")), "column.txt");
writeFileSync(file, "Ferry company warned before the blast\nThe Quay Gazette, 9 May 2031\nBy Ola Brandt\n\nThe mayor of Port Lorrow said on Friday that the League of the Nine Valleys attacked the Marigold.\n\nThe League of the Nine Valleys denied that it attacked the Marigold.\n");
await page.keyboard.press("g"); // nothing goes by "g" alone
await open(page, "#/add");
await page.locator('input[type="file"]').setInputFiles(file);
await page.locator('main form button').click();
await page.waitForFunction(() => document.querySelector("main .status")?.textContent === "Done.", undefined, { timeout: 60000 });
check((await main().locator(".uploads .state").first().textContent()).startsWith("added"), "the document was added");
check((await ask("case")).documents === before + 1, "the case has one document more");
await open(page, "#/");
check((await main().locator(".reach .fig").first().textContent()) === `${before + 1} documents`, "the board counts it");

// read a claim
const found = (await ask("search?words=Brandt")).rows[0] ?? (await ask("search?words=mayor&publisher=The%20Quay%20Gazette")).rows[0];
await open(page, `#/documents/${found.document.slice(7, 23)}`);
check((await main().locator("h1").textContent()).includes("Ferry company warned"), "the document opens");
const claims = (await ask(`documents/${found.document.slice(7)}`)).claims;
const said = claims.find((c) => c.polarity === "assert" && c.answer !== null && /mayor/i.test(c.source.name)) ?? claims.find((c) => c.answer !== null);
check(Boolean(said), "a claim of it answers a question");
const words = (await main().locator(".note .owner").allTextContents()).join(" | ");
check(words.includes(said.source.name), `the margin names its source: ${words}`);

// why
await main().locator(`.note:has(a[href*="claim=${said.claim}"]) [data-key="w"]`).click();
await page.waitForFunction(() => location.hash.startsWith("#/questions/"));
await shown(page);
await page.keyboard.press("w");
await page.waitForFunction(() => location.hash.startsWith("#/answers/"));
await shown(page);
await open(page, `#/answers/${said.answer}`);
const link = main().locator(`a.to-bytes[href*="claim=${said.claim}"]`);
check((await link.count()) === 1, "why shows the sentence of the claim");
await link.click();
await page.waitForSelector("mark.at");
const lit = (await page.locator("mark.at").allTextContents()).join("");
check(said.text.replace(/\s+/g, " ").startsWith(lit.replace(/\s+/g, " ").slice(0, 20)), `its bytes are highlighted: ${lit}`);

// correct the speaker
await shown(page);
await main().locator(`.note:has(a[href*="claim=${said.claim}"]) button`).click();
await main().locator('.modes label:has-text("Another speaker")').click();
await main().locator('.correct input[name="source"]').fill("Sabe Linnet");
await main().locator('.correct input[name="why"]').fill("the recording has her voice");
await main().locator(".correct form button").click();
await page.waitForFunction(() => document.querySelector(".correct .status")?.textContent.startsWith("Decided"), undefined, { timeout: 60000 });
const now = async () => (await ask(`documents/${found.document.slice(7)}`)).claims.filter((c) => c.span[0] === said.span[0]).map((c) => c.source.name).join(" | ");
check(/Sabe Linnet/.test(await now()), `the speaker is corrected: ${await now()}`);
await page.waitForFunction(() => /Sabe Linnet/.test(document.querySelector(".reader")?.textContent ?? ""), undefined, { timeout: 10000 }).catch(() => check(false, "the margin shows the correction"));
const rows = (await ask("decisions")).rows;
check(rows.length === 1 && rows[0].kind === "speaker" && rows[0].why === "the recording has her voice", `the decision is kept: ${JSON.stringify(rows).slice(0, 300)}`);

// undo
await main().locator(".correct .status button").click();
await page.waitForFunction(() => document.querySelector(".correct .status")?.textContent.startsWith("Undone"), undefined, { timeout: 60000 });
check((await now()).includes(said.source.name) && !/Sabe Linnet/.test(await now()), `the speaker is who it was: ${await now()}`);
await open(page, "#/decisions");
check(/undone/.test(await main().textContent()), "the decision is listed as undone; nothing is deleted");

// add a claim by hand: the sentence from the list, cut down to its words
await open(page, `#/documents/${found.document.slice(7, 23)}`);
await main().locator(".correct summary").click();
const sentences = await main().locator(".correct select").first().locator("option").allTextContents();
await main().locator(".correct select").first().selectOption(String(sentences.findIndex((s) => s.includes("The mayor of Port Lorrow")) - 1));
await main().locator('.modes label:has-text("Add a claim")').click();
await main().locator('.correct label:has-text("Words") input').fill("the League of the Nine Valleys attacked the Marigold");
await main().locator('.correct input[name="source"]').fill("Sabe Linnet");
await main().locator('.correct input[name="agent"]').fill("League of the Nine Valleys");
await main().locator('.correct input[name="frame"]').fill("attacks");
await main().locator('.correct input[name="patient"]').fill("Marigold");
await main().locator(".correct form button").click();
await page.waitForFunction(() => /^(Decided|[a-z])/.test(document.querySelector(".correct .status")?.textContent ?? ""), undefined, { timeout: 60000 });
const note = main().locator(".note.by-hand");
await note.first().waitFor({ timeout: 10000 }).catch(() => undefined);
check(/Sabe Linnet\s+asserts/.test(await note.first().textContent()), "a claim by hand stands in the margin, with its speaker");
await note.first().locator("a").first().click();
await page.waitForSelector("mark.at");
check((await page.locator("mark.at").allTextContents()).join("") === "the League of the Nine Valleys attacked the Marigold", "and leads to exactly its words");

// export
await open(page, "#/export");
const [download] = await Promise.all([page.waitForEvent("download"), main().locator('a[href$="/exports/jsonl"]').click()]);
const lines = readFileSync(await download.path(), "utf8").trim().split("\n").map((l) => JSON.parse(l));
check(lines.some((l) => l.row === "document" && /Quay Gazette/.test(JSON.stringify(l.value))), "the export holds the new document");
check(faults.length === 0, faults.slice(0, 5).join("; "));
await close();
await server.stop();
finish();
