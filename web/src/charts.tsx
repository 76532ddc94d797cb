// charts.tsx - what is drawn: an interval of belief, claims by month, claims on a line of time, neighbours.
//
// Drawn as SVG, without motion.  Timelines and networks draw at most MOST marks and say how many they leave out.
import { forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, type SimulationNodeDatum } from "d3-force";
import { scaleLinear } from "d3-scale";
import { utcTicks } from "d3-time";
import { useMemo } from "preact/hooks";
import { to } from "./route";
import type { Dated, Neighbour } from "./shapes";
import { Fig, SHAPE } from "./ui";
import { chance, day, interval, STANCE } from "./words";

export const MOST = 300;

/** Belief: a bar for the 90 % interval, a tick for the probability; without a tick when there is too little to say. */
export function Belief(p: { belief: number; low: number; high: number; none: boolean; wide?: boolean }) {
    const w = p.wide ? 240 : 120, x = scaleLinear([0, 1], [2, w - 2]);
    return (
        <svg class={`belief ${p.none ? "none" : ""}`} width={w} height="18" viewBox={`0 0 ${w} 18`} role="img"
             aria-label={`90 % interval ${interval(p.low, p.high)}${p.none ? "" : `, probability ${chance(p.belief)}`}`}>
            <line class="axis" x1={x(0)} x2={x(1)} y1="9" y2="9" />
            {[0, 0.25, 0.5, 0.75, 1].map((v) => <line class="tick" x1={x(v)} x2={x(v)} y1={v === 0.5 ? 3 : 6} y2={v === 0.5 ? 15 : 12} />)}
            <rect class="range" x={x(p.low)} width={Math.max(2, x(p.high) - x(p.low))} y="6" height="6" rx="3" />
            {!p.none && <line class="point" x1={x(p.belief)} x2={x(p.belief)} y1="2" y2="16" />}
        </svg>
    );
}

/** A scale of time whose ticks are days at the least, called as the pages call dates. */
export function timeScale(from: number, until: number, left: number, right: number) {
    const x = scaleLinear([from, until], [left, right]);
    const all = utcTicks(new Date(from), new Date(until), 6).filter((t) => t.getTime() % 864e5 === 0);
    const whole = all.every((t) => t.getUTCDate() === 1), years = whole && all.every((t) => t.getUTCMonth() === 0);
    const words = (t: Date) => day(t.toISOString().slice(0, years ? 4 : whole ? 7 : 10)).replace(/([A-Z][a-z]{2})[a-z]*/, "$1").replace(whole ? "" : / \d{4}$/, "");
    return { x, ticks: all.map((t) => ({ x: x(t.getTime()), words: words(t) })) };
}

const month = (iso: string) => Date.UTC(Number(iso.slice(0, 4)), Number(iso.slice(5, 7) || "1") - 1, 1);

/** Claims by month, all rows of a list on one scale of time. */
export function Spread(p: { spread: { month: string; claims: number }[]; first: string | null; last: string | null }) {
    const w = 96, h = 18;
    if (!p.spread.length || !p.first || !p.last) return <span class="no-date">no dates</span>;
    const from = month(p.first), to_ = Math.max(month(p.last), from + 28 * 864e5) + 31 * 864e5;
    const x = scaleLinear([from, to_], [0, w]), most = Math.max(...p.spread.map((s) => s.claims));
    return (
        <svg class="spread" width={w} height={h} viewBox={`0 0 ${w} ${h}`} role="img"
             aria-label={p.spread.map((s) => `${day(s.month)}: ${s.claims}`).join("; ")}>
            <line class="axis" x1="0" x2={w} y1={h - 0.5} y2={h - 0.5} />
            {p.spread.map((s) => {
                const tall = 2 + (h - 4) * (s.claims / most);
                return <rect x={x(month(s.month))} width={Math.max(2, x(31 * 864e5 + from) - 1)} y={h - tall} height={tall} />;
            })}
        </svg>
    );
}

function instant(iso: string | null): number | null {
    if (!iso) return null;
    const t = Date.parse(iso.length === 4 ? `${iso}-01-01` : iso.length === 7 ? `${iso}-01` : iso.slice(0, 10));
    return Number.isNaN(t) ? null : t;
}

