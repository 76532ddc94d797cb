// correct.tsx - select words of a document to add a claim, or choose a claim to say what is wrong with it.
//
// The words can be selected with a pointer, or a sentence chosen from a list and cut down by typing: both end in the
// same bytes.  What the machine found is never overwritten: a decision stands beside it and can be undone.
import { useEffect, useState } from "preact/hooks";
import { at, useGet, type List } from "../api";
import { encode } from "../bytes";
import { decide, undo, type Ruling } from "../decide";
import { to } from "../route";
import { Wait } from "../ui";
import type { Claim, Decision, DocumentPage, Span } from "../shapes";

export type Chosen = { span: Span; words: string; claim: Claim | null };

export function Correct(p: { d: DocumentPage; chosen: Chosen | null; done: () => void }) {
    const [mode, setMode] = useState<"claim" | "speaker" | "stance" | "reject">("claim");
    const [said, say] = useState<{ words: string; last?: number } | null>(null);
    const [open, setOpen] = useState(false);
    const [own, setOwn] = useState<Chosen | null>(null);
    const chosen = p.chosen ?? own;
    useEffect(() => {
        if (!p.chosen) return;
        setOpen(true);
        setMode(p.chosen.claim ? "speaker" : "claim");
    }, [p.chosen?.span[0], p.chosen?.span[1], p.chosen?.claim?.claim]);

    async function send(r: Ruling) {
        say({ words: "Deciding…" });
        try {
            say({ words: "Decided.", last: await decide(r) });
            setOwn(null);
            p.done();
        } catch (e) {
            say({ words: (e as Error).message });
        }
    }
    async function takeBack(n: number) {
        say({ words: "Undoing…" });
        try {
            await undo(n);
            say({ words: "Undone." });
        } catch (e) {
            say({ words: (e as Error).message });
        }
    }
    return (
        <details class="correct" open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
            <summary data-key="e">Add or correct a claim</summary>
            <p role="status" class="status">
                {said?.words}{" "}
                {said?.last !== undefined && <><button data-key="z" onClick={() => void takeBack(said.last!)}>Undo</button> <a href={to("decisions")}>All decisions</a></>}
            </p>
            <Choose d={p.d} chosen={chosen} choose={(c) => { p.done(); setOwn(c); }} />
            {chosen && (
                <>
                    <fieldset class="modes">
                        <legend>What is to be done</legend>
                        <Mode now={mode} value="claim" set={setMode} words="Add a claim that stands here" />
                        {chosen.claim && <>
                            <Mode now={mode} value="speaker" set={setMode} words={`Another speaker than “${chosen.claim.source.name}”`} />
                            <Mode now={mode} value="stance" set={setMode} words="Another stance or certainty" />
                            <Mode now={mode} value="reject" set={setMode} words="Not a claim" />
                        </>}
                    </fieldset>
                    <Form mode={mode} chosen={chosen} d={p.d} send={send} />
                </>
            )}
        </details>
    );
}

function Mode<T extends string>(p: { now: string; value: T; set: (v: T) => void; words: string }) {
    return <label><input type="radio" name="mode" checked={p.now === p.value} onChange={() => p.set(p.value)} /> {p.words}</label>;
}

/** A sentence from a list, cut down to the words that are meant. */
function Choose(p: { d: DocumentPage; chosen: Chosen | null; choose: (c: Chosen | null) => void }) {
    const d = p.d, bytes = encode(d.text), decoder = new TextDecoder();
    const words = (s: Span) => decoder.decode(bytes.subarray(s[0] - d.text_from, s[1] - d.text_from));
    const index = p.chosen ? d.sentences.findIndex((s) => s.span[0] <= p.chosen!.span[0] && s.span[1] > p.chosen!.span[0]) : -1;
    function narrow(text: string) {
        const s = d.sentences[index];
        if (!s) return;
        const i = words(s.span).indexOf(text);
        if (i < 0 || !text) return;
        const begin = s.span[0] + encode(words(s.span).slice(0, i)).length;
        p.choose({ span: [begin, begin + encode(text).length], words: text, claim: p.chosen?.claim ?? null });
    }
    return (
        <div class="fields">
            <label>Sentence
                <select value={String(index)} onChange={(e) => {
                    const s = d.sentences[Number(e.currentTarget.value)];
                    if (s) p.choose({ span: s.span, words: words(s.span), claim: d.claims.find((c) => c.span[0] >= s.span[0] && c.span[0] < s.span[1]) ?? null });
                }}>
                    <option value="-1">Select words in the text, or choose here</option>
                    {d.sentences.map((s, i) => <option value={String(i)}>{words(s.span).slice(0, 90)}</option>)}
                </select>
            </label>
            {p.chosen && <label>Words<input value={p.chosen.words} onChange={(e) => narrow(e.currentTarget.value)} /></label>}
        </div>
    );
}

