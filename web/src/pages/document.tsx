// document.tsx - a document with its claims in the margin, and the bytes that an address points at highlighted.
//
// Text is cut at the edges of every span that lies over it and put in piece by piece as text nodes: what a document
// says is never read as markup.  Paragraph by paragraph the margin stands beside the text, so that print, narrow windows
// and large letters keep them together.
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { at, useGet, type List } from "../api";
import { cut, encode, pieces, type Layer } from "../bytes";
import { to, toBytes, withQuery } from "../route";
import type { Claim, Copied, Decision, DocumentPage, Span } from "../shapes";
import { Day, Fig, Head, Name, OutsideLink, StanceMark, Wait } from "../ui";
import { certaintyWords, evidenceWords, percent, plural, stanceOf, STANCE } from "../words";
import { Correct, type Chosen } from "./correct";
import { Original } from "./original";

type Query = Record<string, string>;
type Paragraph = { begin: number; end: number; heading: boolean; sentences: Span[] };

function wanted(query: Query): Span | null {
    const m = /^(\d+)-(\d+)$/.exec(query.at ?? "");
    return m ? [Number(m[1]), Number(m[2])] : null;
}

export function Document(p: { id: string; query: Query; edit: boolean }) {
    const span = wanted(p.query);
    const from = span && span[0] > 200_000 ? span[0] - 20_000 : p.query.from;
    const doc = useGet<DocumentPage>(at(`/api/1/documents/${encodeURIComponent(p.id)}`, { from }));
    return <Wait on={doc}>{(d) => <Read d={d} span={span} query={p.query} edit={p.edit} key={d.document + d.text_from} />}</Wait>;
}

function Read(p: { d: DocumentPage; span: Span | null; query: Query; edit: boolean }) {
    const d = p.d, here = to("documents", d.document.replace(/^sha256:/, "").slice(0, 16));
    const original = p.query.view === "original";
    return (
        <>
            <Head title={d.title ?? "No title"} kicker="Document" name>
                <p class="byline">
                    {d.publisher ? <Name>{d.publisher}</Name> : "No publisher named"}{d.author && <>, <Name>{d.author}</Name></>}, <Day iso={d.published} />
                    {d.url && <> · <OutsideLink url={d.url} /></>}
                </p>
                <p class="reach">
                    <Fig n={d.sentences.length} href={withQuery(here, { at: `${d.text_from}-${d.text_to}` })} words={plural(d.sentences.length, "sentence")} />,{" "}
                    <Fig n={d.claims.length} href={withQuery(to("claims"), { document: d.document.slice(7, 23) })} words={plural(d.claims.length, "claim")} />,{" "}
                    <Fig n={d.copied.length} href={withQuery(to("copies"), { document: d.document.slice(7, 23) })} words={`${plural(d.copied.length, "passage")} that also stand elsewhere`} />.
                    {d.notes.length > 0 && <> Noted: {d.notes.join(", ")}.</>}
                </p>
                <nav class="sides-nav" aria-label="Views">
                    <a href={withQuery(here, { at: p.query.at })} aria-current={original ? undefined : "true"}>Text with claims</a>
                    <a href={withQuery(here, { at: p.query.at, view: "original" })} aria-current={original ? "true" : undefined} data-key="v">Original</a>
                    <a href={`/api/1/documents/${d.number}/original`} download="original">Download the original</a>
                </nav>
            </Head>
            {original ? <Original d={d} span={p.span} /> : <WithMargin d={d} span={p.span} query={p.query} edit={p.edit} />}
            <About d={d} />
        </>
    );
}

function paragraphs(d: DocumentPage): Paragraph[] {
    const out: Paragraph[] = [];
    for (const s of d.sentences) {
        const last = out[out.length - 1];
        if (last && s.heading === last.heading && (s.heading || (last as Paragraph & { n: number }).n === s.paragraph)) {
            last.end = s.span[1];
            last.sentences.push(s.span);
        } else {
            out.push(Object.assign({ begin: s.span[0], end: s.span[1], heading: s.heading, sentences: [s.span] }, { n: s.paragraph }));
        }
    }
    return out.length ? out : [{ begin: d.text_from, end: d.text_to, heading: false, sentences: [[d.text_from, d.text_to]] }];
}

function layersOf(d: DocumentPage, at: Span | null, lit: Claim | null): Layer[] {
    const out: Layer[] = [];
    for (const c of d.copied) out.push({ name: "copied", span: c.span, id: c.copy });
    for (const c of d.claims) {
        for (const s of pieces(c.content)) out.push({ name: "content", span: s, id: c.claim });
        if (c.cue) for (const s of pieces(c.cue.span)) out.push({ name: "cue", span: s, id: c.claim });
        for (const s of pieces(c.hedge_spans)) out.push({ name: "hedge", span: s, id: c.claim });
        for (const s of pieces(c.evidence.span)) out.push({ name: "evidence", span: s, id: c.claim });
    }
    if (lit) {
        for (const s of pieces(lit.content)) out.push({ name: "lit", span: s });
        for (const s of pieces(lit.source.span)) out.push({ name: "lit-source", span: s });
    }
    if (at) out.push({ name: "at", span: at });
    return out;
}

