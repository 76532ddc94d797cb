// route.ts - the page's own addresses: everything behind "#", so that no address of a page is ever a path on the server.
import { useEffect, useState } from "preact/hooks";

export type Route = { parts: string[]; query: Record<string, string> };

export function readRoute(hash: string): Route {
    const [path = "", search = ""] = hash.replace(/^#\/?/, "").split("?", 2);
    const query: Record<string, string> = {};
    new URLSearchParams(search).forEach((v, k) => (query[k] = v));
    const parts = path.split("/").filter(Boolean).map((p) => {
        try {
            return decodeURIComponent(p);
        } catch {
            return p;
        }
    });
    return { parts, query };
}

export function useRoute(): Route {
    const [hash, set] = useState(location.hash);
    useEffect(() => {
        const l = () => set(location.hash);
        addEventListener("hashchange", l);
        return () => removeEventListener("hashchange", l);
    }, []);
    return readRoute(hash);
}

/** An address of these pages. */
export function to(...parts: (string | number)[]): string {
    return "#/" + parts.map((p) => encodeURIComponent(String(p))).join("/");
}

export function withQuery(address: string, query: Record<string, string | number | null | undefined>): string {
    const q = Object.entries(query).filter(([, v]) => v !== null && v !== undefined && v !== "");
    if (!q.length) return address;
    return `${address}?${q.map(([k, v]) => `${k}=${encodeURIComponent(String(v))}`).join("&")}`;
}

/** The bytes of a document, highlighted; `claim`: shown as the one that is meant. */
export function toBytes(document: string, span: readonly [number, number], claim?: number): string {
    return withQuery(to("documents", document.replace(/^sha256:/, "").slice(0, 16)), { at: `${span[0]}-${span[1]}`, claim });
}
