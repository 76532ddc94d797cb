// decide.ts - what a person rules: written as a decision, told to the server, and the pages ask anew.
import { forget, getNow, post, type List } from "./api";
import type { Adding, Decision, Span, Upload } from "./shapes";

/** As docs/decide.md has it; a claim is meant by its number in this state, or by its words in a document. */
export type Ruling = {
    kind: "same" | "apart" | "called" | "accept" | "not a claim" | "speaker" | "stance" | "claim";
    claim?: number; document?: string; span?: Span; words?: string; name?: string; other?: string;
    source_kind?: "author" | "actor" | "unnamed"; source?: string; frame?: string; agent?: string; patient?: string;
    polarity?: string; certainty?: string; why?: string;
};

const pause = (ms: number) => new Promise((r) => setTimeout(r, ms));

/** Waits until what was added or decided is settled: only then the numbers are new. */
export async function settled(told?: (a: Adding) => void): Promise<Adding> {
    for (;;) {
        const a = await getNow<Adding>("/api/1/uploads");
        told?.(a);
        if (!a.working && a.waiting === 0) return a;
        await pause(150);
    }
}

/** Waits until it is kept and settled; what could not be kept says why. */
async function kept(sent: Upload): Promise<void> {
    const end = await settled(), its = end.uploads.find((u) => u.upload === sent.upload);
    forget();
    if (its?.state === "unread") throw new Error(its.why ?? "it was not kept");
}

/** The number of the decision, by which it can be taken back. */
export async function decide(r: Ruling): Promise<number> {
    await kept(await post<Upload>("/api/1/decisions", Object.fromEntries(Object.entries(r).filter(([, v]) => v !== undefined && v !== ""))));
    const newest = await getNow<List<Decision>>("/api/1/decisions?most=1");
    return newest.rows[0]?.decision ?? 0;
}

export async function undo(decision: number): Promise<void> {
    await kept(await post<Upload>(`/api/1/decisions/${decision}/undo`, {}));
}
