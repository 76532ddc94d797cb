// people.tsx - the dossier of an actor, and the record of a source.
import { useGet } from "../api";
import { Network } from "../charts";
import { to, withQuery } from "../route";
import type { Actor as A, Source as S, Taken } from "../shapes";
import { AsTable, ClaimItem, Day, Fig, Head, Name, Table, Wait } from "../ui";
import { kindWords, plural } from "../words";
import { rate } from "./lists";

export function Actor(p: { id: string }) {
    const actor = useGet<A>(`/api/1/actors/${encodeURIComponent(p.id)}`);
    return (
        <Wait on={actor}>
            {(a) => (
                <>
                    <Head title={a.name} kicker={`Actor: ${a.class}`} name>
                        <p class="reach">
                            Named in <Fig n={a.documents} href={to("actors", a.actor, "mentions")} words={plural(a.documents, "document")} />; says{" "}
                            <Fig n={a.said} href={to("actors", a.actor, "says")} words={plural(a.said, "claim")} />; <Fig n={a.said_about} href={to("actors", a.actor, "said-of")} words={`${plural(a.said_about, "claim")} said of it`} />.
                            {a.part_of && <> Part of <a href={to("actors", a.part_of.actor)}><Name>{a.part_of.name}</Name></a>.</>}
                            {a.source !== null && <> <a href={to("sources", a.source)}>Its record as a source</a>.</>}
                        </p>
                        {a.parts.length > 0 && <p class="reach">Parts of it: {a.parts.map((x, i) => <>{i > 0 && ", "}<a href={to("actors", x.actor)}><Name>{x.name}</Name></a></>)}.</p>}
                    </Head>
                    <Joins a={a} />
                    <Roles a={a} />
                    <Neighbours a={a} />
                </>
            )}
        </Wait>
    );
}

function Joins(p: { a: A }) {
    return (
        <section aria-labelledby="names">
            <h2 id="names">Names taken for it, and why</h2>
            <Table caption="Names" head={["Name", "Reason", "Documents", "First in"]} numeric={[2]}>
                {p.a.joins.map((j) => (
                    <tr data-item>
                        <th scope="row"><Name>{j.name}</Name></th>
                        <td>{j.reason ?? "the name itself"}</td>
                        <td class="num"><Fig n={j.documents} href={to("actors", p.a.actor, "mentions")} label={`${j.documents} documents`} /></td>
                        <td><a href={to("documents", j.first.document.replace(/^sha256:/, "").slice(0, 16))}><Name>{j.first.publisher ?? "not named"}</Name></a>, <Day iso={j.first.published} /></td>
                    </tr>
                ))}
            </Table>
        </section>
    );
}

function Roles(p: { a: A }) {
    if (!p.a.roles.length) return null;
    return (
        <section aria-labelledby="roles">
            <h2 id="roles">Roles over time, as claimed</h2>
            <ul class="claims">{p.a.roles.map((c) => <ClaimItem claim={c} showAnswer key={c.claim} />)}</ul>
        </section>
    );
}

function Neighbours(p: { a: A }) {
    const a = p.a;
    if (!a.neighbours.length) return null;
    const both = (n: number) => withQuery(to("claims"), { about: a.actor, with: n });
    return (
        <section aria-labelledby="neighbours">
            <h2 id="neighbours">Neighbours: who stands in claims with it</h2>
            <Network actor={a.actor} name={a.name} neighbours={a.neighbours} left={a.neighbours_left} all={to("actors", a.actor, "said-of")} />
            <AsTable>
                <Table caption="Neighbours" head={["Name", "Claims", "As"]} numeric={[1]}>
                    {a.neighbours.map((n) => (
                        <tr>
                            <th scope="row"><a href={to("actors", n.actor)}><Name>{n.name}</Name></a></th>
                            <td class="num"><Fig n={n.claims} href={both(n.actor)} label={`${n.claims} claims with both`} /></td>
                            <td>{n.frames.join(", ")}</td>
                        </tr>
                    ))}
                </Table>
            </AsTable>
        </section>
    );
}

export function Source(p: { id: string }) {
    const source = useGet<S>(`/api/1/sources/${encodeURIComponent(p.id)}`);
    return (
        <Wait on={source}>
            {(s) => (
                <>
                    <Head title={s.name} kicker={`Source: ${kindWords[s.kind]}`} name>
                        <p class="reach">
                            <Fig n={s.claims} href={to("sources", s.source, "claims")} words={plural(s.claims, "claim")} /> in{" "}
                            <Fig n={s.documents} href={to("sources", s.source, "claims")} words={plural(s.documents, "document")}/> from{" "}
                            <Fig n={s.origins} href={to("sources", s.source, "claims")} words={`independent ${plural(s.origins, "origin")}`} />.
                            {s.actor !== null && <> <a href={to("actors", s.actor)}>Dossier of the actor</a>.</>}
                            {s.publishers.length > 0 && <> Published by {s.publishers.map((x, i) => <>{i > 0 && ", "}<Name>{x}</Name></>)}.</>}
                        </p>
                    </Head>
                    <section aria-labelledby="record">
                        <h2 id="record">Record in this case</h2>
                        <dl class="record">
                            <dt>Of what the rest bears out, it says</dt><dd>{rate(s, s.sensitivity_low, s.sensitivity_high)}</dd>
                            <dt>Of what the rest does not bear out, it keeps silent or denies</dt><dd>{rate(s, s.specificity_low, s.specificity_high)}</dd>
                        </dl>
                        <p class="muted">Ranges hold with a probability of nine in ten. They are learned from this case alone; a wide range means that there is little to learn from.</p>
                    </section>
                    <TakenTable title="Whom its outlets copy" rows={s.copies_from} from />
                    <TakenTable title="Who copies its outlets" rows={s.copied_by} />
                </>
            )}
        </Wait>
    );
}

function TakenTable(p: { title: string; rows: Taken[]; from?: boolean }) {
    const id = p.from ? "copies-from" : "copied-by";
    return (
        <section aria-labelledby={id}>
            <h2 id={id}>{p.title}</h2>
            {p.rows.length === 0 ? <p class="nothing">Nobody, as far as the case shows.</p> : (
                <Table caption={p.title} head={["Outlet", "Passages", "Documents", "For example"]} numeric={[1, 2]}>
                    {p.rows.map((t) => (
                        <tr data-item>
                            <th scope="row"><Name>{t.publisher}</Name></th>
                            <td class="num"><Fig n={t.passages} href={withQuery(to("copies"), p.from ? { from: t.publisher } : { by: t.publisher })} label={`${t.passages} passages`} /></td>
                            <td class="num"><Fig n={t.documents} href={withQuery(to("copies"), p.from ? { from: t.publisher } : { by: t.publisher })} label={`${t.documents} documents`} /></td>
                            <td><a href={to("copies", t.example)} data-key="c">a passage side by side</a></td>
                        </tr>
                    ))}
                </Table>
            )}
        </section>
    );
}
