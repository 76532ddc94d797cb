// lineage.tsx - a copied passage side by side, and the family of a passage: by time, each place with what it changed.
import { useState } from "preact/hooks";
import { useGet } from "../api";
import { MOST, Ticks, timeScale } from "../charts";
import { to, toBytes } from "../route";
import type { CopyPage, Difference, Lineage as L, LineagePlace, Side } from "../shapes";
import { AsTable, Day, Fig, Head, Name, Table, Wait } from "../ui";
import { day, percent, plural } from "../words";

/** Words that differ, between a few of those that do not; the rest opens. */
export function Differences(p: { of: Difference[] }) {
    return <p class="differences" dir="auto">{p.of.map((d, i) => <Run d={d} first={i === 0} last={i === p.of.length - 1} />)}</p>;
}

function Run(p: { d: Difference; first: boolean; last: boolean }) {
    const [open, setOpen] = useState(false);
    const [sign, words] = p.d;
    if (sign === "-") return <del><span class="unseen"> left out: </span>{words}{" "}</del>;
    if (sign === "+") return <ins><span class="unseen"> put in: </span>{words}{" "}</ins>;
    const all = words.split(/\s+/);
    if (open || all.length <= 24) return <>{words} </>;
    return (
        <>
            {!p.first && all.slice(0, 8).join(" ")}{" "}
            <button class="plain alike" aria-label="Show the words that are alike" onClick={() => setOpen(true)}>⋯</button>{" "}
            {!p.last && all.slice(-8).join(" ")}{" "}
        </>
    );
}

export function Copy(p: { id: string }) {
    const copy = useGet<CopyPage>(`/api/1/copies/${encodeURIComponent(p.id)}`);
    return (
        <Wait on={copy}>
            {(c) => {
                const [first, second] = c.direction === "ba" ? [c.b, c.a] : [c.a, c.b];
                const here = to("copies", c.copy);
                return (
                    <>
                        <Head title={`${first.publisher ?? "Not named"} ${c.direction === "?" ? "and" : "→"} ${second.publisher ?? "not named"}`} kicker={`A passage in two places: ${c.kind}`} name>
                            <p class="reach">
                                <Fig n={c.tokens} href={here} words={plural(c.tokens, "word")} />, <Fig n={percent(c.equal)} href={here} words="alike" />;{" "}
                                {c.direction === "?" ? "which came first is not known" : <>direction: <Fig n={percent(c.confidence)} href={here} words="sure" /></>};{" "}
                                {c.one_voice ? "counted as one voice" : "not counted as one voice"}.
                                {c.lineage !== null && <> <a href={to("lineages", c.lineage)}>The whole family</a>.</>}
                            </p>
                        </Head>
                        <section aria-labelledby="differences">
                            <h2 id="differences">What changed</h2>
                            <p class="legend"><del>only in the first</del> · <ins>only in the second</ins></p>
                            <Differences of={c.direction === "ba" ? turned(c.differences) : c.differences} />
                        </section>
                        <div class="pair">
                            <Half s={first} word="First" /><Half s={second} word="Second" />
                        </div>
                    </>
                );
            }}
        </Wait>
    );
}

const turned = (d: Difference[]): Difference[] => d.map(([s, w]) => [s === "+" ? "-" : s === "-" ? "+" : "=", w]);

function Half(p: { s: Side; word: string }) {
    return (
        <section class="half" aria-label={p.word}>
            <h3><Name>{p.s.publisher ?? "Not named"}</Name>, <Day iso={p.s.published} /></h3>
            {p.s.title && <p class="from"><Name>{p.s.title}</Name></p>}
            <blockquote class="passage"><a class="to-bytes" href={toBytes(p.s.document, p.s.span)} data-key="o">{p.s.text}</a></blockquote>
        </section>
    );
}

