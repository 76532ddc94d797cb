// support.mjs - a server on a case of its own and a browser without a window, for the tests of the pages.
//
// Every test also holds two promises that are everybody's: nothing is asked of another machine, and no page reports an
// error of its own.  $PROGRAM is the program; what is missing on this machine (a browser, npm's packages) skips: 77.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const PROJECT = fileURLToPath(new URL("../..", import.meta.url));
export const PROGRAM = resolve(process.env.PROGRAM ?? join(PROJECT, "build/hearsay"));
export const SAMPLE = "examples/karsa"; // from PROJECT, so that a case does not tell of this machine
const require = createRequire(join(PROJECT, "web/package.json"));

export function skip(why) {
    console.log(`skipped: ${why}`);
    process.exit(77);
}

function browserPath() {
    for (const p of [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"]) if (p && existsSync(p)) return p;
    return skip("no chromium (tools/setup installs it)");
}

export function packageOf(name) {
    try {
        return require(name);
    } catch {
        return skip(`${name} is not in web/node_modules (tools/web --check fetches it)`);
    }
}

export const axeSource = () => packageOf("axe-core").source;

/** A folder with a case that has read `paths`; gone at the end. */
export function makeCase(paths, name = "sample.hearsay") {
    const folder = mkdtempSync(join(tmpdir(), "hearsay-web-")), path = join(folder, name);
    for (const p of paths) {
        const r = spawnSync(PROGRAM, ["-C", path, "add", p], { encoding: "utf8", env: programEnv(), cwd: PROJECT });
        if (r.status !== 0 && r.status !== 1) throw new Error(`add ${p}: ${r.status} ${r.stderr}`);
    }
    process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
    return path;
}

const programEnv = () => ({ ...process.env, LOGNAME: "analyst", USER: "analyst", HEARSAY_DATA: join(PROJECT, "data"), NO_COLOR: "1" });

/** Starts "serve" and gives its address with the token; stop() ends it and fails when it did not end well. */
export async function serve(path, ...options) {
    const child = spawn(PROGRAM, ["-C", path, "serve", ...options], { stdio: ["ignore", "pipe", "pipe"], env: programEnv() });
    let errors = "";
    child.stderr.on("data", (d) => (errors += d));
    const url = await new Promise((done, failed) => {
        let out = "";
        child.stdout.on("data", (d) => {
            out += d;
            const m = /http:\/\/\S+#token=\S+/.exec(out);
            if (m) done(m[0]);
        });
        child.on("exit", (code) => failed(new Error(`serve ended at once (${code}): ${errors}`)));
    });
    const ended = new Promise((done) => child.on("exit", (code, signal) => done({ code, signal })));
    process.on("exit", () => child.kill("SIGKILL"));
    return {
        url, pid: child.pid,
        async stop() {
            child.kill("SIGTERM");
            const { code, signal } = await ended;
            if (code !== 0 || /Sanitizer|runtime error/.test(errors)) throw new Error(`serve: ${code ?? signal}\n${errors}`);
        },
    };
}

/** A browser with one page, logged in.  `faults` gathers what must not happen. */
export async function browse(url, settings = {}) {
    const { chromium } = packageOf("playwright-core");
    const browser = await chromium.launch({ executablePath: browserPath(), args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...settings });
    const page = await context.newPage(), faults = [], host = new URL(url).host;
    page.on("request", (r) => new URL(r.url()).host !== host && !/^(data|about|blob):/.test(r.url()) && faults.push(`asked elsewhere: ${r.url()}`));
    page.on("pageerror", (e) => faults.push(`error in the page: ${e.message}`));
    page.on("console", (m) => m.type() === "error" && faults.push(`console: ${m.text()}`));
    page.on("dialog", (d) => (faults.push(`dialog: ${d.message()}`), d.dismiss()));
    await page.goto(url);
    await page.waitForSelector("main h1");
    return { browser, page, faults, close: () => browser.close() };
}

/** Goes to an address of the pages and waits until everything on it has come. */
export async function open(page, hash) {
    await page.evaluate((h) => void (location.hash = h), hash);
    await shown(page, hash);
}

export async function shown(page, hash) {
    await page.waitForFunction((h) => (h === undefined || document.querySelector("main")?.dataset.shown === h) &&
        document.querySelector("main h1, main .refused") && !document.querySelector("main .waiting"), hash, { timeout: 20000, polling: 10 });
}

let failed = 0, passed = 0;
export function check(condition, what) {
    if (condition) passed++;
    else failed++, console.log(`FAILED ${what}`);
    return condition;
}

export function finish() {
    console.log(`${passed} checks passed, ${failed} failed`);
    process.exit(failed ? 1 : 0);
}

/** One address of every kind of page, with the sample's own numbers. */
export async function everyPage(page) {
    const ask = (path) => page.evaluate(async (p) => (await fetch(p)).json(), `/api/1/${path}`);
    const first = async (path, key) => (await ask(`${path}?most=1`)).rows[0]?.[key];
    const question = await first("questions", "question"), document = await first("documents", "number");
    const claim = (await ask("claims?most=1")).rows[0], answer = (await ask(`questions/${question}`)).answers[0].answer;
    const out = { board: "#/", question: `#/questions/${question}`, "question's claims": `#/questions/${question}/claims`, answer: `#/answers/${answer}`,
        documents: "#/documents", document: `#/documents/${document}`, bytes: `#/documents/${claim.document.slice(7, 23)}?at=${claim.span.join("-")}&claim=${claim.claim}`,
        original: `#/documents/${claim.document.slice(7, 23)}?at=${claim.span.join("-")}&view=original`, unread: "#/unread", claims: "#/claims", claim: "#/claims/1",
        actors: "#/actors", sources: "#/sources", source: `#/sources/${await first("sources", "source")}`, copies: "#/copies", lineages: "#/lineages",
        review: "#/review", decisions: "#/decisions", search: "#/search?words=the", custody: "#/custody", run: "#/run", export: "#/export" };
    const actors = (await ask("actors?most=1000")).rows, busiest = actors.sort((a, b) => b.said_about - a.said_about)[0];
    if (busiest) Object.assign(out, { actor: `#/actors/${busiest.actor}`, "names of an actor": `#/actors/${busiest.actor}/mentions`, "what it says": `#/actors/${busiest.actor}/says`, "said of it": `#/actors/${busiest.actor}/said-of` });
    const copy = await first("copies", "copy"), lineage = await first("lineages", "lineage");
    if (copy) out.copy = `#/copies/${copy}`;
    if (lineage) out.lineage = `#/lineages/${lineage}`;
    return out;
}
