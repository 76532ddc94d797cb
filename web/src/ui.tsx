// ui.tsx - the small pieces that all pages are made of.
//
// Fig is the only way a number gets onto a page: it cannot be written without the address of the sentences behind it.
// Said is the only way words of a document do: they are text nodes, never markup.
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Asked } from "./api";
import { toBytes, to, withQuery } from "./route";
import type { Claim, Place } from "./shapes";
import { certaintyWords, day, evidenceWords, figure, isWebAddress, stanceOf, STANCE, type Stance } from "./words";

/** A number and the sentences behind it. */
export function Fig(p: { n: number | string; href: string; words?: string; label?: string; class?: string }) {
    return (
        <a class={`fig ${p.class ?? ""}`} href={p.href} aria-label={p.label}>
            {typeof p.n === "number" ? figure(p.n) : p.n}
            {p.words ? ` ${p.words}` : ""}
        </a>
    );
}

/** Words of a document: untrusted, so shown as the text they are. */
export function Said(p: { children: ComponentChildren; class?: string }) {
    return <q class={`said ${p.class ?? ""}`}>{p.children}</q>;
}

/** Names and titles that come out of documents. */
export function Name(p: { children: ComponentChildren }) {
    return <span class="name" dir="auto">{p.children}</span>;
}

export function Day(p: { iso: string | null }) {
    return <time dateTime={p.iso ?? ""}>{day(p.iso)}</time>;
}

/** From one day to another; once where both are the same. */
export function Days(p: { first: string | null; last: string | null }) {
    if (!p.first) return null;
    return p.first === p.last ? <>, <Day iso={p.first} /></> : <>, <Day iso={p.first} /> to <Day iso={p.last} /></>;
}

/** Shape, sign and word: any one of them is enough. */
export function StanceMark(p: { stance: Stance; word?: string; bare?: boolean }) {
    const s = STANCE[p.stance];
    return (
        <span class={`stance ${p.stance}`}>
            <StanceShape stance={p.stance} />
            {p.bare ? <span class="unseen">{s.verb}</span> : <span class="verb">{p.word ?? s.verb}</span>}
        </span>
    );
}

export const SHAPE: Record<Stance, string> = {
    assert: "M8 1a7 7 0 1 0 0 14a7 7 0 1 0 0-14z", // a disc
    deny: "M2 2h12v12H2z", // a square
    open: "M8 .8L15.2 8L8 15.2L.8 8z", // a lozenge
};

export function StanceShape(p: { stance: Stance }) {
    const sign = { assert: "M4.5 8h7M8 4.5v7", deny: "M4.5 8h7", open: "M6 6.3a2 2 0 1 1 2.900 1.750c-.6.32-.9.65-.9 1.350M8 11.600v.1" }[p.stance];
    return (
        <svg class="shape" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true" focusable="false">
            <path class="body" d={SHAPE[p.stance]} />
            <path class="sign" d={sign} />
        </svg>
    );
}

export function OutsideLink(p: { url: string }) {
    if (!isWebAddress(p.url)) return <span class="address">{p.url}</span>;
    return <a class="address" href={p.url} rel="noopener noreferrer external" target="_blank">{p.url}</a>;
}

export function Where(p: { in: Place; sentence?: number }) {
    return (
        <span class="where">
            <Name>{p.in.publisher ?? p.in.author ?? "no publisher named"}</Name>, <Day iso={p.in.published} />
        </span>
    );
}