export function Lineage(p: { id: string }) {
    const lineage = useGet<L>(`/api/1/lineages/${encodeURIComponent(p.id)}`);
    return (
        <Wait on={lineage}>
            {(l) => {
                const here = to("lineages", l.lineage), all = l.places.length + l.places_left;
                return (
                    <>
                        <Head title={l.places[0] ? beginning(l.places[0].text) : "A family"} kicker="Lineage: the family of one passage" name>
                            <p class="reach">
                                <Fig n={all} href={here} words={plural(all, "place")} />, <Fig n={l.origins} href={here} words={plural(l.origins, "independent origin")} />.
                                {l.places_left > 0 && <> Left out of this page: <Fig n={l.places_left} href={to("copies")} /> places.</>}
                            </p>
                        </Head>
                        <Tree places={l.places.slice(0, MOST)} />
                        <AsTable>
                            <Table caption="Places of the passage" head={["Date", "Published by", "Title", "Taken from", "Words alike"]} numeric={[4]}>
                                {l.places.map((x) => (
                                    <tr>
                                        <td class="nowrap"><Day iso={x.in.published} /></td>
                                        <td><a href={toBytes(x.in.document, x.span)}><Name>{x.in.publisher ?? "not named"}</Name></a></td>
                                        <td><Name>{x.in.title ?? ""}</Name></td>
                                        <td>{parent(l.places, x) ? <Name>{parent(l.places, x)!.in.publisher ?? "not named"}</Name> : <span class="muted">first, as far as is known</span>}</td>
                                        <td class="num">{x.equal === null ? "" : x.copy === null ? <Fig n={percent(x.equal)} href={here} /> : <Fig n={percent(x.equal)} href={to("copies", x.copy)} />}</td>
                                    </tr>
                                ))}
                            </Table>
                        </AsTable>
                        <h2>Place by place</h2>
                        <ol class="places">{l.places.map((x) => <PlaceItem x={x} of={l.places} key={x.place} />)}</ol>
                    </>
                );
            }}
        </Wait>
    );
}

const parent = (all: LineagePlace[], x: LineagePlace) => (x.parent === null ? undefined : all.find((y) => y.place === x.parent));
const beginning = (s: string) => { const w = s.trim().split(/\s+/); return w.slice(0, 12).join(" ") + (w.length > 12 ? " …" : ""); };

function PlaceItem(p: { x: LineagePlace; of: LineagePlace[] }) {
    const x = p.x, from = parent(p.of, x);
    return (
        <li data-item>
            <h3><a href={toBytes(x.in.document, x.span)} data-key="o"><Name>{x.in.publisher ?? "Not named"}</Name>, <Day iso={x.in.published} /></a></h3>
            <p class="from">
                {x.in.title && <><Name>{x.in.title}</Name> · </>}
                {from ? <>{x.kind ?? "taken"} from <Name>{from.in.publisher ?? "not named"}</Name>, <Day iso={from.in.published} /></> : "nothing earlier is known"}
                {x.copy !== null && <> · <a href={to("copies", x.copy)} data-key="c">side by side</a></>}
            </p>
            {x.differences.length > 0 ? <Differences of={x.differences} /> : !from && <blockquote class="passage"><a class="to-bytes" href={toBytes(x.in.document, x.span)}>{clipped(x.text)}</a></blockquote>}
        </li>
    );
}
const clipped = (s: string) => (s.length > 400 ? s.slice(0, 400).replace(/\s+\S*$/, "") + " …" : s);

/** Time from left to right, a row a place, a line from where it was taken. */
function Tree(p: { places: LineagePlace[] }) {
    const w = 860, lane = 26, left = 12, right = 260, top = 30, h = top + p.places.length * lane + 4;
    const time = (x: LineagePlace) => (x.in.published ? Date.parse(x.in.published.slice(0, 10)) : NaN);
    const known = p.places.map(time).filter((t) => !Number.isNaN(t));
    const from = known.length ? Math.min(...known) : 0, until = known.length ? Math.max(...known) : 1;
    const { x, ticks } = timeScale(from, Math.max(until, from + 864e5), left + 18, w - right);
    const X = (v: LineagePlace) => (Number.isNaN(time(v)) ? left + 18 : x(time(v)));
    const Y = (v: LineagePlace) => top + (p.places.indexOf(v) + 0.5) * lane;
    return (
        <figure class="timeline tree">
            <svg viewBox={`0 0 ${w} ${h}`} role="group" aria-label="The copy tree by time">
                <Ticks of={ticks} top={top} bottom={h} />
                {p.places.map((v) => {
                    const o = parent(p.places, v);
                    return o && <path class="link" d={`M${X(o)} ${Y(o)}C${X(o)} ${Y(v)} ${X(o)} ${Y(v)} ${X(v)} ${Y(v)}`} />;
                })}
                {p.places.map((v) => (
                    <a href={toBytes(v.in.document, v.span)} aria-label={`${v.in.publisher ?? "not named"}, ${day(v.in.published)}`}>
                        <circle class={v.parent === null ? "node root" : "node"} cx={X(v)} cy={Y(v)} r="5" />
                        <text x={X(v) + 10} y={Y(v) + 4}>{v.in.publisher ?? "not named"}</text>
                    </a>
                ))}
            </svg>
            <figcaption>Filled: nothing earlier is known. A line leads from where the passage was taken.</figcaption>
        </figure>
    );
}
