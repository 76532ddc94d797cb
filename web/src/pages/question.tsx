// question.tsx - the answers of one question side by side, and what stands behind each.
import { at, useGet, type List } from "../api";
import { Belief, Timeline } from "../charts";
import { BeliefByDay } from "../curve";
import { to, withQuery } from "../route";
import type { Answer, Claim, Dated, Drift, Question as Q } from "../shapes";
import { AsTable, ClaimItem, Day, Days, Fig, Head, Name, Pager, StanceMark, Table, Wait } from "../ui";
import { chance, interval, likelihood, plural, type Stance, STANCE, stanceOf } from "../words";

export function Question(p: { id: string }) {
    const q = useGet<Q>(`/api/1/questions/${encodeURIComponent(p.id)}`);
    return (
        <Wait on={q}>
            {(q) => (
                <>
                    <Head title={q.words} kicker="Question" name>
                        <p class="reach">
                            <Fig n={q.claims} href={to("questions", q.question, "claims")} words={plural(q.claims, "claim")} /> in{" "}
                            <Fig n={q.documents} href={to("questions", q.question, "claims")} words={plural(q.documents, "document")} /> from{" "}
                            <Fig n={q.origins} href={to("questions", q.question, "claims")} words={`independent ${plural(q.origins, "origin")}`} />
                            <Days first={q.first} last={q.last} />.
                            {q.several_truths && " More than one answer can hold at once."}
                        </p>
                    </Head>
                    <div class="answers-side">
                        {q.answers.slice(0, SIDE_BY_SIDE).map((a) => <AnswerCard key={a.key} a={a} />)}
                    </div>
                    {q.answers.length > SIDE_BY_SIDE && <Others of={q.answers.slice(SIDE_BY_SIDE)} />}
                    {q.answers_left > 0 && <p class="nothing">Answers left out of this page: <Fig n={q.answers_left} href={to("questions", q.question, "claims")} />.</p>}
                    <Time q={q} />
                    <BeliefByDay question={q.question} answers={q.answers} />
                    <Drifts q={q} />
                </>
            )}
        </Wait>
    );
}

const SIDE_BY_SIDE = 6; // more cannot be compared by eye

/** The answers that do not stand side by side: one line each. */
function Others(p: { of: Answer[] }) {
    return (
        <section aria-labelledby="others">
            <h2 id="others">Other answers</h2>
            <Table caption="Other answers" head={["Answer", "Origins that assert", "Origins that deny", "Belief"]} numeric={[1, 2]}>
                {p.of.map((a) => (
                    <tr data-item>
                        <th scope="row"><a href={to("answers", a.answer)} data-key="w"><Name>{a.words}</Name></a></th>
                        <td class="num"><Fig n={a.origins_asserted} href={withQuery(to("answers", a.answer), { side: "assert" })} label={`${a.origins_asserted} origins assert it`} /></td>
                        <td class="num"><Fig n={a.origins_denied} href={withQuery(to("answers", a.answer), { side: "deny" })} label={`${a.origins_denied} origins deny it`} /></td>
                        <td><a class="fig" href={to("answers", a.answer)}>{a.too_little || a.split ? "not enough to say" : likelihood(a.low, a.high)}, {interval(a.low, a.high)}</a></td>
                    </tr>
                ))}
            </Table>
        </section>
    );
}

function AnswerCard(p: { a: Answer }) {
    const a = p.a, why = to("answers", a.answer), none = a.too_little || a.split;
    return (
        <article class="answer-card" data-item aria-labelledby={`a${a.answer}`}>
            <h2 id={`a${a.answer}`}><a href={why} data-key="w"><Name>{a.words}</Name></a></h2>
            <a class="fig belief-line" href={why}>
                <Belief belief={a.belief} low={a.low} high={a.high} none={none} wide />
                <span class="in-words">
                    {a.split ? "two readings fit about equally" : a.too_little ? "not enough to say" : likelihood(a.low, a.high)}
                    <span class="percent">{none ? "" : `${chance(a.belief)}, `}90&nbsp;% interval {interval(a.low, a.high)}</span>
                </span>
            </a>
            <table class="sides">
                <thead><tr><th scope="col">Stance</th><th scope="col" class="num">Origins</th><th scope="col" class="num">Claims</th></tr></thead>
                <tbody>
                    <SideRow a={a} side="assert" origins={a.origins_asserted} claims={a.asserted} />
                    <SideRow a={a} side="deny" origins={a.origins_denied} claims={a.denied} />
                    <SideRow a={a} side="open" origins={null} claims={a.open} />
                </tbody>
            </table>
            {a.denied_by.length > 0 && <p class="denied-by">Denied by {a.denied_by.map((d, i) => <>{i > 0 && ", "}<Name>{d}</Name></>)}.</p>}
            <Change a={a} />
            <Origins answer={a.answer} />
        </article>
    );
}