/** One row an answer, one mark a claim: filled where a new origin begins, hollow where one is repeated. */
export function Timeline(p: { rows: Dated[]; total: number; answers: { answer: number; words: string }[]; all: string }) {
    const dated = p.rows.filter((r) => instant(r.date) !== null);
    const drawn = dated.slice(0, MOST);
    const times = drawn.map((r) => instant(r.date)!);
    if (!drawn.length) return <p>No claim here has a date.</p>;
    const pad = 4 * 864e5, w = 860, left = 200, top = 26;
    const { x, ticks } = timeScale(Math.min(...times) - pad, Math.max(...times) + pad, left, w - 30);
    const lanes = p.answers.filter((a) => drawn.some((r) => r.answer === a.answer));
    // Marks that would cover each other stand above and below the line by turns; a lane is as high as its highest pile.
    const piles = new Map<string, number>(), piled = new Map<Dated, number>(), high = new Map<number, number>();
    for (const r of drawn) {
        const key = `${r.answer} ${Math.round(x(instant(r.date)!) / 13)}`, n = piles.get(key) ?? 0;
        piles.set(key, n + 1);
        piled.set(r, n);
        high.set(r.answer, Math.max(high.get(r.answer) ?? 0, n));
    }
    const middle = new Map<number, number>();
    let h = top;
    for (const a of lanes) {
        const tall = 30 + 13 * (high.get(a.answer) ?? 0);
        middle.set(a.answer, h + tall / 2);
        h += tall;
    }
    return (
        <figure class="timeline">
            <svg viewBox={`0 0 ${w} ${h}`} role="group" aria-label="Claims by date of publication">
                <Ticks of={ticks} top={top} bottom={h} />
                {lanes.map((a) => (
                    <g>
                        <line class="axis" x1={left} x2={w - 30} y1={middle.get(a.answer)} y2={middle.get(a.answer)} />
                        <text class="lane" x="0" y={middle.get(a.answer)! + 4}><title>{a.words}</title>{short(a.words, 30)}</text>
                    </g>
                ))}
                {drawn.map((r) => {
                    const n = piled.get(r)!, y = middle.get(r.answer);
                    if (y === undefined) return null;
                    const dy = (n % 2 ? -1 : 1) * Math.ceil(n / 2) * 13;
                    return (
                        <a href={to("claims", r.claim)} aria-label={`${r.source} ${STANCE[r.side].verb}, ${day(r.date)}`}>
                            <path class={`mark ${r.side} ${r.new_origin ? "new" : "repeat"}`} d={SHAPE[r.side]}
                                  transform={`translate(${x(instant(r.date)!) - 6} ${y - 6 + dy}) scale(.75)`}>
                                <title>{`${r.source} ${STANCE[r.side].verb}, ${day(r.date)}`}</title>
                            </path>
                        </a>
                    );
                })}
            </svg>
            <figcaption>
                Filled: the first claim of an independent origin. Hollow: the same origin again. Disc asserts, square denies, lozenge leaves open.
                <LeftOut left={p.total - drawn.length} what="claims" all={p.all} />
            </figcaption>
        </figure>
    );
}

export function Ticks(p: { of: { x: number; words: string }[]; top: number; bottom: number }) {
    return (
        <>{p.of.map((t) => (
            <g><line class="tick" x1={t.x} x2={t.x} y1={p.top - 6} y2={p.bottom} /><text class="when" x={t.x} y={p.top - 11} text-anchor="middle">{t.words}</text></g>
        ))}</>
    );
}

/** What a drawing leaves out, and where all of it stands. */
function LeftOut(p: { left: number; what: string; all: string }) {
    if (p.left <= 0) return <> All {p.what} are drawn.</>;
    return <strong> Left out of the drawing: <Fig n={p.left} href={p.all} /> {p.what}.</strong>;
}

export const short = (s: string, n: number) => (s.length > n ? s.slice(0, n - 1) + "…" : s);

type Node = SimulationNodeDatum & { id: number; name: string; claims: number };

/** Who an actor stands in claims with: nearer and thicker for more claims.  The layout is computed at once and does not
 * move; the same neighbours give the same picture. */
export function Network(p: { actor: number; name: string; neighbours: Neighbour[]; left: number; all: string }) {
    const shown = p.neighbours.slice(0, MOST - 1);
    const drawn = useMemo(() => {
        const nodes: Node[] = [{ id: p.actor, name: p.name, claims: 0, fx: 0, fy: 0 }, ...shown.map((n) => ({ id: n.actor, name: n.name, claims: n.claims }))];
        const links = shown.map((n) => ({ source: p.actor, target: n.actor, claims: n.claims }));
        forceSimulation(nodes)
            .force("link", forceLink<Node, { source: number; target: number; claims: number }>(links).id((n) => n.id).distance((l) => 150 - 50 * Math.min(1, l.claims / 8)))
            .force("charge", forceManyBody().strength(-220))
            .force("collide", forceCollide(26))
            .force("center", forceCenter(0, 0))
            .stop()
            .tick(220);
        return nodes;
    }, [p.actor, p.neighbours]);
    const labelled = new Set([p.actor, ...shown.slice(0, 60).map((n) => n.actor)]);
    const xs = drawn.map((n) => n.x ?? 0), ys = drawn.map((n) => n.y ?? 0);
    const x0 = Math.min(...xs) - 110, x1 = Math.max(...xs) + 110, y0 = Math.min(...ys) - 26, y1 = Math.max(...ys) + 30;
    const most = Math.max(1, ...shown.map((n) => n.claims));
    return (
        <figure class="network">
            <svg viewBox={`${x0} ${y0} ${x1 - x0} ${y1 - y0}`} width={x1 - x0} height={y1 - y0} role="group" aria-label={`Those who stand in claims with ${p.name}`}>
                {drawn.slice(1).map((n) => <line class="link" x1={drawn[0]!.x} y1={drawn[0]!.y} x2={n.x} y2={n.y} stroke-width={1 + 3 * (n.claims / most)} />)}
                {drawn.map((n, i) => (
                    <a href={to("actors", n.id)} aria-label={labelled.has(n.id) && short(n.name, 26) !== n.name ? `${short(n.name, 26)}: ${n.name}` : n.name}>
                        <circle class={i ? "node" : "node centre"} cx={n.x} cy={n.y} r={i ? 5 : 7}><title>{n.name}</title></circle>
                        {labelled.has(n.id) && <text x={n.x} y={(n.y ?? 0) + 18} text-anchor="middle">{short(n.name, 26)}</text>}
                    </a>
                ))}
            </svg>
            <figcaption>
                A line: both stand in one claim; thicker for more claims.
                <LeftOut left={p.left + p.neighbours.length - shown.length} what="neighbours" all={p.all} />
            </figcaption>
        </figure>
    );
}
