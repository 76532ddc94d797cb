// lists.tsx - the plain listings: documents, what was not read, claims, actors, sources, copies, families of a passage.
import { at, useGet, type List } from "../api";
import { to, toBytes, withQuery } from "../route";
import type { ActorRow, Claim, Copy, Doc, Hit, LineageRow, SourceRow, Unread } from "../shapes";
import { ClaimItem, Day, Fig, Head, Name, Pager, Said, Table, Wait } from "../ui";
import { kindWords, percent, plural } from "../words";

type Query = Record<string, string>;
const short = (document: string) => document.replace(/^sha256:/, "").slice(0, 16);

export function Documents(p: { query: Query }) {
    const list = useGet<List<Doc>>(at("/api/1/documents", { most: 100, ...p.query }));
    return (
        <>
            <Head title="Documents" kicker="By date"><p class="reach"><a href={to("unread")}>What was not read, and why</a></p></Head>
            <Wait on={list}>
                {(l) => (
                    <>
                        <Table caption="Documents" head={["Date", "Published by", "Title, and how it begins", "Sentences", "Claims"]} numeric={[3, 4]} class="documents">
                            {l.rows.map((d) => (
                                <tr data-item>
                                    <td class="nowrap"><Day iso={d.published} /></td>
                                    <td><Name>{d.publisher ?? "not named"}</Name></td>
                                    <td>
                                        <a href={to("documents", short(d.document))}><Name>{d.title ?? "No title"}</Name></a>
                                        {d.opening && <p class="opening"><a href={toBytes(d.document, d.opening.span)}><Said>{d.opening.text}</Said></a></p>}
                                    </td>
                                    <td class="num"><Fig n={d.sentences} href={to("documents", short(d.document))} label={`${d.sentences} sentences`} /></td>
                                    <td class="num"><Fig n={d.claims} href={withQuery(to("claims"), { document: short(d.document) })} label={`${d.claims} claims`} /></td>
                                </tr>
                            ))}
                        </Table>
                        <Pager next={l.next} here={to("documents")} query={p.query} shown={l.rows.length} />
                    </>
                )}
            </Wait>
        </>
    );
}

export function NotRead(p: { query: Query }) {
    const list = useGet<List<Unread>>(at("/api/1/unread", { most: 100, ...p.query }));
    return (
        <>
            <Head title="Not read" kicker="What could not be read, and why" />
            <Wait on={list}>
                {(l) => l.rows.length === 0 ? <p class="nothing">Everything that was given in was read.</p> : (
                    <>
                        <Table caption="Not read" head={["Where", "What was found"]}>
                            {l.rows.map((u) => <tr data-item><td><code dir="auto">{u.where}</code></td><td><code>{u.what}</code></td></tr>)}
                        </Table>
                        <Pager next={l.next} here={to("unread")} query={p.query} shown={l.rows.length} />
                    </>
                )}
            </Wait>
        </>
    );
}

/** Sentences with their claims: where most numbers lead. */
export function ClaimList(p: { path: string; here: string; title: string; kicker: string; query: Query; named?: boolean }) {
    const list = useGet<List<Claim>>(at(p.path, { most: 50, ...p.query }));
    return (
        <>
            <Head title={p.title} kicker={p.kicker} name={p.named} />
            <Wait on={list}>
                {(l) => l.rows.length === 0 ? <p class="nothing">No claim stands here.</p> : (
                    <>
                        <p class="reach">In all <Fig n={l.total} href={withQuery(p.here, p.query)} words={plural(l.total, "claim")} />.</p>
                        <ul class="claims">{l.rows.map((c) => <ClaimItem claim={c} showAnswer key={c.claim} />)}</ul>
                        <Pager next={l.next} here={p.here} query={p.query} shown={l.rows.length} />
                    </>
                )}
            </Wait>
        </>
    );
}

export function OneClaim(p: { id: string }) {
    const claim = useGet<Claim>(`/api/1/claims/${encodeURIComponent(p.id)}`);
    return <><Head title="A claim" kicker="Who says what" /><Wait on={claim}>{(c) => <ul class="claims"><ClaimItem claim={c} showAnswer /></ul>}</Wait></>;
}

