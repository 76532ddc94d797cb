/*
 * actors.c - actors and mentions of one document.
 *
 * A chain of coreference that holds a name is a named actor; its key is the folded name under which the lexicon of
 * names knows it, else the document's fullest name, folded.  A noun that the table of voices knows ("a hospital
 * director") becomes a described actor when a claim needs it.  A noun with a name before it ("Vantan intelligence",
 * "Vanta's army") is a part of the named one: key of the whole, a blank, lemma. Names are compared as bytes, never
 * looked at.
 */
#include "claims/actors.h"

#include "base/utf8.h"

#include <stdlib.h>

enum { ALIASES_MOST = 64 };     /* of one actor; further ones are still mentions */
enum { DESCRIPTION_MOST = 9 }; /* units, a name being one: of longer descriptions what stands behind the noun is left out of the name */

struct actors {
    arena *a;
    const claims_lexicon *lexicon;
    const page *page;
    const reading *reading;
    VEC(actor) actor;
    VEC(mention) mention;
    map keys;           /* actor number by key */
    map unnamed;        /* nouns that were unnamed voices: "a doctor"; "the doctor" is no better known */
    uint32_t *chain;    /* actor number by chain, or NOBODY */
    uint32_t **corefer; /* for each sentence and unit: number of the corefer whose head it is, or NOBODY */
};

static hs_str words_at(const actors *as, span at)
{
    return span_words(as->page->text, at);
}

static uint32_t actor_add(actors *as, hs_str words, hs_str key, actor_class class, bool is_named, uint32_t parent)
{
    bool is_new;
    if (!key.n) key = words;
    uint64_t *at = map_put(&as->keys, key, &is_new);
    if (!is_new) return (uint32_t)*at;
    *at = as->actor.n;
    *VEC_ADD(as->a, &as->actor) = (actor){ words, arena_str(as->a, key), { 0 }, class, is_named, parent, NULL, 0 };
    return (uint32_t)*at;
}

static void mention_add(actors *as, span at, uint32_t who, mention_kind kind, uint32_t sentence)
{
    if (!span_is_empty(at)) *VEC_ADD(as->a, &as->mention) = (mention){ at, who, kind, sentence };
}

/* ---- named actors ------------------------------------------------------------------------------------------------ */

/* The name that stands at exactly this span, or NOBODY: names are in order of the text. */
static uint32_t name_at(const reading *r, span at)
{
    uint32_t low = 0, high = r->names;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (r->name[mid].at.begin < at.begin) low = mid + 1;
        else high = mid;
    }
    return low < r->names && r->name[low].at.begin == at.begin && r->name[low].at.end == at.end ? low : NOBODY;
}

static bool is_in_heading(const actors *as, const corefer *m)
{
    return m->sentence < as->page->sentences && as->page->sentence[m->sentence].is_heading;
}

/* The fullest name of each chain: the longest, of equals the first in running text (headings and datelines write names
 * in capitals); demonyms and parts only when nothing else is. */
static uint32_t *fullest_names(actors *as)
{
    const reading *r = as->reading;
    uint32_t *best = TAKE(as->a, (size_t)r->chains + 1, uint32_t);
    for (uint32_t c = 0; c < r->chains; c++) best[c] = NOBODY;
    for (uint32_t i = 0; i < r->corefers; i++) {
        const corefer *m = &r->corefer[i];
        uint32_t n = name_at(r, m->at), *b = &best[m->chain];
        if (n == NOBODY) continue;
        if (*b == NOBODY) {
            *b = i;
            continue;
        }
        bool is_loose = m->kind != MENTION_NAME, was_loose = r->corefer[*b].kind != MENTION_NAME;
        uint32_t length = m->at.end - m->at.begin, was = r->corefer[*b].at.end - r->corefer[*b].at.begin;
        bool is_better = length > was || (length == was && is_in_heading(as, &r->corefer[*b]) && !is_in_heading(as, m));
        if (is_loose != was_loose ? was_loose : is_better) *b = i;
    }
    return best;
}