function SideRow(p: { a: Answer; side: Stance; origins: number | null; claims: number }) {
    const href = withQuery(to("answers", p.a.answer), { side: p.side });
    return (
        <tr>
            <th scope="row"><StanceMark stance={p.side} word={STANCE[p.side].noun} /></th>
            <td class="num">{p.origins === null ? <span class="muted">–</span> : <Fig n={p.origins} href={href} label={`${STANCE[p.side].noun}: ${p.origins} origins`} />}</td>
            <td class="num"><Fig n={p.claims} href={href} label={`${STANCE[p.side].noun}: ${p.claims} claims`} /></td>
        </tr>
    );
}

/** What would change it: the one origin that weighs most. */
function Change(p: { a: Answer }) {
    const v = p.a.pivot;
    if (!v || p.a.too_little) return <p class="change">No single origin, taken away, would change this much.</p>;
    return (
        <p class="change">
            <strong>What would change it:</strong> without the origin of <a href={withQuery(to("answers", p.a.answer), { origin: v.origin })}><Name>{v.source}</Name></a> belief
            would be <Fig n={chance(v.without)} href={withQuery(to("answers", p.a.answer), { origin: v.origin })} label={`${chance(v.without)} without it`} />
            {v.flips ? ": it would tip to the other side." : "; it would stay on its side."}
        </p>
    );
}

/** The first claim of each origin, as evidence; the rest is a click away. */
function Origins(p: { answer: number }) {
    const claims = useGet<List<Claim>>(at(`/api/1/answers/${p.answer}/claims`, { most: 40 }));
    return (
        <Wait on={claims}>
            {(list) => {
                const seen = new Set<string>();
                const first = list.rows.filter((c) => {
                    const k = `${c.origin} ${stanceOf(c)}`;
                    return !seen.has(k) && seen.add(k);
                });
                return (
                    <div class="by-side">
                        {(["assert", "deny", "open"] as Stance[]).map((side) => {
                            const of = first.filter((c) => stanceOf(c) === side);
                            if (!of.length) return null;
                            return (
                                <section>
                                    <h3 class={side}><StanceMark stance={side} word={STANCE[side].noun} /></h3>
                                    <ul class="claims">
                                        {of.slice(0, 6).map((c) => <ClaimItem claim={c} key={c.claim} />)}
                                    </ul>
                                    {of.length > 6 && <p class="more"><a href={withQuery(to("answers", p.answer), { side })}>More origins</a></p>}
                                </section>
                            );
                        })}
                        {list.next && <p class="more"><a href={to("answers", p.answer)}>All claims behind this answer</a></p>}
                    </div>
                );
            }}
        </Wait>
    );
}

function Time(p: { q: Q }) {
    const rows = useGet<List<Dated>>(at(`/api/1/questions/${p.q.question}/timeline`, { most: 300 }));
    return (
        <section aria-labelledby="time">
            <h2 id="time" data-key="t" tabIndex={-1}>Over time</h2>
            <Wait on={rows}>
                {(list) => (
                    <>
                        <Timeline rows={list.rows} total={list.total} answers={p.q.answers} all={to("questions", p.q.question, "claims")} />
                        <AsTable>
                            <Table caption="Claims by date" head={["Date", "Stance", "Source", "Answer", "Origin", "Published by"]}>
                                {list.rows.map((r) => (
                                    <tr>
                                        <td><Day iso={r.date} /></td>
                                        <td><StanceMark stance={r.side} /></td>
                                        <td><a href={to("claims", r.claim)}><Name>{r.source}</Name></a></td>
                                        <td><Name>{r.answer_words}</Name></td>
                                        <td>{r.new_origin ? "new" : "again"}</td>
                                        <td><Name>{r.publisher ?? "not named"}</Name></td>
                                    </tr>
                                ))}
                            </Table>
                        </AsTable>
                    </>
                )}
            </Wait>
        </section>
    );
}

