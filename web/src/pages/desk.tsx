// desk.tsx - the pages for work on the case itself: search, the review queue, decisions, custody, the run, adding, export.
import { useState } from "preact/hooks";
import { at, forget, getNow, upload, useGet, type List } from "../api";
import { decide, settled, type Ruling } from "../decide";
import { to, toBytes, withQuery } from "../route";
import type { Adding, Claim, Custody as C, Export, Facet, Hits, ReviewItem, Run as R, Verified } from "../shapes";
import { ClaimItem, Fig, Head, Name, Pager, Table, Wait } from "../ui";
import { figure, plural } from "../words";
import { Decisions } from "./correct";
import { HitItem } from "./lists";

type Query = Record<string, string>;

export function Search(p: { query: Query }) {
    const found = useGet<Hits>(p.query.words ? at("/api/1/search", { most: 30, ...p.query }) : null);
    return (
        <>
            <Head title="Search" kicker="Sentences that hold all the words" />
            <form class="ask" role="search" aria-label="Sentences" onSubmit={(e) => {
                e.preventDefault();
                location.hash = withQuery(to("search"), { words: String(new FormData(e.currentTarget).get("words") ?? "") });
            }}>
                <label for="words">Words</label>
                <input id="words" name="words" defaultValue={p.query.words ?? ""} key={p.query.words} autocomplete="off" />
                <button>Search</button>
            </form>
            {p.query.words && (
                <Wait on={found}>
                    {(h) => (
                        <div class="with-facets">
                            <aside aria-label="Narrow down">
                                <Facets name="publisher" title="Published by" of={h.facets.publisher} query={p.query} />
                                <Facets name="year" title="Year" of={h.facets.year} query={p.query} />
                                <Facets name="language" title="Language" of={h.facets.language} query={p.query} />
                                <Facets name="says" title="Holds" of={h.facets.says} query={p.query} />
                            </aside>
                            <div>
                                <p class="reach"><Fig n={h.total} href={withQuery(to("search"), p.query)} words={plural(h.total, "sentence")} />.</p>
                                {h.rows.length === 0 ? <p class="nothing">No sentence holds all of these words.</p> : <ul class="claims">{h.rows.map((x) => <HitItem hit={x} />)}</ul>}
                                <Pager next={h.next} here={to("search")} query={p.query} shown={h.rows.length} />
                            </div>
                        </div>
                    )}
                </Wait>
            )}
        </>
    );
}

function Facets(p: { name: string; title: string; of: Facet[]; query: Query }) {
    if (!p.of.length) return null;
    const { after: _, ...rest } = p.query, on = p.query[p.name];
    return (
        <section class="facet">
            <h2>{p.title}</h2>
            <ul>
                {p.of.map((f) => (
                    <li><a class="fig" href={withQuery(to("search"), { ...rest, [p.name]: on === f.value ? "" : f.value })} aria-current={on === f.value ? "true" : undefined}>
                        <Name>{f.value || "not named"}</Name> <span class="count">{figure(f.rows)}</span>
                    </a></li>
                ))}
            </ul>
        </section>
    );
}

/** What is uncertain and would change most; a person says which. */
export function Review(p: { query: Query; edit: boolean }) {
    const list = useGet<List<ReviewItem>>(at("/api/1/review", { most: 30, ...p.query }));
    return (
        <>
            <Head title="Review queue" kicker="What a person should look at, the most telling first">
                <p class="reach"><a href={to("decisions")}>Decisions so far</a>{!p.edit && <>. The case is shown read-only; <code>hearsay serve --edit</code> lets you decide.</>}</p>
            </Head>
            <Wait on={list}>
                {(l) => l.rows.length === 0 ? <p class="nothing">Nothing waits for a person.</p> : (
                    <>
                        <ul class="review">{l.rows.map((i) => <ReviewRow i={i} key={i.question} edit={p.edit} />)}</ul>
                        <Pager next={l.next} here={to("review")} query={p.query} shown={l.rows.length} />
                    </>
                )}
            </Wait>
        </>
    );
}