export function Actors(p: { query: Query }) {
    const list = useGet<List<ActorRow>>(at("/api/1/actors", { most: 200, ...p.query }));
    return (
        <>
            <Head title="Actors" kicker="By the alphabet" />
            <form class="ask" role="search" aria-label="Actors" onSubmit={(e) => {
                e.preventDefault();
                location.hash = withQuery(to("actors"), { about: String(new FormData(e.currentTarget).get("about") ?? "") });
            }}>
                <label for="about">Name</label><input id="about" name="about" defaultValue={p.query.about ?? ""} key={p.query.about} autocomplete="off" /><button>Find</button>
                {p.query.about && <a href={to("actors")}>All actors</a>}
            </form>
            <Wait on={list}>
                {(l) => (
                    <>
                        <Table caption="Actors" head={["Name", "Kind", "Also named", "Documents", "Says", "Is said of"]} numeric={[3, 4, 5]}>
                            {l.rows.map((a) => (
                                <tr data-item>
                                    <th scope="row"><a href={to("actors", a.actor)}><Name>{a.name}</Name></a></th>
                                    <td>{a.class}</td>
                                    <td><Name>{a.aliases.join("; ")}</Name></td>
                                    <td class="num"><Fig n={a.documents} href={to("actors", a.actor, "mentions")} label={`named in ${a.documents} documents`} /></td>
                                    <td class="num"><Fig n={a.said} href={to("actors", a.actor, "says")} label={`says ${a.said} claims`} /></td>
                                    <td class="num"><Fig n={a.said_about} href={to("actors", a.actor, "said-of")} label={`${a.said_about} claims are said of it`} /></td>
                                </tr>
                            ))}
                        </Table>
                        <Pager next={l.next} here={to("actors")} query={p.query} shown={l.rows.length} />
                    </>
                )}
            </Wait>
        </>
    );
}

/** Sentences that were found, with the words that were looked for marked. */
export function HitItem(p: { hit: Hit }) {
    const h = p.hit;
    return (
        <li class="claim hit" data-item>
            <blockquote><a class="to-bytes" href={toBytes(h.document, h.span)} data-key="o"><Found hit={h} /></a></blockquote>
            <p class="from">
                <Name>{h.in.publisher ?? "no publisher named"}</Name>, <Day iso={h.in.published} />{h.in.title && <>: <Name>{h.in.title}</Name></>}
                {h.claims.length > 0 && <> · {h.claims.length === 1 ? <a href={to("claims", h.claims[0]!)}>its claim</a> : <a href={toBytes(h.document, h.span, h.claims[0])}>its claims</a>}</>}
            </p>
        </li>
    );
}

function Found(p: { hit: Hit }) {
    const bytes = new TextEncoder().encode(p.hit.text), decoder = new TextDecoder();
    const out = [];
    let from = 0;
    for (const [a, b] of p.hit.marks) {
        if (a < from || b > bytes.length) continue;
        out.push(decoder.decode(bytes.subarray(from, a)), <mark class="found">{decoder.decode(bytes.subarray(a, b))}</mark>);
        from = b;
    }
    return <>{out}{decoder.decode(bytes.subarray(from))}</>;
}

export function Mentions(p: { id: string; query: Query }) {
    const list = useGet<List<Hit>>(at(`/api/1/actors/${encodeURIComponent(p.id)}/mentions`, { most: 50, ...p.query }));
    return (
        <>
            <Head title="Sentences that name it" kicker="Actor"><p class="reach"><a href={to("actors", p.id)}>Back to the dossier</a></p></Head>
            <Wait on={list}>
                {(l) => <><ul class="claims">{l.rows.map((h) => <HitItem hit={h} />)}</ul><Pager next={l.next} here={to("actors", p.id, "mentions")} query={p.query} shown={l.rows.length} /></>}
            </Wait>
        </>
    );
}

export function Sources(p: { query: Query }) {
    const list = useGet<List<SourceRow>>(at("/api/1/sources", { most: 100, ...p.query }));
    return (
        <>
            <Head title="Sources" kicker="Whose claims they are; those with most claims first" />
            <Wait on={list}>
                {(l) => (
                    <>
                        <Table caption="Sources" head={["Source", "Kind", "Claims", "Origins", "Says what the rest bears out", "Denies what the rest does not bear out"]} numeric={[2, 3, 4, 5]}>
                            {l.rows.map((s) => (
                                <tr data-item>
                                    <th scope="row">
                                        <a href={to("sources", s.source)}><Name>{s.name}</Name></a>
                                        {s.example && <p class="opening"><a href={toBytes(s.example.document, s.example.span)}><Said>{clip(s.example.text, 160)}</Said></a></p>}
                                    </th>
                                    <td>{kindWords[s.kind]}</td>
                                    <td class="num"><Fig n={s.claims} href={to("sources", s.source, "claims")} label={`${s.claims} claims`} /></td>
                                    <td class="num"><Fig n={s.origins} href={to("sources", s.source, "claims")} label={`${s.origins} origins`} /></td>
                                    <td class="num">{rate(s, s.sensitivity_low, s.sensitivity_high)}</td>
                                    <td class="num">{rate(s, s.specificity_low, s.specificity_high)}</td>
                                </tr>
                            ))}
                        </Table>
                        <Pager next={l.next} here={to("sources")} query={p.query} shown={l.rows.length} />
                    </>
                )}
            </Wait>
        </>
    );
}