/** A sentence that is evidence, with its claim's stance and owner, leading to its bytes. */
export function ClaimItem(p: { claim: Claim; showAnswer?: boolean; children?: ComponentChildren }) {
    const c = p.claim, stance = stanceOf(c);
    const proposition = c.answer_words && c.question_words ? `${c.question_words} ${c.answer_words}` : null;
    return (
        <li class={`claim ${stance}`} data-item>
            <p class="owner">
                <StanceMark stance={stance} bare />
                <a href={to("sources", c.source.source)}><Name>{c.source.name}</Name></a>{" "}
                <span class={`verb ${stance}`}>{STANCE[stance].verb}</span>
                {stance === "open" ? "" : `, ${certaintyWords[c.certainty]}`}
                {c.hedges.length > 0 && <> (<q class="hedge">{c.hedges.join(", ")}</q>)</>}
                {c.source.chain.length > 0 && <span class="chain">; passed on by <Name>{c.source.chain.join(", then ")}</Name></span>}
                <span class={`evidence ${c.evidence.kind}`}>; {evidenceWords[c.evidence.kind]}</span>
            </p>
            <blockquote>
                <a class="to-bytes" href={toBytes(c.document, c.span, c.claim)} data-key="o"><Marked claim={c} /></a>
            </blockquote>
            <p class="from">
                <Where in={c.in} />
                {c.in.title && <>: <Name>{c.in.title}</Name></>}
                {p.showAnswer && proposition && c.question !== null && (
                    <> · <a href={to("questions", c.question)} data-key="w" class="answers">answers <Name>{proposition}</Name></a></>
                )}
                {p.children}
            </p>
        </li>
    );
}

/** The sentence of a claim with its cue and hedges marked. */
export function Marked(p: { claim: Claim }) {
    const c = p.claim;
    return <>{c.sentence_text}</>;
}

/** Shows what was asked for when it is there, and why not when not. */
export function Wait<T>(p: { on: Asked<T>; children: (data: T) => ComponentChildren }): JSX.Element {
    const { data, error } = p.on;
    if (error && data === undefined) {
        return (
            <div class="refused" role="alert">
                <p>{error.status === 404 ? "There is no such thing in this case." : error.message}</p>
                {error.status === 404 && <p><a href={to()}>Back to the board</a></p>}
                {error.status === 409 && <p>The case has changed since this list was begun. <button onClick={() => location.reload()}>Begin again</button></p>}
                {error.status === 401 && <p>Open the address that <code>hearsay serve</code> printed; the part behind # lets you in.</p>}
            </div>
        );
    }
    if (data === undefined) return <p class="waiting" role="status">Reading…</p>;
    return <>{p.children(data)}</>;
}

/** The head of a page: takes the focus when the page is opened, so that readers of screens begin there. */
export function Head(p: { title: string; children?: ComponentChildren; kicker?: string; name?: boolean }) {
    const ref = useRef<HTMLHeadingElement>(null);
    useEffect(() => {
        document.title = `${p.title} – hearsay`;
        ref.current?.focus({ preventScroll: true });
    }, [p.title]);
    return (
        <header class="head">
            {p.kicker && <p class="kicker">{p.kicker}</p>}
            <h1 ref={ref} tabIndex={-1} dir="auto" class={p.name ? "name" : undefined}>{p.title}</h1>
            {p.children}
        </header>
    );
}

/** The next page of a list.  Cursors are the server's; "first" goes back to the beginning. */
export function Pager(p: { next: string | null; here: string; query: Record<string, string>; shown: number }) {
    const { after, ...rest } = p.query;
    if (!p.next && !after) return null;
    return (
        <nav class="pager" aria-label="Pages of this list">
            {after && <a href={withQuery(p.here, rest)}>First page</a>}
            {p.next && <a href={withQuery(p.here, { ...rest, after: p.next })} data-key="n" rel="next">Next page</a>}
        </nav>
    );
}

export function Table(p: { caption?: string; head: ComponentChildren[]; numeric?: number[]; children: ComponentChildren; class?: string }) {
    return (
        <div class="scroll" tabIndex={0} role="group" aria-label={p.caption ?? "Table"}>
            <table class={p.class}>
                {p.caption && <caption>{p.caption}</caption>}
                <thead>
                    <tr>{p.head.map((h, i) => <th scope="col" class={p.numeric?.includes(i) ? "num" : undefined}>{h}</th>)}</tr>
                </thead>
                <tbody>{p.children}</tbody>
            </table>
        </div>
    );
}

/** Every chart has its table, one key away. */
export function AsTable(p: { children: ComponentChildren; words?: string }) {
    return (
        <details class="as-table">
            <summary>{p.words ?? "The same as a table"}</summary>
            {p.children}
        </details>
    );
}
