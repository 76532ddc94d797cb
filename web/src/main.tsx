// main.tsx - the frame around every page, and which page an address means.
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { getNow, forget, openSession, useGet } from "./api";
import { Keys } from "./keys";
import { Board } from "./pages/board";
import { Add, Custody, DecisionPage, Exports, Review, Run, Search } from "./pages/desk";
import { Document } from "./pages/document";
import { Copy, Lineage } from "./pages/lineage";
import { Actors, ClaimList, Copies, Documents, Lineages, Mentions, NotRead, OneClaim, Sources } from "./pages/lists";
import { Actor, Source } from "./pages/people";
import { AnswerPage, Question, QuestionClaims } from "./pages/question";
import { to, useRoute, withQuery, type Route } from "./route";
import type { Case } from "./shapes";
import { Head, Name, Wait } from "./ui";

const NAV: [string, string][] = [["", "Board"], ["documents", "Documents"], ["actors", "Actors"], ["sources", "Sources"],
    ["lineages", "Lineage"], ["review", "Review"], ["search", "Search"], ["custody", "Custody"], ["run", "Run"], ["export", "Export"]];

function Page(p: { route: Route; case: Case }) {
    const { parts: [what = "", id, more], query } = p.route, edit = p.case.edit;
    switch (what) {
    case "": return <Board case={p.case} query={query} />;
    case "questions": if (id) return more === "claims" ? <QuestionClaims id={id} /> : <Question id={id} />; break;
    case "answers": if (id) return <AnswerPage id={id} query={query} />; break;
    case "claims": return id ? <OneClaim id={id} /> : <ClaimList path="/api/1/claims" here={to("claims")} title="Claims" kicker="Who says what, sentence by sentence" query={query} />;
    case "documents": return id ? <Document id={id} query={query} edit={edit} /> : <Documents query={query} />;
    case "unread": return <NotRead query={query} />;
    case "actors":
        if (!id) return <Actors query={query} />;
        if (more === "mentions") return <Mentions id={id} query={query} />;
        if (more === "says" || more === "said-of")
            return <ClaimList path={`/api/1/actors/${encodeURIComponent(id)}/${more}`} here={to("actors", id, more)} title={more === "says" ? "What it says" : "What is said of it"} kicker="Actor" query={query} />;
        return <Actor id={id} />;
    case "sources":
        if (!id) return <Sources query={query} />;
        if (more === "claims") return <ClaimList path={`/api/1/sources/${encodeURIComponent(id)}/claims`} here={to("sources", id, more)} title="Claims of a source" kicker="Source" query={query} />;
        return <Source id={id} />;
    case "copies": return id ? <Copy id={id} /> : <Copies query={query} />;
    case "lineages": return id ? <Lineage id={id} /> : <Lineages query={query} />;
    case "review": return <Review query={query} edit={edit} />;
    case "decisions": return <DecisionPage query={query} edit={edit} />;
    case "search": return <Search query={query} />;
    case "custody": return <Custody query={query} />;
    case "run": return <Run />;
    case "export": return <Exports />;
    case "add": if (edit) return <Add />; break;
    }
    return <><Head title="No such page" /><p><a href={to()}>To the board</a></p></>;
}

/** While others add documents the state changes under the reader, who is told and not pushed. */
function useFresh(shown: Case | undefined): boolean {
    const [stale, set] = useState(false);
    useEffect(() => {
        set(false);
        const t = setInterval(() => {
            if (document.visibilityState !== "visible" || !shown) return;
            getNow<Case>("/api/1/case").then((c) => set(c.state !== shown.state), () => undefined);
        }, 10_000);
        return () => clearInterval(t);
    }, [shown?.state]);
    return stale;
}

function App() {
    const route = useRoute(), on = useGet<Case>("/api/1/case"), stale = useFresh(on.data);
    const where = route.parts[0] ?? "";
    useEffect(() => scrollTo(0, 0), [route.parts.join("/"), route.query.after]);
    return (
        <>
            <a class="skip" href="#main" onClick={(e) => { e.preventDefault(); document.querySelector<HTMLElement>("h1")?.focus(); }}>To the content</a>
            <header class="bar">
                <a class="brand" href={to()}>hearsay</a>
                <nav aria-label="Pages">
                    <ul>
                        {NAV.map(([path, word]) => <li><a href={path ? to(path) : to()} aria-current={where === path ? "page" : undefined}>{word}</a></li>)}
                        {on.data?.edit && <li><a href={to("add")} aria-current={where === "add" ? "page" : undefined}>Add</a></li>}
                    </ul>
                </nav>
                <form role="search" aria-label="All sentences" onSubmit={(e) => {
                    e.preventDefault();
                    location.hash = withQuery(to("search"), { words: String(new FormData(e.currentTarget).get("find") ?? "") });
                }}>
                    <input id="find" name="find" type="search" aria-label="Search all sentences" placeholder="Search  /" autocomplete="off" />
                </form>
                <Keys />
            </header>
            {stale && <p class="stale" role="status">The case has changed. <button onClick={forget}>Show it as it is now</button></p>}
            <main id="main" data-shown={location.hash}><Wait on={on}>{(c) => <Page route={route} case={c} key={route.parts.join("/")} />}</Wait></main>
            <footer class="foot">
                {on.data && <>Case <Name>{on.data.name}</Name>, state <code>{on.data.state.slice(0, 12)}</code>. </>}
                hearsay counts and weighs what is said; it gives no verdicts. <a href="/licences.txt">Licences</a>
            </footer>
        </>
    );
}

openSession().then(() => render(<App />, document.body), () => render(<App />, document.body));