function WithMargin(p: { d: DocumentPage; span: Span | null; query: Query; edit: boolean }) {
    const d = p.d, bytes = useMemo(() => encode(d.text), [d.text]);
    const [chosen, choose] = useState<Chosen | null>(null);
    const [on, setOn] = useState<number | null>(p.query.claim ? Number(p.query.claim) : null);
    const lit = d.claims.find((c) => c.claim === on) ?? null;
    const layers = useMemo(() => layersOf(d, p.span, lit), [d, p.span?.[0], p.span?.[1], lit]);
    const parts = useMemo(() => paragraphs(d), [d]);
    const decisions = useGet<List<Decision>>("/api/1/decisions?most=1000");
    const byHand = (decisions.data?.rows ?? []).filter((r) => r.kind === "claim" && r.stands && r.span && r.document && d.document.endsWith(r.document));
    const root = useRef<HTMLDivElement>(null);
    useEffect(() => {
        const mark = root.current?.querySelector<HTMLElement>("mark.at");
        if (!mark) return;
        mark.scrollIntoView({ block: "center" });
        mark.focus({ preventScroll: true });
    }, [p.span?.[0], p.span?.[1], d]);
    useEffect(() => {
        if (!p.edit) return undefined;
        const l = () => root.current && choose((old) => selected(root.current!, d) ?? old);
        document.addEventListener("selectionchange", l);
        return () => document.removeEventListener("selectionchange", l);
    }, [d, p.edit]);
    let first = true;
    return (
        <>
            <Legend />
            {p.edit && <Correct d={d} chosen={chosen} done={() => choose(null)} />}
            <div class="reader" ref={root}>
                {parts.map((par) => {
                    const claims = d.claims.filter((c) => c.span[0] >= par.begin && c.span[0] < par.end);
                    const copied = d.copied.filter((c) => c.span[0] < par.end && c.span[1] > par.begin);
                    const begins = copied.filter((c) => c.span[0] >= par.begin || par === parts[0] || c.span[0] < d.text_from);
                    return (
                        <div class={`paragraph ${par.heading ? "heading" : ""} ${copied.length ? "has-copied" : ""}`} key={par.begin}>
                            <p class="text" dir="auto" lang={d.language || undefined}>
                                {cut(bytes, d.text_from, par.begin, par.end, layers).map((piece) => {
                                    const classes = [...new Set(piece.layers.map((l) => l.name))];
                                    const isAt = classes.includes("at");
                                    const anchor = isAt && first;
                                    if (anchor) first = false;
                                    if (isAt) return <mark class={classes.join(" ")} data-begin={piece.begin} data-end={piece.end} tabIndex={anchor ? -1 : undefined}>{piece.text}</mark>;
                                    return <span class={classes.join(" ")} data-begin={piece.begin}>{piece.text}</span>;
                                })}
                            </p>
                            <div class="margin">
                                {begins.map((c) => <CopyNote c={c} key={`c${c.copy}`} />)}
                                {byHand.filter((r) => r.span![0] >= par.begin && r.span![0] < par.end).map((r) => <HandNote r={r} d={d} key={`d${r.decision}`} />)}
                                {claims.map((c) => <Note c={c} key={c.claim} on={on === c.claim} light={() => setOn(c.claim)} edit={p.edit} choose={choose} />)}
                            </div>
                        </div>
                    );
                })}
            </div>
            {(d.text_from > 0 || d.text_to < d.bytes) && (
                <nav class="pager" aria-label="Parts of a long text">
                    {d.text_from > 0 && <a href={withQuery(to("documents", d.document.slice(7, 23)), { from: Math.max(0, d.text_from - 262144) })}>The part before</a>}
                    {d.text_to < d.bytes && <a href={withQuery(to("documents", d.document.slice(7, 23)), { from: d.text_to })}>The part after</a>}
                </nav>
            )}
        </>
    );
}

function Legend() {
    return (
        <p class="legend">
            <span class="cue">cue</span> says that somebody says it · <span class="hedge">hedge</span> softens it ·{" "}
            <span class="evidence">evidence</span> is cited · <span class="copied">shaded</span> stands elsewhere too · in the margin, what is not said otherwise is claimed as certain, without evidence
        </p>
    );
}