/* What the lexicon of names knows of a name, or NULL. */
static const lexicon_entry *entry_of(const actors *as, uint32_t n)
{
    uint32_t entry = as->reading->name[n].entry;
    return entry < lexicon_entries(as->lexicon->names) ? lexicon_at(as->lexicon->names, entry) : NULL;
}

/* The one whose name counts: of a people's name before a noun ("Vantan troops") its state. */
static const lexicon_entry *entry_meant(const actors *as, const corefer *m, const lexicon_entry *e)
{
    const tree *t = m->sentence < as->reading->trees ? &as->reading->tree[m->sentence] : NULL;
    if (e->kind != LEXICON_DEMONYM || e->parent == NOBODY || !t || m->head >= t->units) return e;
    uint8_t r = t->unit[m->head].relation;
    return r == REL_AMOD || r == REL_COMPOUND ? lexicon_at(as->lexicon->names, e->parent) : e;
}

/* Key: the folded name under which the lexicon knows it, else the folded fullest name of the document. */
static uint32_t named_actor(actors *as, const corefer *m, uint32_t n)
{
    hs_str words = words_at(as, m->at), key = words, code = { 0 };
    const lexicon_entry *e = entry_of(as, n);
    if (e) {
        e = entry_meant(as, m, e);
        key = lexicon_at(as->lexicon->names, e->actor)->name;
        code = arena_str(as->a, e->code);
    }
    uint32_t who = actor_add(as, words, utf8_fold(as->a, key), as->reading->name[n].class, true, NOBODY);
    if (!as->actor.at[who].code.n) as->actor.at[who].code = code;
    return who;
}

static void name_chains(actors *as)
{
    const reading *r = as->reading;
    uint32_t *best = fullest_names(as);
    for (uint32_t i = 0; i < r->corefers; i++) {
        uint32_t c = r->corefer[i].chain;
        if (best[c] == NOBODY || as->chain[c] != NOBODY) continue;
        as->chain[c] = named_actor(as, &r->corefer[best[c]], name_at(r, r->corefer[best[c]].at));
    }
}

static bool is_called(const actor *one, hs_str words)
{
    for (size_t i = 0; i < one->aliases; i++)
        if (str_eq(one->alias[i], words)) return true;
    return str_eq(one->name, words);
}

/* Other names of each actor, in order of the text, each once. */
static void gather_aliases(actors *as)
{
    const reading *r = as->reading;
    for (uint32_t i = 0; i < r->corefers; i++) {
        const corefer *m = &r->corefer[i];
        uint32_t who = as->chain[m->chain];
        if (who == NOBODY || m->kind > MENTION_ALIAS || name_at(r, m->at) == NOBODY) continue;
        hs_str words = words_at(as, m->at);
        actor *one = &as->actor.at[who];
        if (one->aliases >= ALIASES_MOST || is_called(one, words)) continue;
        hs_str *alias = TAKE(as->a, one->aliases + 1, hs_str);
        if (one->aliases) memcpy(alias, one->alias, one->aliases * sizeof *alias);
        alias[one->aliases++] = words;
        one->alias = alias;
    }
}

