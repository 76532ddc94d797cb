// original.tsx - the bytes of a document as they came, shown as text, with the same place highlighted.
import { useEffect, useRef, useState } from "preact/hooks";
import { at, useGet } from "../api";
import { cut } from "../bytes";
import type { DocumentPage, Evidence, Span } from "../shapes";
import { Wait } from "../ui";

const SHOWN = 1_000_000; // bytes; more is for the download

export function Original(p: { d: DocumentPage; span: Span | null }) {
    const d = p.d, [bytes, set] = useState<Uint8Array | null>(null), [why, setWhy] = useState("");
    const place = useGet<Evidence>(p.span ? at(`/api/1/documents/${d.number}/span`, { begin: p.span[0], end: p.span[1] }) : null);
    useEffect(() => {
        if (d.original_bytes > SHOWN) return setWhy("The original is too large for a page; download it.");
        fetch(`/api/1/documents/${d.number}/original`)
            .then((r) => (r.ok ? r.arrayBuffer() : Promise.reject(new Error())))
            .then((b) => set(new Uint8Array(b)), () => setWhy("The original cannot be read."));
    }, [d.number]);
    if (why) return <p class="nothing">{why}</p>;
    if (!bytes) return <p class="waiting" role="status">Reading…</p>;
    if (!p.span) return <Bytes bytes={bytes} span={null} />;
    return <Wait on={place}>{(e) => <Bytes bytes={bytes} span={e.original_span} />}</Wait>;
}

function Bytes(p: { bytes: Uint8Array; span: Span | null }) {
    const ref = useRef<HTMLPreElement>(null);
    useEffect(() => ref.current?.querySelector("mark")?.scrollIntoView({ block: "center" }), [p.span?.[0]]);
    return (
        <pre class="original" ref={ref} tabIndex={0} aria-label="The original, as text">
            {cut(p.bytes, 0, 0, p.bytes.length, p.span ? [{ name: "at", span: p.span }] : []).map((c) =>
                c.layers.length ? <mark class="at" data-begin={c.begin} data-end={c.end}>{c.text}</mark> : c.text)}
        </pre>
    );
}