function Form(p: { mode: "claim" | "speaker" | "stance" | "reject"; chosen: Chosen; d: DocumentPage; send: (r: Ruling) => Promise<void> }) {
    const { mode, chosen, d } = p;
    function submit(e: SubmitEvent) {
        e.preventDefault();
        const f = new FormData(e.currentTarget as HTMLFormElement), v = (k: string) => String(f.get(k) ?? "").trim();
        const source = v("source"), about = { claim: chosen.claim?.claim, why: v("why") };
        const speaker: Pick<Ruling, "source" | "source_kind"> = source ? { source, source_kind: v("source_kind") as "actor" } : { source_kind: "author" };
        void p.send({
            claim: (): Ruling => ({ kind: "claim", document: d.document.replace(/^sha256:/, ""), span: chosen.span, words: chosen.words, ...speaker, polarity: v("polarity"),
                                    certainty: v("certainty"), frame: v("frame"), agent: v("agent"), patient: v("patient"), why: v("why") }),
            speaker: (): Ruling => ({ kind: "speaker", ...speaker, ...about }),
            stance: (): Ruling => ({ kind: "stance", polarity: v("polarity"), certainty: v("certainty"), ...about }),
            reject: (): Ruling => ({ kind: "not a claim", ...about }),
        }[mode]());
    }
    return (
        <form class="fields" onSubmit={submit}>
            {(mode === "claim" || mode === "speaker") && <label>Who says so<input name="source" required={mode === "speaker"} placeholder={mode === "claim" ? "the author" : ""} autocomplete="off" /></label>}
            {(mode === "claim" || mode === "speaker") && <label>who is<select name="source_kind"><option value="actor">named</option><option value="unnamed">unnamed (“officials”)</option></select></label>}
            {(mode === "claim" || mode === "stance") && <>
                <label>Stance<select name="polarity"><option value="assert">asserts</option><option value="deny">denies</option></select></label>
                <label>Certainty<select name="certainty"><option>certain</option><option>probable</option><option>possible</option><option value="unknown">unknown (leaves open)</option></select></label>
            </>}
            {mode === "claim" && <>
                <label>Who<input name="agent" autocomplete="off" placeholder="who does it (may stay empty)" /></label>
                <label>does or is<input name="frame" autocomplete="off" placeholder="attacks, leads, supports … (may stay empty)" /></label>
                <label>to whom<input name="patient" autocomplete="off" placeholder="may stay empty" /></label>
            </>}
            <label>Why<input name="why" autocomplete="off" placeholder="in your words; kept with the decision" /></label>
            <button>Decide</button>
        </form>
    );
}

/** All decisions, newest first, each of which can be taken back. */
export function Decisions(p: { query: Record<string, string>; edit: boolean; list: (l: List<Decision>, back: (n: number) => void, said: string) => preact.ComponentChildren }) {
    const list = useGet<List<Decision>>(at("/api/1/decisions", { most: 100, ...p.query }));
    const [said, say] = useState("");
    const back = (n: number) => {
        say("Undoing…");
        undo(n).then(() => say("Undone."), (e) => say((e as Error).message));
    };
    return list.data ? <>{p.list(list.data, back, said)}</> : <Wait on={list}>{() => null}</Wait>;
}
