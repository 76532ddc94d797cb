// curve.tsx - belief in the answers of a question, day by day: what was known by then, weighed anew.
import { scaleLinear } from "d3-scale";
import { at, useGet, type List } from "./api";
import { MOST, short, Ticks, timeScale } from "./charts";
import { to } from "./route";
import type { Moment } from "./shapes";
import { AsTable, Day, Fig, Name, Table, Wait } from "./ui";
import { chance, day, interval } from "./words";

const DAY = 864e5;
const HIGH = 54; // of one answer's strip

type Strip = { answer: number; words: string; moments: Moment[] };

/** Days on which nothing was said and belief stood still are left out. */
function isNews(m: Moment, i: number, all: Moment[]): boolean {
    const was = all[i - 1];
    return !was || was.answer !== m.answer || m.asserted + m.denied > 0 || was.too_little !== m.too_little || Math.abs(was.belief - m.belief) >= 0.01;
}

function strips(rows: Moment[], words: Map<number, string>): Strip[] {
    const of = new Map<number, Moment[]>();
    for (const m of rows) of.set(m.answer, [...(of.get(m.answer) ?? []), m]);
    return [...of].map(([answer, moments]) => ({ answer, moments, words: words.get(answer) ?? moments[0]!.proposition }));
}

const when = (m: Moment) => Date.parse(m.date!.slice(0, 10));

/** A step for each day: the band is the 90 % interval, the line belief; no line while there is too little to say. */
function Steps(p: { strip: Strip; x: (t: number) => number; until: number; top: number }) {
    const y = scaleLinear([0, 1], [p.top + HIGH - 8, p.top + 8]);
    return (
        <>{p.strip.moments.map((m, i) => {
            const from = p.x(when(m)), next = p.strip.moments[i + 1], end = p.x(next ? when(next) : p.until);
            return (
                <a href={to("answers", p.strip.answer)} aria-label={`${p.strip.words}, ${day(m.date)}: ${m.too_little ? "not enough to say" : chance(m.belief)}, 90 % interval ${interval(m.low, m.high)}`}>
                    <rect class="range" x={from} width={Math.max(1, end - from)} y={y(m.high)} height={Math.max(1, y(m.low) - y(m.high))} />
                    {!m.too_little && <line class="point" x1={from} x2={Math.max(from + 1, end)} y1={y(m.belief)} y2={y(m.belief)} />}
                </a>
            );
        })}</>
    );
}

function Drawing(p: { strips: Strip[] }) {
    const times = p.strips.flatMap((s) => s.moments.map(when));
    const w = 860, left = 200, top = 26, until = Math.max(...times) + 4 * DAY, h = top + p.strips.length * HIGH;
    const { x, ticks } = timeScale(Math.min(...times) - DAY, until, left, w - 30);
    return (
        <svg viewBox={`0 0 ${w} ${h}`} role="group" aria-label="Belief by day">
            <Ticks of={ticks} top={top} bottom={h} />
            {p.strips.map((s, i) => (
                <g class="belief">
                    <text class="lane" x="0" y={top + i * HIGH + HIGH / 2 + 4}><title>{s.words}</title>{short(s.words, 30)}</text>
                    <line class="axis" x1={left} x2={w - 30} y1={top + i * HIGH + HIGH / 2} y2={top + i * HIGH + HIGH / 2} />
                    <Steps strip={s} x={x} until={until} top={top + i * HIGH} />
                </g>
            ))}
        </svg>
    );
}

/** The section of a question's page; answers in the order of the page, at most MOST steps. */
export function BeliefByDay(p: { question: number; answers: { answer: number; words: string }[] }) {
    const got = useGet<List<Moment>>(at(`/api/1/questions/${p.question}/belief`, { most: 1000 }));
    return (
        <section aria-labelledby="by-day">
            <h2 id="by-day" tabIndex={-1}>Belief by day</h2>
            <Wait on={got}>
                {(list) => {
                    const news = list.rows.filter((m) => m.date !== null).filter(isNews).slice(0, MOST);
                    if (!news.length) return <p>No claim here has a date.</p>;
                    return (
                        <>
                            <figure class="timeline">
                                <Drawing strips={strips(news, new Map(p.answers.map((a) => [a.answer, a.words])))} />
                                <figcaption>
                                    Belief as weighed with what was published by each day: the higher, the likelier. Band: its interval. No line: not enough to say.
                                    {list.total > list.rows.length && " Later days are left out."}
                                </figcaption>
                            </figure>
                            <AsTable>
                                <Table caption="Belief by day" head={["Date", "Answer", "Belief", "Interval", "Asserted by", "Denied by"]} numeric={[2, 3, 4, 5]}>
                                    {news.map((m) => (
                                        <tr>
                                            <td><Day iso={m.date} /></td>
                                            <td><Name>{p.answers.find((a) => a.answer === m.answer)?.words ?? m.proposition}</Name></td>
                                            <td class="num"><Fig n={m.too_little ? "not enough to say" : chance(m.belief)} href={to("answers", m.answer)} /></td>
                                            <td class="num"><Fig n={interval(m.low, m.high)} href={to("answers", m.answer)} /></td>
                                            <td class="num"><Fig n={m.origins_asserted} href={to("answers", m.answer)} /></td>
                                            <td class="num"><Fig n={m.origins_denied} href={to("answers", m.answer)} /></td>
                                        </tr>
                                    ))}
                                </Table>
                            </AsTable>
                        </>
                    );
                }}
            </Wait>
        </section>
    );
}