actors *actors_of(arena *a, const claims_lexicon *l, const page *p, const reading *r, syntax *const *sentence)
{
    actors *as = TAKE(a, 1, actors);
    *as = (actors){ .a = a, .lexicon = l, .page = p, .reading = r, .keys = { .a = a }, .unnamed = { .a = a } };
    as->chain = TAKE(a, (size_t)r->chains + 1, uint32_t);
    for (uint32_t c = 0; c < r->chains; c++) as->chain[c] = NOBODY;
    as->corefer = TAKE(a, (size_t)r->trees + 1, uint32_t *);
    for (uint32_t t = 0; t < r->trees; t++) {
        as->corefer[t] = TAKE(a, (size_t)sentence[t]->units + 1, uint32_t);
        for (uint32_t u = 0; u < sentence[t]->units; u++) as->corefer[t][u] = NOBODY;
    }
    name_chains(as);
    for (uint32_t i = 0; i < r->corefers; i++) {
        const corefer *m = &r->corefer[i];
        if (as->chain[m->chain] != NOBODY) mention_add(as, m->at, as->chain[m->chain], m->kind, m->sentence);
        if (m->sentence >= r->trees || m->head >= r->tree[m->sentence].units) continue;
        uint32_t *at = &as->corefer[m->sentence][m->head];
        if (*at == NOBODY || r->tree[m->sentence].unit[m->head].name != NOBODY) *at = i;
    }
    gather_aliases(as);
    return as;
}

/* ---- what a noun phrase is -----------------------------------------------------------------------------------------
 */

static uint32_t chain_actor(const actors *as, const syntax *s, uint32_t u)
{
    uint32_t i = as->corefer[s->sentence][u];
    return i == NOBODY ? NOBODY : as->chain[as->reading->corefer[i].chain];
}

/* The actor of a name that no chain holds: the language room promises one, a reading made by hand may lack it. */
static uint32_t name_actor(actors *as, const syntax *s, uint32_t u)
{
    const name *n = &as->reading->name[s->unit[u].name];
    hs_str words = words_at(as, n->at);
    size_t before = as->actor.n;
    uint32_t who = actor_add(as, words, utf8_fold(as->a, words), n->class, true, NOBODY);
    uint32_t i = as->corefer[s->sentence][u];
    if (before != as->actor.n || i == NOBODY) mention_add(as, n->at, who, MENTION_NAME, s->sentence);
    return who;
}

static uint32_t known_actor(actors *as, const syntax *s, uint32_t u)
{
    uint32_t who = chain_actor(as, s, u);
    return who == NOBODY && s->unit[u].name != NOBODY ? name_actor(as, s, u) : who;
}

/* The name that stands before a noun or owns it ("Vantan officials", "Vanta's army", "the army of Vanta"). */
static uint32_t name_before(const syntax *s, uint32_t u)
{
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c])
        if (s->unit[c].name != NOBODY &&
            syntax_is(s, c, REL(NMOD_POSS) | REL(COMPOUND) | REL(AMOD) | REL(NMOD) | REL(NMOD_UNMARKED)) &&
            (!syntax_is(s, c, REL(NMOD)) || syntax_child_lemma(s, c, REL(CASE), STR("of")) != NOBODY))
            return c;
    return NOBODY;
}

static bool is_plural(const syntax *s, uint32_t u)
{
    const unit *w = &s->unit[u];
    if (w->xpos.n) return str_eq(w->xpos, STR("NNS")) || str_eq(w->xpos, STR("NNPS"));
    return !str_eq_ascii(w->lemma, span_words(s->page->text, w->at));
}

/* The words of a noun without article, for the name of a described actor. */
static span described_words(actors *as, const syntax *s, uint32_t u)
{
    span at = span_hull(syntax_phrase(as->a, s, u));
    uint32_t deed = syntax_prepositional(s, u, STR("in")); /* "the groups in the attacks on G": where they act is no name of theirs */
    if (deed != NOBODY && deed > u && s->known[deed]->frame && s->unit[s->low[deed]].at.begin > at.begin) at.end = s->unit[s->low[deed] - 1].at.end;
    uint32_t det = syntax_child(s, u, REL(DET));
    if (det != NOBODY && s->unit[det].at.begin == at.begin && det + 1 < s->units && s->unit[det + 1].at.begin < at.end)
        at.begin = s->unit[det + 1].at.begin;
    for (uint32_t k = s->low[u]; k < u && s->unit[k].at.begin <= at.begin; k++) /* "the Dockers' [and Lightermen's Union]" */
        if (s->unit[k].upos == UPOS_CCONJ && s->unit[k].at.begin == at.begin) at.begin = s->unit[k + 1].at.begin;
    uint32_t units = 0;
    for (uint32_t k = s->low[u]; k <= s->high[u]; k++) units += span_holds(at, s->unit[k].at);
    if (units > DESCRIPTION_MOST && s->unit[u].at.end > at.begin) at.end = s->unit[u].at.end;
    return at;
}

