// decide.ts - what a person rules: written as a decision, told to the server, and the pages ask anew.
import { forget, getNow, post } from "./api";
import type { Adding, Decision, Span } from "./shapes";

export type Ruling = { kind: string; object: string; value?: string; why?: string };

/** A place in a document, as decisions name it. */
export const placeOf = (document: string, span: Span): string => `${document.replace(/^sha256:/, "")}:${span[0]}-${span[1]}`;

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

export async function decide(r: Ruling): Promise<Decision> {
    const d = await post<Decision>("/api/1/decisions", Object.fromEntries(Object.entries(r).filter(([, v]) => v)));
    await settled();
    forget();
    return d;
}

export async function undo(decision: number): Promise<void> {
    await post(`/api/1/decisions/${decision}/undo`, {});
    await settled();
    forget();
}