function Note(p: { c: Claim; on: boolean; light: () => void; edit: boolean; choose: (c: Chosen) => void }) {
    const c = p.c, stance = stanceOf(c);
    return (
        <div class={`note ${stance} ${p.on ? "on" : ""}`} data-item onMouseEnter={p.light} onFocusCapture={p.light}>
            <a class="owner" href={toBytes(c.document, c.span, c.claim)}><StanceMark stance={stance} bare /><span class="unseen"> </span><Name>{c.source.name}</Name></a>{" "}
            <span class={`verb ${stance}`}>{STANCE[stance].verb}</span>{" "}
            {c.question !== null && c.answer_words
                ? <a href={to("questions", c.question)} data-key="w"><Name>{`${c.question_words ?? ""} ${c.answer_words}`}</Name></a>
                : <span class="muted">what no question asks for yet</span>}
            <Manner c={c} />
            {p.edit && <> <button class="plain" onClick={() => p.choose({ claim: c, span: c.span, words: c.sentence_text })}>correct</button></>}
        </div>
    );
}

/** A claim that a person added: with who did, until it is taken back. */
function HandNote(p: { r: Decision; d: DocumentPage }) {
    const r = p.r, stance = r.certainty === "unknown" ? "open" : r.polarity === "deny" ? "deny" : "assert";
    return (
        <div class={`note ${stance} by-hand`} data-item>
            <a class="owner" href={toBytes(p.d.document, r.span!)}><StanceMark stance={stance} bare /><span class="unseen"> </span><Name>{r.source || p.d.author || "the author"}</Name></a>{" "}
            <span class={`verb ${stance}`}>{STANCE[stance].verb}</span> <Name>{[r.agent, r.frame, r.patient].filter(Boolean).join(" ") || r.words || ""}</Name>
            <span class="manner">added by <Name>{r.who}</Name> · <a href={to("decisions")}>decisions</a></span>
        </div>
    );
}

/** What is not the rule: short of certain, hedged, evidence cited. */
function Manner(p: { c: Claim }) {
    const c = p.c, words = [];
    if (c.certainty === "probable" || c.certainty === "possible") words.push(certaintyWords[c.certainty]);
    if (c.evidence.kind !== "none") words.push(evidenceWords[c.evidence.kind]);
    if (!words.length && !c.hedges.length) return null;
    return <span class="manner">{words.join("; ")}{c.hedges.length > 0 && <> (<q class="hedge">{c.hedges.join(", ")}</q>)</>}</span>;
}

function CopyNote(p: { c: Copied }) {
    const c = p.c, words = { from: "taken from", to: "taken over by", "?": "also in" }[c.direction];
    return (
        <div class="note copy" data-item>
            <a href={to("copies", c.copy)} data-key="c"><Name>{c.kind}</Name>, {words} <Name>{c.other.publisher ?? "no publisher named"}</Name></a>, <Day iso={c.other.published} />;{" "}
            <Fig n={percent(c.equal)} href={to("copies", c.copy)} words="of the words" />
            {c.lineage !== null && <> · <a href={to("lineages", c.lineage)}>family</a></>}
        </div>
    );
}

/** The words that are selected, as bytes of the text; both ends must lie in the text. */
function selected(root: HTMLElement, d: DocumentPage): Chosen | null {
    const s = getSelection();
    if (!s || s.isCollapsed || !s.rangeCount) return null;
    const r = s.getRangeAt(0), a = offset(r.startContainer, r.startOffset), b = offset(r.endContainer, r.endOffset);
    if (a === null || b === null || b <= a || !root.contains(r.startContainer)) return null;
    const words = s.toString().trim();
    return words ? { span: [a, b], words, claim: d.claims.find((c) => c.span[0] <= a && c.span[1] >= b) ?? null } : null;
}

function offset(node: Node, at: number): number | null {
    const host = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>("[data-begin]");
    if (!host || node.nodeType !== Node.TEXT_NODE) return null;
    return Number(host.dataset.begin) + encode((node.textContent ?? "").slice(0, at)).length;
}

function About(p: { d: DocumentPage }) {
    const d = p.d;
    return (
        <section class="about-document" aria-labelledby="about">
            <h2 id="about">About this document</h2>
            <dl>
                <dt><span class="unit">SHA-256</span> of its bytes</dt><dd><code>{d.document.replace(/^sha256:/, "")}</code></dd>
                <dt>Came from</dt><dd><code dir="auto">{d.origin ?? "not kept"}</code></dd>
                <dt>Read as</dt><dd><code>{[d.media_type, d.encoding, d.language].filter(Boolean).join(", ")}</code></dd>
                <dt>Added</dt><dd><time>{d.added_at}</time> by <Name>{d.added_by}</Name></dd>
                {d.credit && <><dt>Credit</dt><dd><Name>{d.credit}</Name></dd></>}
            </dl>
        </section>
    );
}
