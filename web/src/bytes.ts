// bytes.ts - spans are bytes of UTF-8; strings of the browser are not.  Everything that cuts text goes through here.
import type { Span, Spans } from "./shapes";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8");

export const encode = (s: string): Uint8Array => encoder.encode(s);
export const length = (s: string): number => encoder.encode(s).length;
export const decode = (b: Uint8Array): string => decoder.decode(b);

/** A field of spans (none, one, several pieces) as a list. */
export function pieces(s: Spans): Span[] {
    if (s === null || s.length === 0) return [];
    return Array.isArray(s[0]) ? (s as Span[]) : [s as Span];
}

export type Layer = { name: string; span: Span; id?: number };
export type Piece = { begin: number; end: number; text: string; layers: Layer[] };

/** Cuts [from, to) of the bytes wherever a layer begins or ends; each piece knows the layers over it.  `base`: where the
 * bytes begin in the document. */
export function cut(bytes: Uint8Array, base: number, from: number, to: number, layers: Layer[]): Piece[] {
    const over = layers.filter((l) => l.span[0] < to && l.span[1] > from);
    const edges = new Set<number>([from, to]);
    for (const l of over) {
        if (l.span[0] > from) edges.add(l.span[0]);
        if (l.span[1] < to) edges.add(l.span[1]);
    }
    const sorted = [...edges].sort((a, b) => a - b);
    const out: Piece[] = [];
    for (let i = 0; i + 1 < sorted.length; i++) {
        const begin = sorted[i]!, end = sorted[i + 1]!;
        out.push({ begin, end, text: decode(bytes.subarray(begin - base, end - base)),
                   layers: over.filter((l) => l.span[0] <= begin && l.span[1] >= end) });
    }
    return out;
}