/* Begins with a capital and goes on with a small letter. */
static bool is_capitalised(const syntax *s, uint32_t u)
{
    hs_str word = syntax_word(s, u);
    return word.n > 1 && word.p[0] >= 'A' && word.p[0] <= 'Z' && word.p[1] >= 'a' && word.p[1] <= 'z';
}

/* A name that the language room did not find is still tagged as one, or written as one: "the Harbour Police". */
static bool is_unfound_name(const syntax *s, uint32_t u)
{
    if (s->unit[u].name != NOBODY) return false;
    if (s->unit[u].upos == UPOS_PROPN) return true;
    return s->unit[u].upos == UPOS_NOUN && u > 1 && s->unit[u - 1].head == u && syntax_is(s, u - 1, REL(COMPOUND)) &&
           s->unit[u - 1].name == NOBODY && is_capitalised(s, u) && is_capitalised(s, u - 1);
}

static hs_str part_key(actors *as, uint32_t whole, hs_str lemma)
{
    hs_str key = as->actor.at[whole].key;
    char *p = arena_take(as->a, key.n + 1 + lemma.n);
    memcpy(p, key.p, key.n);
    p[key.n] = ' ';
    memcpy(p + key.n + 1, lemma.p, lemma.n);
    return (hs_str){ p, key.n + 1 + lemma.n };
}

/* The actor behind a noun that the voices know: a part of a named one, or described. */
static uint32_t described_actor(actors *as, const syntax *s, uint32_t u, actor_class class)
{
    span at = described_words(as, s, u);
    if (span_is_empty(at)) at = s->unit[u].at;
    hs_str words = words_at(as, at), key = utf8_fold(as->a, words);
    uint32_t owner = name_before(s, u), parent = NOBODY;
    if (owner != NOBODY) {
        parent = known_actor(as, s, owner);
        key = part_key(as, parent, s->unit[u].lemma);
    }
    bool is_named = owner != NOBODY || is_unfound_name(s, u);
    uint32_t who = actor_add(as, words, key, class, is_named, parent);
    if (as->actor.at[who].parent == who) as->actor.at[who].parent = NOBODY;
    if (parent != NOBODY && !as->actor.at[who].code.n) as->actor.at[who].code = as->actor.at[parent].code;
    mention_add(as, at, who, is_named ? MENTION_NAME : MENTION_DESCRIPTION, s->sentence);
    uint32_t i = as->corefer[s->sentence][u];
    if (i != NOBODY && as->chain[as->reading->corefer[i].chain] == NOBODY)
        as->chain[as->reading->corefer[i].chain] = who;
    return who;
}

/* "The interior minister, NAME": the name says who it is. */
static uint32_t apposed_actor(actors *as, const syntax *s, uint32_t u)
{
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c])
        if (syntax_is(s, c, REL(APPOS) | REL(FLAT)) && s->unit[c].name != NOBODY) return known_actor(as, s, c);
    return NOBODY;
}

/* "NAME, a company owned by G": the noun beside the name is the one named. */
static uint32_t told_beside(actors *as, const syntax *s, uint32_t u)
{
    uint32_t head = syntax_head(s, u);
    if (head == NOBODY || head > u || !syntax_is(s, u, REL(APPOS)) || s->unit[u].upos != UPOS_NOUN) return NOBODY;
    if ((s->unit[head].name == NOBODY && !is_unfound_name(s, head)) || syntax_child(s, u, REL(CONJ)) != NOBODY) return NOBODY;
    uint32_t who = known_actor(as, s, head);
    return who == NOBODY ? described_actor(as, s, head, CLASS_OTHER) : who;
}

