// board.tsx - what was read and what was not; the questions of the case, most contested first.
import { at, useGet, type List } from "../api";
import { Belief, Spread } from "../charts";
import { to, withQuery } from "../route";
import type { Case, Question, Unread } from "../shapes";
import { Days, Fig, Head, Name, Pager, Wait } from "../ui";
import { chance, interval, likelihood, plural } from "../words";

export function Board(p: { case: Case; query: Record<string, string> }) {
    const c = p.case;
    const questions = useGet<List<Question>>(at("/api/1/questions", { most: 25, ...p.query }));
    return (
        <>
            <Head title={c.name.replace(/\.hearsay$/, "")} kicker="The case" name>
                <Read case={c} />
            </Head>
            {c.unread > 0 && <NotRead />}
            <section aria-labelledby="contested">
                <h2 id="contested">Questions, most contested first</h2>
                <Filter query={p.query} />
                <Wait on={questions}>
                    {(list) => list.rows.length
                        ? <><QuestionTable rows={list.rows} first={c.first} last={c.last} /><Pager next={list.next} here={to()} query={p.query} shown={list.rows.length} /></>
                        : <p class="nothing">{p.query.words ? "No claim of the case answers that." : c.documents ? "Nothing that was read answers a question that hearsay knows." : "Nothing was read yet."}</p>}
                </Wait>
            </section>
        </>
    );
}

function Read(p: { case: Case }) {
    const c = p.case;
    return (
        <p class="reach">
            <Fig n={c.documents} href={to("documents")} words={plural(c.documents, "document")} /> from{" "}
            <Fig n={c.publishers} href={to("documents")} words={plural(c.publishers, "publisher")} />
            <Days first={c.first} last={c.last} />;{" "}
            <Fig n={c.unread} href={to("unread")} words="not read" class={c.unread ? "warn" : ""} />.{" "}
            <Fig n={c.claims} href={to("claims")} words={plural(c.claims, "claim")} /> of{" "}
            <Fig n={c.sources} href={to("sources")} words={plural(c.sources, "source")} /> from{" "}
            <Fig n={c.origins} href={to("claims")} words={`independent ${plural(c.origins, "origin")}`} />;{" "}
            <Fig n={c.understood} href={to("claims")} words="answer" />{" "}
            <Fig n={c.questions} href={to("claims")} words={plural(c.questions, "question")} />.{" "}
            <Fig n={c.copies} href={to("copies")} words={plural(c.copies, "passage")} /> in two places, in{" "}
            <Fig n={c.lineages} href={to("lineages")} words={plural(c.lineages, "family", "families")} />.
        </p>
    );
}

function NotRead() {
    const unread = useGet<List<Unread>>(at("/api/1/unread", { most: 3 }));
    return (
        <Wait on={unread}>
            {(list) => (
                <section class="notice" aria-label="Not read">
                    <ul>{list.rows.map((u) => <li><code dir="auto">{u.where}: {u.what}</code></li>)}</ul>
                    <p><a href={to("unread")}>All that was not read</a></p>
                </section>
            )}
        </Wait>
    );
}

function Filter(p: { query: Record<string, string> }) {
    return (
        <form class="ask" role="search" aria-label="Questions" onSubmit={(e) => {
            e.preventDefault();
            const words = new FormData(e.currentTarget).get("words");
            location.hash = withQuery(to(), { words: String(words ?? "") });
        }}>
            <label for="ask-words">Ask</label>
            <input id="ask-words" name="words" defaultValue={p.query.words ?? ""} key={p.query.words} placeholder="who attacks the harbour?" autocomplete="off" data-key="q" />
            <button>Ask</button>
            {Object.keys(p.query).length > 0 && <a href={to()}>All questions</a>}
        </form>
    );
}

/** One row an answer; the question stands once. */
export function QuestionTable(p: { rows: Question[]; first: string | null; last: string | null }) {
    return (
        <div class="scroll" tabIndex={0} role="group" aria-label="Questions">
            <table class="board">
                <thead>
                    <tr>
                        <th scope="col">Question and answers</th>
                        <th scope="col" class="num">Said by</th>
                        <th scope="col" class="num">Independent</th>
                        <th scope="col">Denied by</th>
                        <th scope="col">Belief, with its <span class="unit">90&nbsp;%</span> interval</th>
                        <th scope="col">Spread over time</th>
                    </tr>
                </thead>
                {p.rows.map((q) => (
                    <tbody key={q.key} data-item>
                        <tr class="question">
                            <th scope="rowgroup" colSpan={5}><a href={to("questions", q.question)}><Name>{q.words}</Name></a></th>
                            <td rowSpan={Math.min(q.answers.length, 4) + 1}>
                                <a href={to("questions", q.question)} class="to-spread"><Spread spread={q.spread} first={p.first} last={p.last} /></a>
                            </td>
                        </tr>
                        {q.answers.slice(0, 4).map((a) => {
                            const none = a.too_little || a.split, why = to("answers", a.answer);
                            return (
                                <tr key={a.key}>
                                    <td class="answer"><a href={why}><Name>{a.words}</Name></a></td>
                                    <td class="num"><Fig n={a.documents} href={withQuery(why, { side: "assert" })} words={plural(a.documents, "document")} /></td>
                                    <td class="num">
                                        <Fig n={a.origins_asserted} href={withQuery(why, { side: "assert" })} label={`${a.origins_asserted} independent origins of ${a.asserted} claims that assert it`} />
                                        {" of "}<Fig n={a.asserted} href={withQuery(why, { side: "assert" })} label={`${a.asserted} claims that assert it`} />
                                    </td>
                                    <td class="denials">
                                        {a.denied === 0 ? <span class="muted">nobody</span> : <>
                                            <Fig n={a.origins_denied} href={withQuery(why, { side: "deny" })} words={plural(a.origins_denied, "origin")} />
                                            <span class="who"> {a.denied_by.slice(0, 2).map((d, i) => <>{i > 0 && ", "}<Name>{d}</Name></>)}{a.denied_by.length > 2 && " and others"}</span>
                                        </>}
                                    </td>
                                    <td class="belief-cell">
                                        <a href={why} class="fig">
                                            <Belief belief={a.belief} low={a.low} high={a.high} none={none} />
                                            <span class="in-words">
                                                {a.split ? "two readings fit about equally" : a.too_little ? "not enough to say" : likelihood(a.low, a.high)}
                                                <span class="percent">{none ? "" : `${chance(a.belief)}, `}{interval(a.low, a.high)}</span>
                                            </span>
                                        </a>
                                    </td>
                                </tr>
                            );
                        })}
                        {(q.answers.length > 4 || q.answers_left > 0) && (
                            <tr><td colSpan={6} class="more"><a href={to("questions", q.question)}>More answers</a></td></tr>
                        )}
                    </tbody>
                ))}
            </table>
        </div>
    );
}
