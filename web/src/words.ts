// words.ts - how things are called: stances, likelihoods, certainties, dates, figures.  No verdict is among them.
import type { Claim } from "./shapes";

export type Stance = "assert" | "deny" | "open";

export const STANCE: Record<Stance, { verb: string; noun: string; sign: string }> = {
    assert: { verb: "asserts", noun: "Asserted", sign: "+" },
    deny: { verb: "denies", noun: "Denied", sign: "\u2212" },
    open: { verb: "leaves open", noun: "Left open", sign: "?" },
};

export function stanceOf(c: Claim): Stance {
    return c.certainty === "unknown" ? "open" : c.polarity;
}

/** ICD 203's words of likelihood; the table of src/cli/layout.c. */
const LIKELIHOOD: [number, string][] = [
    [0.05, "almost no chance"], [0.2, "very unlikely"], [0.45, "unlikely"], [0.55, "roughly even chance"],
    [0.8, "likely"], [0.95, "very likely"], [2, "almost certain"],
];
const likelihoodOf = (p: number) => LIKELIHOOD.find(([below]) => p < below)![1];

export function likelihood(low: number, high: number): string {
    const a = likelihoodOf(low), b = likelihoodOf(high);
    return a === b ? a : `${a} to ${b}`;
}

export const percent = (p: number): string => `${Math.round(100 * p)}\u202f%`;
/** A belief is never written as 0 or 100 %; the table of src/base/chance.c. */
const LEAST = 0.005;
export const chance = (p: number): string =>
    p < LEAST ? "under 1\u202f%" : p > 1 - LEAST ? "over 99\u202f%" : percent(p);
/** "35–93 %" */
export const interval = (low: number, high: number): string =>
    high < LEAST || low > 1 - LEAST ? chance(low) : `${Math.round(100 * low)}\u2013${Math.round(100 * high)}\u202f%`;

/** Thousands set apart by a thin space, from five digits on. */
export const figure = (n: number): string => (n < 10000 ? String(n) : String(n).replace(/\B(?=(\d{3})+$)/g, "\u202f"));

export const plural = (n: number, one: string, many = one + "s"): string => (n === 1 ? one : many);

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
                "December"];
/** An ISO date, as exact as it is: "5 March 2031", "March 2031", "2031". */
export function day(iso: string | null): string {
    const m = /^(-?\d{1,6})(?:-(\d\d))?(?:-(\d\d))?/.exec(iso ?? "");
    if (!m) return "no date";
    return [m[3] && String(Number(m[3])), m[2] && MONTHS[Number(m[2]) - 1], m[1]].filter(Boolean).join(" ");
}

export const certaintyWords: Record<Claim["certainty"], string> = {
    certain: "as certain", probable: "as probable", possible: "as possible", unknown: "without saying how certain",
};

export const evidenceWords: Record<Claim["evidence"]["kind"], string> = {
    none: "no evidence cited", vague: "evidence cited vaguely", named: "evidence named",
};

export const kindWords: Record<"author" | "actor" | "unnamed", string> = {
    author: "an author", actor: "a named actor", unnamed: "an unnamed voice",
};

/** Only addresses of the web are links; anything else (javascript:, data:, file:) is shown as the text it is. */
export function isWebAddress(url: string): boolean {
    try {
        const u = new URL(url);
        return (u.protocol === "http:" || u.protocol === "https:") && /^https?:\/\//i.test(url);
    } catch {
        return false;
    }
}