reference actors_reference(actors *as, const syntax *s, uint32_t head)
{
    if (head == NOBODY) return (reference){ { NULL, 0 }, NOBODY };
    uint32_t u = syntax_antecedent(s, head);
    reference out = { syntax_phrase(as->a, s, u), told_beside(as, s, u) };
    if (out.actor == NOBODY) out.actor = known_actor(as, s, u);
    if (out.actor == NOBODY) out.actor = apposed_actor(as, s, u);
    if (out.actor != NOBODY) return out;
    const voice *v = s->known[u]->voice;
    bool has_name = name_before(s, u) != NOBODY;
    if (v && v->kind != VOICE_DOCUMENT && (v->kind == VOICE_ACTOR || has_name) && s->unit[u].upos != UPOS_PRON)
        out.actor = described_actor(as, s, u, v->class);
    else if (!v && is_unfound_name(s, u)) out.actor = described_actor(as, s, u, CLASS_OTHER);
    return out;
}

/* ---- who speaks
 * ------------------------------------------------------------------------------------------------------ */

/* "It" that nobody tied to anybody speaks only where nothing but a speaker can. */
static speaker_kind pronoun_speaker(const syntax *s, uint32_t u, bool must)
{
    static const hs_str self[] = { STR_INIT("I"), STR_INIT("i"), STR_INIT("we"), STR_INIT("me"), STR_INIT("us") };
    static const hs_str nobody[] = { STR_INIT("this"),  STR_INIT("that"), STR_INIT("there"),   STR_INIT("what"),
                                     STR_INIT("which"), STR_INIT("you"),  STR_INIT("nothing"), STR_INIT("none"), STR_INIT("who") };
    for (size_t i = 0; i < sizeof self / sizeof *self; i++)
        if (syntax_lemma(s, u, self[i])) return SPEAKER_SELF;
    if (syntax_lemma(s, u, STR("it"))) return must ? SPEAKER_UNNAMED : SPEAKER_NONE;
    for (size_t i = 0; i < sizeof nobody / sizeof *nobody; i++)
        if (syntax_lemma(s, u, nobody[i])) return SPEAKER_NONE;
    return SPEAKER_UNNAMED;
}

/* A document speaks for the one who made it, if that is said: "a report by G", "the G study". */
static uint32_t document_maker(actors *as, const syntax *s, uint32_t u)
{
    uint32_t maker = syntax_prepositional(s, u, STR("by"));
    if (maker == NOBODY) maker = syntax_prepositional(s, u, STR("from"));
    if (maker == NOBODY) maker = syntax_child(s, u, REL(NMOD_POSS));
    if (maker == NOBODY) maker = name_before(s, u);
    if (maker == NOBODY || known_actor(as, s, maker) != NOBODY) return maker == NOBODY ? NOBODY : known_actor(as, s, maker);
    const voice *v = s->known[maker]->voice; /* "by the ministry" */
    bool is_known = s->unit[maker].upos == UPOS_NOUN && v && v->kind == VOICE_ACTOR && syntax_is_definite(s, maker);
    return is_known || is_unfound_name(s, maker) ? described_actor(as, s, maker, v ? v->class : CLASS_OTHER) : NOBODY;
}

/* "Police": a plural that is one body. */
static bool is_body(const syntax *s, uint32_t u)
{
    const voice *v = s->known[u]->voice;
    return v && v->class == CLASS_ORGANISATION && s->unit[u].at.end - s->unit[u].at.begin == s->unit[u].lemma.n;
}

