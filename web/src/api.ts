// api.ts - asking the server: the session, one place for requests, and a hook that shows what came.
//
// What was answered is kept for as long as the case has the same state, so that going back costs nothing.  Nothing is
// ever asked of another machine: every address here begins with "/api/".
import { useEffect, useState } from "preact/hooks";
import type { Case, Problem } from "./shapes";

export type List<T> = { rows: T[]; next: string | null; total: number };

export class Refused extends Error {
    constructor(readonly status: number, message: string) {
        super(message);
    }
}

const kept = new Map<string, unknown>();
let keptBytes = 0;
const listeners = new Set<() => void>();

/** After a change of the case: what was kept is old, and whoever shows something asks again. */
export function forget(): void {
    kept.clear();
    keptBytes = 0;
    for (const l of listeners) l();
}

async function refusal(r: Response): Promise<Refused> {
    let detail = r.statusText || `status ${r.status}`;
    try {
        const p = (await r.json()) as Problem;
        detail = p.detail || p.title || detail;
    } catch {
        // Not a problem document: the status has to do.
    }
    return new Refused(r.status, detail);
}

export async function get<T>(path: string): Promise<T> {
    const had = kept.get(path);
    if (had !== undefined) return had as T;
    const r = await fetch(path, { headers: { Accept: "application/json" } });
    if (!r.ok) throw await refusal(r);
    const text = await r.text();
    const value = JSON.parse(text) as T;
    if (keptBytes > 20_000_000) kept.clear(), (keptBytes = 0);
    kept.set(path, value);
    keptBytes += text.length;
    return value;
}

/** Never kept: for what changes while nobody changes the case. */
export async function getNow<T>(path: string): Promise<T> {
    const r = await fetch(path, { headers: { Accept: "application/json" }, cache: "no-store" });
    if (!r.ok) throw await refusal(r);
    return (await r.json()) as T;
}

export async function post<T>(path: string, body: unknown): Promise<T> {
    const r = await fetch(path, {
        method: "POST",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify(body),
    });
    if (!r.ok) throw await refusal(r);
    return (r.status === 204 ? undefined : await r.json()) as T;
}

/** Uploads with progress, which fetch does not tell. */
export function upload<T>(path: string, file: Blob, progress: (share: number) => void): Promise<T> {
    return new Promise((done, failed) => {
        const x = new XMLHttpRequest();
        x.open("POST", path);
        x.setRequestHeader("Content-Type", "application/octet-stream");
        x.setRequestHeader("Accept", "application/json");
        x.upload.onprogress = (e) => e.lengthComputable && progress(e.loaded / e.total);
        x.onerror = () => failed(new Refused(0, "the server does not answer"));
        x.onload = () => {
            let said: { detail?: string; title?: string } = {};
            try {
                said = JSON.parse(x.responseText);
            } catch {
                // No JSON: the status has to do.
            }
            if (x.status >= 200 && x.status < 300) done(said as T);
            else failed(new Refused(x.status, said.detail ?? said.title ?? `status ${x.status}`));
        };
        x.send(file);
    });
}

/** The token comes behind "#", which browsers do not send; it is given in for a cookie and taken out of the address. */
export async function openSession(): Promise<void> {
    const m = /^#token=([^&]+)(?:&to=(.*))?$/.exec(location.hash);
    if (!m) return;
    await post("/api/1/session", { token: decodeURIComponent(m[1]!) });
    history.replaceState(null, "", "/#" + (m[2] ?? "/"));
}

export type Asked<T> = { data?: T; error?: Refused; again: () => void };

/** What stands at a path; asked again when the case changes.  While a new answer is on its way the old one of the same
 * path stays. */
export function useGet<T>(path: string | null): Asked<T> {
    const [had, set] = useState<{ path: string | null; data?: T; error?: Refused }>({ path: null });
    const [round, setRound] = useState(0);
    useEffect(() => {
        const l = () => setRound((n) => n + 1);
        listeners.add(l);
        return () => void listeners.delete(l);
    }, []);
    useEffect(() => {
        if (path === null) return undefined;
        let wanted = true;
        get<T>(path).then(
            (data) => wanted && set({ path, data }),
            (e) => wanted && set({ path, error: e instanceof Refused ? e : new Refused(0, "the server does not answer") }),
        );
        return () => void (wanted = false);
    }, [path, round]);
    const again = () => setRound((n) => n + 1);
    return had.path === path ? { data: had.data, error: had.error, again } : { again };
}

/** A path with its query; empty values are left out. */
export function at(path: string, query: Record<string, string | number | null | undefined> = {}): string {
    const q = Object.entries(query)
        .filter(([, v]) => v !== null && v !== undefined && v !== "")
        .map(([k, v]) => `${k}=${encodeURIComponent(String(v))}`);
    return q.length ? `${path}?${q.join("&")}` : path;
}

export type { Case };
