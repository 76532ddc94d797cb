// keys.tsx - everything by keyboard.  Keys act on what carries data-key: within the item that has the focus, else on the
// page.  They can be switched off, for people whose speech input types letters (WCAG 2.1.4).
import { useEffect, useRef, useState } from "preact/hooks";
import { to } from "./route";

const GO: Record<string, [string, string]> = {
    b: [to(), "board"], d: [to("documents"), "documents"], a: [to("actors"), "actors"], s: [to("sources"), "sources"],
    l: [to("lineages"), "lineage"], r: [to("review"), "review queue"], c: [to("custody"), "custody"], u: [to("run"), "run"],
    x: [to("export"), "export"],
};
const HELP: [string, string][] = [
    ["?", "this help"], ["/", "search"], ["q", "ask (board)"], ["j, k", "next, previous item"], ["Enter", "open it"], ["o", "its bytes in the document"],
    ["w", "why: what stands behind it"], ["c", "copies"], ["t", "timeline"], ["v", "original view"], ["n", "next page"], ["e", "add or correct a claim"],
    ["a, r", "accept, reject"], ["z", "undo"], ["y", "check the case (custody)"],
];
const STORED = "hearsay-keys";

function items(): HTMLElement[] {
    return [...document.querySelectorAll<HTMLElement>("main [data-item]")].filter((e) => e.offsetParent !== null);
}

function move(by: number): void {
    const all = items();
    if (!all.length) return;
    const now = all.findIndex((i) => i.contains(document.activeElement));
    const next = all[now < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, now + by))]!;
    const link = next.querySelector<HTMLElement>("a[href], button");
    link?.focus();
    next.scrollIntoView({ block: "nearest" });
}

function act(key: string): boolean {
    const q = `[data-key="${key}"]`, item = document.activeElement?.closest("[data-item]");
    const target = item?.querySelector<HTMLElement>(q) ?? document.querySelector<HTMLElement>(`main ${q}`);
    if (!target) return false;
    if (target.matches("a, button, summary")) target.click();
    else target.focus(), target.scrollIntoView({ block: "start" });
    return true;
}

export function Keys() {
    const dialog = useRef<HTMLDialogElement>(null);
    const [on, setOn] = useState(localStorage.getItem(STORED) !== "off");
    useEffect(() => {
        let go = false;
        const l = (e: KeyboardEvent) => {
            const t = e.target as HTMLElement;
            if (e.ctrlKey || e.metaKey || e.altKey || t.matches("input, select, textarea") || dialog.current?.open) return;
            if (!on && e.key !== "?") return;
            let done = true;
            if (go && GO[e.key]) location.hash = GO[e.key]![0];
            else if (e.key === "?") dialog.current?.showModal();
            else if (e.key === "/") document.querySelector<HTMLElement>("#find")?.focus();
            else if (e.key === "j" || e.key === "k") move(e.key === "j" ? 1 : -1);
            else if (e.key.length === 1 && e.key !== "g") done = act(e.key);
            else done = e.key === "g";
            go = e.key === "g";
            if (done) e.preventDefault();
        };
        addEventListener("keydown", l);
        return () => removeEventListener("keydown", l);
    }, [on]);
    return (
        <>
            <button class="keys-button" onClick={() => dialog.current?.showModal()} aria-haspopup="dialog">Keys <kbd>?</kbd></button>
            <dialog ref={dialog} aria-labelledby="keys-title">
                <h2 id="keys-title">Keys</h2>
                <dl class="keys">
                    {HELP.map(([k, w]) => <><dt>{k.split(", ").map((x) => <><kbd>{x}</kbd> </>)}</dt><dd>{w}</dd></>)}
                    {Object.entries(GO).map(([k, [, w]]) => <><dt><kbd>g</kbd> <kbd>{k}</kbd></dt><dd>go to {w}</dd></>)}
                </dl>
                <label><input type="checkbox" checked={on} onChange={(e) => {
                    setOn(e.currentTarget.checked);
                    localStorage.setItem(STORED, e.currentTarget.checked ? "on" : "off");
                }} /> Keys without Ctrl or Alt do something</label>
                <form method="dialog"><button>Close</button></form>
            </dialog>
        </>
    );
}