/* A voice that no reader could tell: "a doctor", "eleven witnesses", and "the doctor" after them. */
static bool is_indefinite(actors *as, const syntax *s, uint32_t u)
{
    bool has_article = syntax_child_lemma(s, u, REL(DET), STR("a")) != NOBODY ||
                       syntax_child_lemma(s, u, REL(DET), STR("an")) != NOBODY;
    bool is_one = syntax_child(s, u, REL(NUMMOD)) != NOBODY;
    if (syntax_is_definite(s, u)) return map_get(&as->unnamed, s->unit[u].lemma) != NULL && name_before(s, u) == NOBODY;
    if (!has_article && !is_one && (!is_plural(s, u) || is_body(s, u))) return false;
    map_put(&as->unnamed, s->unit[u].lemma, NULL);
    return true;
}

static speaker_kind noun_speaker(actors *as, const syntax *s, uint32_t u, bool must, source *out)
{
    const voice *v = s->known[u]->voice;
    if (!v && is_unfound_name(s, u)) {
        out->who.actor = described_actor(as, s, u, CLASS_OTHER);
        return SPEAKER_ACTOR;
    }
    if (!v && !must) return SPEAKER_NONE;
    if (!v && s->unit[u].upos != UPOS_NOUN) return SPEAKER_UNNAMED;
    if (v && v->kind == VOICE_DOCUMENT) {
        out->who.actor = document_maker(as, s, u);
        return out->who.actor == NOBODY ? SPEAKER_DOCUMENT : SPEAKER_ACTOR;
    }
    if (v && (v->kind == VOICE_UNNAMED || is_indefinite(as, s, u))) return SPEAKER_UNNAMED;
    if (!v && is_indefinite(as, s, u)) return SPEAKER_UNNAMED;
    out->who.actor = described_actor(as, s, u, v ? v->class : CLASS_OTHER);
    return SPEAKER_ACTOR;
}

/* A seat of government that speaks is the government's state: "NAME said". */
static uint32_t behind_metonym(actors *as, const syntax *s, uint32_t u, uint32_t who)
{
    uint32_t n = s->unit[u].name;
    const lexicon_entry *e = n == NOBODY ? NULL : entry_of(as, n);
    if (!e || (e->kind != LEXICON_CAPITAL && e->kind != LEXICON_METONYM) || e->parent == NOBODY) return who;
    const lexicon_entry *state = lexicon_at(as->lexicon->names, lexicon_at(as->lexicon->names, e->parent)->actor);
    uint32_t behind =
        actor_add(as, arena_str(as->a, state->name), utf8_fold(as->a, state->name), state->class, true, NOBODY);
    if (!as->actor.at[behind].code.n) as->actor.at[behind].code = arena_str(as->a, state->code);
    mention_add(as, as->reading->name[n].at, behind, MENTION_METONYM, s->sentence);
    return behind;
}

speaker_kind actors_speaker(actors *as, const syntax *s, uint32_t head, bool must, source *out)
{
    uint32_t u = syntax_antecedent(s, head);
    *out = (source){ SOURCE_UNNAMED, { syntax_source_words(as->a, s, u), known_actor(as, s, u) } };
    speaker_kind kind;
    if (out->who.actor == NOBODY && s->unit[u].upos == UPOS_NOUN) out->who.actor = apposed_actor(as, s, u);
    if (out->who.actor != NOBODY) out->who.actor = behind_metonym(as, s, u, out->who.actor);
    if (out->who.actor != NOBODY) kind = SPEAKER_ACTOR;
    else if (s->unit[u].upos == UPOS_PRON || s->unit[u].upos == UPOS_DET) kind = pronoun_speaker(s, u, must);
    else kind = noun_speaker(as, s, u, must, out);
    if (kind == SPEAKER_ACTOR) out->kind = SOURCE_ACTOR;
    if (u != head && syntax_is(s, head, RELS_SUBJECT)) out->who.at = syntax_phrase(as->a, s, u);
    return kind;
}

/* ---- result
 * ---------------------------------------------------------------------------------------------------------- */