function ReviewRow(p: { i: ReviewItem; edit: boolean }) {
    const i = p.i, [said, say] = useState("");
    const claim = useGet<Claim>(i.claim ? `/api/1/claims/${i.claim}` : null);
    const rule = (r: Ruling) => {
        say("Deciding…");
        decide(r).then(() => say("Decided."), (e) => say((e as Error).message));
    };
    const join = i.kind === "join", names = { name: i.name, other: i.other };
    return (
        <li data-item>
            <h2><Name>{i.question}</Name></h2>
            <p class="why"><Name>{i.why}</Name></p>
            <p class="from">
                {i.actor && <a href={to("actors", i.actor)}><Name>{i.name ?? "the actor"}</Name></a>}
                {i.other_actor && i.other_actor !== i.actor && <> · <a href={to("actors", i.other_actor)}><Name>{i.other ?? "the other"}</Name></a></>}
                {i.answer && <> · <a href={to("answers", i.answer)} data-key="w">the answer that hangs on it</a></>}
            </p>
            {claim.data && <ul class="claims"><ClaimItem claim={claim.data} showAnswer /></ul>}
            {p.edit && (
                <p class="decide">
                    <button data-key="a" onClick={() => rule(join ? { kind: "same", ...names } : { kind: "accept", claim: i.claim ?? undefined })}>{join ? "One and the same" : "Right as it is"}</button>{" "}
                    <button data-key="r" onClick={() => rule(join ? { kind: "apart", ...names } : { kind: "not a claim", claim: i.claim ?? undefined })}>{join ? "Two apart" : "Not a claim"}</button>{" "}
                    {claim.data && <a href={toBytes(claim.data.document, claim.data.span, claim.data.claim)}>Correct it in its document</a>}{" "}
                    <span role="status">{said}</span>
                </p>
            )}
        </li>
    );
}

export function DecisionPage(p: { query: Query; edit: boolean }) {
    return (
        <>
            <Head title="Decisions" kicker="What people ruled; nothing is ever deleted" />
            <Decisions query={p.query} edit={p.edit} list={(l, back, said) => (
                <>
                    <p role="status" class="status">{said}</p>
                    {l.rows.length === 0 ? <p class="nothing">Nobody has decided anything yet.</p> : (
                        <Table caption="Decisions" head={["When", "Who", "Decided", "Why", "Stands"]}>
                            {l.rows.map((d) => (
                                <tr data-item>
                                    <td class="nowrap"><time>{d.at}</time></td>
                                    <td><Name>{d.who}</Name></td>
                                    <td><Name>{d.text}</Name>{d.document && d.span && <> · <a href={toBytes(d.document, d.span, d.claim ?? undefined)}>the words in the document</a></>}</td>
                                    <td><Name>{d.why ?? ""}</Name></td>
                                    <td>
                                        {!d.stands ? "undone" : d.orphan ? "what it speaks of is not there any more" : "yes"}{" "}
                                        {p.edit && d.stands && <button data-key="z" onClick={() => back(d.decision)}>Undo</button>}
                                    </td>
                                </tr>
                            ))}
                        </Table>
                    )}
                    <Pager next={l.next} here={to("decisions")} query={p.query} shown={l.rows.length} />
                </>
            )} />
        </>
    );
}

export function Custody(p: { query: Query }) {
    const log = useGet<C>(at("/api/1/custody", { most: 50, ...p.query }));
    const [verified, set] = useState<Verified | null>(null), [said, say] = useState("");
    async function verify() {
        say("Checking every hash, every span and the chain…");
        try {
            set(await getNow<Verified>("/api/1/verify"));
            say("");
        } catch (e) {
            say((e as Error).message);
        }
    }
    return (
        <>
            <Head title="Custody" kicker="Who did what, each entry sealed by the hash of the one before" />
            <section aria-label="Check" class="verify">
                <button onClick={() => void verify()} data-key="y">Check now</button> <span role="status">{said}{verified && !said && (verified.faults.length === 0
                    ? <>Nothing is broken: <Fig n={verified.checked} href={to("claims")} words={`${plural(verified.checked, "span")} gave their words back`} />.</>
                    : <strong>Broken, as listed here.</strong>)}</span>
                {verified && verified.faults.length > 0 && (
                    <Table caption="What is broken" head={["Where", "What"]}>{verified.faults.map((f) => <tr><td><code>{f.where}</code></td><td>{f.what}</td></tr>)}</Table>
                )}
            </section>
            <Wait on={log}>
                {(c) => (
                    <>
                        <p class="reach">Hash of the newest entry: <code class="hash">{c.head}</code>. Keep it elsewhere: then nobody can rewrite the log unseen.</p>
                        <Table caption="The log, newest first" head={["Entry", "When", "Who", "Did", "To", "Hash"]} numeric={[0]}>
                            {c.rows.map((e) => (
                                <tr data-item>
                                    <td class="num"><code>{e.seq}</code></td>
                                    <td class="nowrap"><time>{e.at}</time></td>
                                    <td><Name>{e.who}</Name></td>
                                    <td>{e.action}</td>
                                    <td>{/^[0-9a-f]{64}$/.test(e.object) ? <a href={to("documents", e.object.slice(0, 16))}><code>{e.object.slice(0, 12)}</code></a> : <code>{e.object}</code>} <code class="muted detail">{e.detail.slice(0, 200)}</code></td>
                                    <td><code class="hash" title={e.hash}>{e.hash.slice(0, 12)}</code></td>
                                </tr>
                            ))}
                        </Table>
                        <Pager next={c.next} here={to("custody")} query={p.query} shown={c.rows.length} />
                    </>
                )}
            </Wait>
        </>
    );
}