export function rate(s: Pick<SourceRow, "source">, low: number | null, high: number | null) {
    if (low === null || high === null) return <span class="muted">not known</span>;
    return <Fig n={`${Math.round(100 * low)}–${percent(high)}`} href={to("sources", s.source, "claims")} />;
}

export function Copies(p: { query: Query }) {
    const list = useGet<List<Copy>>(at("/api/1/copies", { most: 50, ...p.query }));
    return (
        <>
            <Head title="Passages in two places" kicker="Copies"><p class="reach"><a href={to("lineages")}>Families of passages</a></p></Head>
            <Wait on={list}>
                {(l) => l.rows.length === 0 ? <p class="nothing">No passage stands in two places.</p> : (
                    <>
                        <p class="reach">In all <Fig n={l.total} href={withQuery(to("copies"), p.query)} words={plural(l.total, "passage")} />.</p>
                        <ul class="copies">{l.rows.map((c) => <CopyItem c={c} key={c.copy} />)}</ul>
                        <Pager next={l.next} here={to("copies")} query={p.query} shown={l.rows.length} />
                    </>
                )}
            </Wait>
        </>
    );
}

function CopyItem(p: { c: Copy }) {
    const c = p.c, [first, second] = c.direction === "ba" ? [c.b, c.a] : [c.a, c.b];
    return (
        <li data-item>
            <h2><a href={to("copies", c.copy)} data-key="c">{c.kind}: <Name>{first.publisher ?? "not named"}</Name>, <Day iso={first.published} /> {c.direction === "?" ? "and" : "→"} <Name>{second.publisher ?? "not named"}</Name>, <Day iso={second.published} /></a></h2>
            <p class="from">
                <Fig n={c.tokens} href={to("copies", c.copy)} words={plural(c.tokens, "word")} />, <Fig n={percent(c.equal)} href={to("copies", c.copy)} words="alike" />;{" "}
                {c.one_voice ? "counted as one voice" : "not counted as one voice"}
                {c.lineage !== null && <> · <a href={to("lineages", c.lineage)}>family</a></>}
            </p>
            <p class="opening"><a href={toBytes(first.document, first.span)}><Said>{clip(first.text)}</Said></a></p>
        </li>
    );
}

export const clip = (s: string, most = 240) => (s.length > most ? s.slice(0, most).replace(/\s+\S*$/, "") + " …" : s);

export function Lineages(p: { query: Query }) {
    const list = useGet<List<LineageRow>>(at("/api/1/lineages", { most: 50, ...p.query }));
    return (
        <>
            <Head title="Families of passages" kicker="Lineage; the largest first" />
            <Wait on={list}>
                {(l) => l.rows.length === 0 ? <p class="nothing">No passage was taken over.</p> : (
                    <>
                        <Table caption="Families of passages" head={["Begins", "First in", "From", "To", "Places", "Origins"]} numeric={[4, 5]}>
                            {l.rows.map((f) => (
                                <tr data-item>
                                    <td>
                                        <a href={to("lineages", f.lineage)}><Said>{clip(f.text, 80)}</Said></a>{" "}
                                        <a class="muted" href={toBytes(f.first.document, f.span)}>in its first place</a>
                                    </td>
                                    <td><Name>{f.first.publisher ?? "not named"}</Name></td>
                                    <td class="nowrap"><Day iso={f.first.published} /></td>
                                    <td class="nowrap"><Day iso={f.last} /></td>
                                    <td class="num"><Fig n={f.places} href={to("lineages", f.lineage)} label={`${f.places} places`} /></td>
                                    <td class="num"><Fig n={f.origins} href={to("lineages", f.lineage)} label={`${f.origins} origins`} /></td>
                                </tr>
                            ))}
                        </Table>
                        <Pager next={l.next} here={to("lineages")} query={p.query} shown={l.rows.length} />
                    </>
                )}
            </Wait>
        </>
    );
}