static int in_text_order(const void *a, const void *b)
{
    const mention *x = a, *y = b;
    if (x->at.begin != y->at.begin) return x->at.begin < y->at.begin ? -1 : 1;
    if (x->at.end != y->at.end) return x->at.end < y->at.end ? -1 : 1;
    if (x->actor != y->actor) return x->actor < y->actor ? -1 : 1;
    return (int)x->kind - (int)y->kind;
}

void actors_finish(const actors *as, findings *f)
{
    f->actor = as->actor.at;
    f->actors = (uint32_t)as->actor.n;
    mention *m = as->mention.at;
    size_t n = 0;
    if (as->mention.n) qsort(m, as->mention.n, sizeof *m, in_text_order);
    for (size_t i = 0; i < as->mention.n; i++)
        if (!n || m[n - 1].at.begin != m[i].at.begin || m[n - 1].at.end != m[i].at.end || m[n - 1].actor != m[i].actor)
            m[n++] = m[i];
    f->mention = m;
    f->mentions = (uint32_t)n;
}

bool actors_may_mean(const actors *as, const syntax *s, uint32_t pronoun, uint32_t who)
{
    if (pronoun == NOBODY || who >= as->actor.n || s->unit[pronoun].upos != UPOS_PRON) return false;
    actor_class class = as->actor.at[who].class;
    if (syntax_lemma(s, pronoun, STR("he")) || syntax_lemma(s, pronoun, STR("she"))) return class == CLASS_PERSON;
    if (syntax_lemma(s, pronoun, STR("it"))) return class == CLASS_ORGANISATION || class == CLASS_PLACE;
    return syntax_lemma(s, pronoun, STR("they")) && (class == CLASS_ORGANISATION || class == CLASS_PEOPLE);
}

/* The word straight before a byte of the text. */
static hs_str word_before(hs_str text, uint32_t byte)
{
    hs_str left = str_trim(str_sub(text, 0, byte));
    size_t begin = left.n;
    while (begin && left.p[begin - 1] != ' ' && left.p[begin - 1] != '\n') begin--;
    return str_sub(left, begin, left.n);
}

bool actors_is_otherwise(const actors *as, uint32_t who, const syntax *s, uint32_t pronoun)
{
    static const hs_str man[] = { STR_INIT("he"), STR_INIT("him"), STR_INIT("his"), STR_INIT("Mr"), STR_INIT("Mr.") };
    static const hs_str woman[] = { STR_INIT("she"), STR_INIT("her"),  STR_INIT("hers"), STR_INIT("Mrs"),
                                    STR_INIT("Ms"),  STR_INIT("Mrs."), STR_INIT("Ms."),  STR_INIT("Miss") };
    bool is_he = syntax_lemma(s, pronoun, STR("he"));
    if (!is_he && !syntax_lemma(s, pronoun, STR("she"))) return false;
    const hs_str *other = is_he ? woman : man;
    size_t others = is_he ? sizeof woman / sizeof *woman : sizeof man / sizeof *man;
    for (size_t i = 0; i < as->mention.n; i++) {
        const mention *m = &as->mention.at[i];
        if (m->actor != who) continue;
        hs_str at = words_at(as, m->at), before = word_before(as->page->text, m->at.begin);
        for (size_t k = 0; k < others; k++)
            if (str_eq_ascii(at, other[k]) || str_eq_ascii(before, other[k]) ||
                (str_starts_ascii(at, other[k]) && at.n > other[k].n && at.p[other[k].n] == ' '))
                return true;
    }
    return false;
}

bool actors_named_since(const actors *as, uint32_t who, uint32_t from, uint32_t to)
{
    for (size_t i = 0; i < as->mention.n; i++) {
        const mention *m = &as->mention.at[i];
        if (m->actor == who && m->kind <= MENTION_ALIAS && m->at.begin >= from && m->at.begin < to) return true;
    }
    return false;
}