function Drifts(p: { q: Q }) {
    const rows = useGet<List<Drift>>(at(`/api/1/questions/${p.q.question}/drift`, { most: 20 }));
    return (
        <section aria-labelledby="drift">
            <h2 id="drift">Drift: what was lost or gained on the way</h2>
            <Wait on={rows}>
                {(list) => list.rows.length === 0 ? <p class="nothing">Nothing changed on the way, as far as the case shows.</p> : (
                    <>
                        {list.rows.map((d) => (
                            <article class="drift" data-item>
                                <h3><Name>{d.kind}</Name>{d.words && <>: <Name>{d.words}</Name></>}</h3>
                                <div class="pair">
                                    <ul class="claims"><ClaimItem claim={d.from} /></ul>
                                    <ul class="claims"><ClaimItem claim={d.to} /></ul>
                                </div>
                            </article>
                        ))}
                        {list.next && <p class="more">Of <Fig n={list.total} href={to("questions", p.q.question, "claims")} /> changes the first are shown.</p>}
                    </>
                )}
            </Wait>
        </section>
    );
}

/** Everything behind one answer: by side, then by origin. */
export function AnswerPage(p: { id: string; query: Record<string, string> }) {
    const a = useGet<Answer>(`/api/1/answers/${encodeURIComponent(p.id)}`);
    const claims = useGet<List<Claim>>(at(`/api/1/answers/${encodeURIComponent(p.id)}/claims`, { most: 50, ...p.query }));
    return (
        <Wait on={a}>
            {(a) => (
                <>
                    <Head title={a.proposition} kicker="All that stands behind an answer" name>
                        <p class="reach"><a href={to("questions", a.question)}>The question with all its answers</a></p>
                    </Head>
                    <nav class="sides-nav" aria-label="Stances">
                        {([["", "All"], ["assert", "Asserted"], ["deny", "Denied"], ["open", "Left open"]] as const).map(([side, word]) => (
                            <a href={withQuery(to("answers", a.answer), { side })} aria-current={(p.query.side ?? "") === side ? "true" : undefined}>{word}</a>
                        ))}
                    </nav>
                    <Wait on={claims}>
                        {(list) => list.rows.length
                            ? <><ByOrigin rows={list.rows} answer={a.answer} /><Pager next={list.next} here={to("answers", a.answer)} query={p.query} shown={list.rows.length} /></>
                            : <p class="nothing">No claim {p.query.side === "deny" ? "denies this" : "stands here"}.</p>}
                    </Wait>
                </>
            )}
        </Wait>
    );
}

function ByOrigin(p: { rows: Claim[]; answer: number }) {
    const groups: Claim[][] = [];
    for (const c of p.rows) {
        const last = groups[groups.length - 1];
        if (last && last[0]!.origin === c.origin && stanceOf(last[0]!) === stanceOf(c)) last.push(c);
        else groups.push([c]);
    }
    let side: Stance | null = null;
    return (
        <>
            {groups.map((g) => {
                const its = stanceOf(g[0]!), head = its !== side;
                side = its;
                return (
                    <>
                        {head && <h2 class={its}><StanceMark stance={its} word={STANCE[its].noun} /></h2>}
                        <section class="origin">
                            <p class="origin-why">{g.length > 1 ? "One origin, told more than once" : "An origin of its own"}{g[0]!.origin_reason && g.length > 1 && <>: {g[0]!.origin_reason}</>}</p>
                            <ul class="claims">{g.map((c) => <ClaimItem claim={c} key={c.claim} />)}</ul>
                        </section>
                    </>
                );
            })}
        </>
    );
}

/** All claims that speak to a question: answer by answer. */
export function QuestionClaims(p: { id: string }) {
    const q = useGet<Q>(`/api/1/questions/${encodeURIComponent(p.id)}`);
    return (
        <Wait on={q}>
            {(q) => (
                <>
                    <Head title={q.words} kicker="All claims that speak to a question" name>
                        <p class="reach"><a href={to("questions", q.question)}>The question with its answers side by side</a></p>
                    </Head>
                    {q.answers.slice(0, SIDE_BY_SIDE).map((a) => <OneAnswer a={a} key={a.key} />)}
                    {q.answers.length > SIDE_BY_SIDE && <Others of={q.answers.slice(SIDE_BY_SIDE)} />}
                </>
            )}
        </Wait>
    );
}

function OneAnswer(p: { a: Answer }) {
    const claims = useGet<List<Claim>>(at(`/api/1/answers/${p.a.answer}/claims`, { most: 50 }));
    return (
        <section>
            <h2><a href={to("answers", p.a.answer)}><Name>{p.a.words}</Name></a></h2>
            <Wait on={claims}>
                {(list) => <><ul class="claims">{list.rows.map((c) => <ClaimItem claim={c} key={c.claim} />)}</ul>{list.next && <p class="more"><a href={to("answers", p.a.answer)}>All of them</a></p>}</>}
            </Wait>
        </section>
    );
}