export function Run() {
    const run = useGet<R>("/api/1/run");
    return (
        <>
            <Head title="Run" kicker="Settings, models and versions that made what these pages show" />
            <Wait on={run}>
                {(r) => (
                    <>
                        <dl class="settings">
                            <dt>hearsay</dt><dd><code>{r.version}</code></dd>
                            {r.models.map((m, i) => <><dt>{i === 0 ? "Models and lexicons" : ""}</dt><dd><code>{m}</code></dd></>)}
                            {Object.entries(r.limits).map(([k, v]) => <><dt>{k.replace(/_/g, " ")}</dt><dd><code>{String(v)}</code></dd></>)}
                        </dl>
                        <h2>What the documents were read with</h2>
                        <Table caption="Runs" head={["Run", "Settings", "Documents"]} numeric={[0, 2]}>
                            {r.runs.map((x) => (
                                <tr><td class="num"><code>{x.run}</code></td><td><code>{x.description}</code></td><td class="num"><Fig n={x.documents} href={to("documents")} label={`${x.documents} documents`} /></td></tr>
                            ))}
                        </Table>
                    </>
                )}
            </Wait>
        </>
    );
}

export function Exports() {
    const list = useGet<List<Export>>("/api/1/exports");
    return (
        <>
            <Head title="Export" kicker="The whole case, for other programs" />
            <Wait on={list}>
                {(l) => <ul class="exports">{l.rows.map((e) => <li data-item><a href={`/api/1/exports/${encodeURIComponent(e.name)}`} download>{e.name}</a>: {e.summary}</li>)}</ul>}
            </Wait>
        </>
    );
}

/** Files go in one by one; each is in whole or not at all, and the page says which. */
export function Add() {
    const [rows, setRows] = useState<Record<string, string>>({}), [doing, say] = useState("");
    const note = (name: string, what: string) => setRows((old) => ({ ...old, [name]: what }));
    async function send(form: HTMLFormElement) {
        const f = new FormData(form), files = f.getAll("files") as File[];
        const about = { publisher: String(f.get("publisher") ?? ""), published: String(f.get("published") ?? ""), url: String(f.get("url") ?? "") };
        for (const file of files) {
            try {
                note(file.name, "sending");
                await upload(at("/api/1/uploads", { name: file.name, ...about }), file, (share) => note(file.name, `sending: ${Math.round(100 * share)}\u202f%`));
                note(file.name, "waiting");
            } catch (e) {
                note(file.name, `not read: ${(e as Error).message}`);
            }
        }
        say("Reading…");
        const end: Adding = await settled((a) => {
            say(a.doing ?? "Reading…");
            for (const u of a.uploads) note(u.name, u.state);
        });
        for (const u of end.uploads) note(u.name, u.why ? `${u.state}: ${u.why}` : u.state);
        forget();
        say("Done.");
    }
    return (
        <>
            <Head title="Add documents" kicker="Text, Markdown, HTML, records" />
            <form class="fields add" onSubmit={(e) => { e.preventDefault(); void send(e.currentTarget); }}>
                <label>Files<input type="file" name="files" multiple required /></label>
                <label>Published by<input name="publisher" autocomplete="off" placeholder="if the document does not say" /></label>
                <label>Date<input name="published" autocomplete="off" placeholder="2031-03-05" /></label>
                <label>Address<input name="url" type="url" autocomplete="off" /></label>
                <button>Add</button>
            </form>
            <p role="status" class="status">{doing}</p>
            <ul class="uploads">{Object.entries(rows).map(([name, what]) => <li><code dir="auto">{name}</code>: <span class="state">{what}</span></li>)}</ul>
            {doing === "Done." && <p><a href={to()}>To the board</a> · <a href={to("documents")}>To the documents</a></p>}
        </>
    );
}
