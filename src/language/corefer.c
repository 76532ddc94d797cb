/*
 * corefer.c - which mentions of a document are of the same somebody: rules, firmest first, no training.
 *
 * Names are tied first (corefer_names.c).  Then the text is read once, left to right; a pronoun or a description is
 * tied to the best of the mentions shortly before it that agree with it:
 *
 *     nearer sentence  >  subject  >  object  >  the rest         (Hobbs 1978; Lappin, Leass 1994, greatly cut down)
 *
 * and to none when two different somebodies come out alike, or when nobody agrees.  "Union is a group" ties the two.  "I", "we", "you" are the
 * speaker's and are left to whoever knows who speaks.
 */
#include "language/corefer.h"

#include "base/map.h"
#include "language/corefer_names.h"
#include "language/words.h"

/* How far back, and what a place in the sentence is worth; found on the train part of OntoGUM, the margins by what the
 * dev part says of precision. */
enum {
    SENTENCES_BACK = 3, MENTIONS_BACK = 64,
    WORTH_NEAR = 29, WORTH_SUBJECT = 28, WORTH_MAIN = 4, WORTH_OBJECT = 11, WORTH_NAME = 7, WORTH_PRONOUN = 10,
    WORTH_KNOWN = 2, KNOWN_MOST = 4, WORTH_PARALLEL = 6, WORTH_OPEN = -8,
    MARGIN = 5, MARGIN_THING = 22, MARGIN_MANY = 7, MARGIN_DESCRIPTION = 12, THING_BACK = 1,
    TOPIC_LEAST = 4
};

typedef struct {
    span at;
    uint32_t sentence, unit, who; /* who: an entity */
    mention_kind kind;
    bool is_name, is_many;
    uint8_t role; /* 3 subject, 2 object, 1 other */
    bool is_main; /* of a main clause */
} found;

/* A somebody, as far as is known. */
typedef struct {
    actor_class class;
    person_kind person;
    bool is_many, is_state, is_named, is_open; /* is_open: a common noun of no known kind */
    uint32_t mentions;
} entity;

typedef struct {
    arena *a;
    const corefer_words *words;
    const page *page;
    reading *r;
    VEC(found) found;
    VEC(entity) entity;
    map role;           /* folded noun ("minister", "group") to who was last called so; of many: "+minister" */
    map phrase;         /* folded words of a modified noun ("harbour union") to who was last called so */
    uint32_t *of_group; /* entity of a group of names, or NOBODY */
    const named *named;
} state;

/* ---- the sentence ------------------------------------------------------------------------------------------ */

static hs_str form_of(const state *st, const unit *u)
{
    return span_words(st->page->text, u->at);
}

static bool is_subject(uint8_t relation)
{
    return relation == REL_NSUBJ || relation == REL_NSUBJ_PASS;
}

static uint8_t role_of(uint8_t relation)
{
    if (is_subject(relation)) return 3;
    return relation == REL_OBJ || relation == REL_IOBJ ? 2 : 1;
}

static bool is_main(const tree *t, uint32_t u)
{
    uint32_t head = t->unit[u].head;
    return head == UNIT_ROOT || t->unit[head].head == UNIT_ROOT;
}

/* The determiner of a noun, or empty; *modified: it has another dependent in front of it. */
static hs_str determiner_of(const state *st, const tree *t, uint32_t u, uint32_t *first, bool *modified)
{
    hs_str found_one = STR("");
    *first = u;
    *modified = false;
    for (uint32_t i = u; i-- > 0 && u - i < 8;) {
        const unit *x = &t->unit[i];
        if (x->head == u && x->relation == REL_DET) found_one = form_of(st, x);
        else if (x->head == u && (x->relation == REL_AMOD || x->relation == REL_COMPOUND || x->relation == REL_NMOD ||
                                  x->relation == REL_NMOD_POSS || x->relation == REL_NUMMOD)) *modified = true;
        else break;
        *first = i;
    }
    return found_one;
}

static bool is_definite(hs_str determiner)
{
    return str_eq_ascii(determiner, STR("the")) || str_eq_ascii(determiner, STR("this")) ||
           str_eq_ascii(determiner, STR("that"));
}

/* Something behind the noun says which one is meant: "the school of the town", "the man who came". */
static bool is_said_which(const tree *t, uint32_t u)
{
    for (uint32_t i = u + 1; i < t->units; i++) {
        uint8_t rel = t->unit[i].relation;
        if (t->unit[i].head == u && (rel == REL_NMOD || rel == REL_ACL || rel == REL_ACL_RELCL)) return true;
    }
    return false;
}

static bool is_plural(const unit *u)
{
    return str_eq(u->xpos, STR("NNS")) || str_eq(u->xpos, STR("NNPS"));
}

/* "it" that stands for nothing, or for the clause behind: "it is believed that", "it is clear that". */
static bool is_empty_it(const tree *t, uint32_t u)
{
    if (t->unit[u].relation == REL_EXPL) return true;
    if (!is_subject(t->unit[u].relation)) return false;
    uint32_t head = t->unit[u].head;
    bool passive_or_copula = false, clause = false;
    for (uint32_t i = 0; i < t->units; i++) {
        if (t->unit[i].head != head) continue;
        uint8_t rel = t->unit[i].relation;
        passive_or_copula |= rel == REL_COP || rel == REL_AUX_PASS;
        clause |= i > head && (rel == REL_CCOMP || rel == REL_CSUBJ || rel == REL_XCOMP);
    }
    return passive_or_copula && clause;
}

/* ---- who agrees -------------------------------------------------------------------------------------------- */

static uint32_t entity_new(state *st, entity e)
{
    *VEC_ADD(st->a, &st->entity) = e;
    return (uint32_t)st->entity.n - 1;
}

static bool pronoun_agrees(const entity *e, pronoun_kind p)
{
    bool person = e->class == CLASS_PERSON && !e->is_open;
    switch (p) {
    case REFERS_MAN: return person && !e->is_many && e->person != PERSON_WOMAN;
    case REFERS_WOMAN: return person && !e->is_many && e->person != PERSON_MAN;
    case REFERS_THING: return !person && !e->is_many && e->class != CLASS_PEOPLE;
    case REFERS_MANY: return e->is_many || e->class == CLASS_PEOPLE || e->class == CLASS_ORGANISATION;
    default: return false;
    }
}

/* Two on one verb are two: "he saw him". */
static bool same_clause_rivals(const tree *t, uint32_t x, uint32_t y)
{
    uint32_t a = t->unit[x].head, b = t->unit[y].head;
    if (a == UNIT_ROOT || b == UNIT_ROOT) return a == y || b == x;
    return a == b || a == y || b == x;
}

/* Does y stand under x, and so in its phrase? */
static bool under(const tree *t, uint32_t x, uint32_t y)
{
    for (uint32_t steps = 0; y != UNIT_ROOT && steps < 64; steps++) {
        if (y == x) return true;
        y = t->unit[y].head;
    }
    return false;
}

typedef struct {
    uint32_t sentence, unit;
    uint8_t role;
    bool possessive;
} place;

static bool may_be(const state *st, const found *c, place p, bool reflexive)
{
    if (c->sentence != p.sentence) return !reflexive;
    const tree *t = &st->r->tree[p.sentence];
    bool rivals = same_clause_rivals(t, c->unit, p.unit);
    if (reflexive) return is_subject(t->unit[c->unit].relation);
    if (p.possessive) return !under(t, c->unit, p.unit) || t->unit[c->unit].head == UNIT_ROOT;
    return !rivals && !under(t, c->unit, p.unit);
}

static int worth(const state *st, const found *c, place p)
{
    const entity *e = &st->entity.at[c->who];
    uint32_t known = e->mentions < KNOWN_MOST ? e->mentions : KNOWN_MOST;
    int w = -(int)(p.sentence - c->sentence) * WORTH_NEAR + (int)known * WORTH_KNOWN;
    w += c->role == 3 ? WORTH_SUBJECT : c->role == 2 ? WORTH_OBJECT : 0;
    w += c->is_main ? WORTH_MAIN : 0;
    w += c->is_name ? WORTH_NAME : c->kind == MENTION_PRONOUN ? WORTH_PRONOUN : 0;
    return w + (c->role == p.role ? WORTH_PARALLEL : 0);
}

typedef struct {
    const found *best;
    int worth, second; /* second: of another somebody */
} choice;

static void consider(choice *x, const found *c, int w)
{
    if (!x->best || w > x->worth) {
        if (x->best && x->best->who != c->who) x->second = x->worth;
        x->best = c;
        x->worth = w;
    } else if (c->who != x->best->who && w > x->second)
        x->second = w;
}

/* ---- one mention ------------------------------------------------------------------------------------------- */

static uint32_t pronoun_antecedent(state *st, place p, pronoun_kind kind, bool reflexive)
{
    choice x = { NULL, 0, -1000 };
    for (size_t i = st->found.n, seen = 0; i-- > 0 && seen < MENTIONS_BACK; seen++) {
        const found *c = &st->found.at[i];
        if (p.sentence - c->sentence > (kind == REFERS_THING ? THING_BACK : SENTENCES_BACK)) break;
        if (!pronoun_agrees(&st->entity.at[c->who], kind) || !may_be(st, c, p, reflexive)) continue;
        int w = worth(st, c, p);
        if (kind == REFERS_MANY && !st->entity.at[c->who].is_many) w -= 2 * WORTH_NEAR;
        if (st->entity.at[c->who].is_open) w += WORTH_OPEN;
        consider(&x, c, w);
    }
    int margin = kind == REFERS_THING ? MARGIN_THING : kind == REFERS_MANY ? MARGIN_MANY : MARGIN;
    return x.best && x.worth - x.second >= margin ? x.best->who : NOBODY;
}

static bool fits_description(const entity *e, actor_class class, person_kind person, bool of_state)
{
    bool clash = person != PERSON_EITHER && e->person != PERSON_EITHER && e->person != person;
    return e->class == class && !e->is_open && !e->is_many && !clash && (class != CLASS_PLACE || e->is_state == of_state);
}

/* Whom the text is about: mentioned TOPIC_LEAST times so far, and twice as often as any other of the kind. */
static uint32_t topic(const state *st, actor_class class, person_kind person, bool of_state)
{
    uint32_t best = NOBODY, most = 0, second = 0;
    for (uint32_t i = 0; i < st->entity.n; i++) {
        const entity *e = &st->entity.at[i];
        if (!e->is_named || !fits_description(e, class, person, of_state)) continue;
        if (e->mentions > most) {
            second = most;
            most = e->mentions;
            best = i;
        } else if (e->mentions > second)
            second = e->mentions;
    }
    return most >= TOPIC_LEAST && most >= 2 * second ? best : NOBODY;
}

/* "the group": the nearest somebody of that kind named before. */
static uint32_t description_antecedent(const state *st, place p, actor_class class, person_kind person, bool of_state)
{
    choice x = { NULL, 0, -1000 };
    for (size_t i = st->found.n, seen = 0; i-- > 0 && seen < MENTIONS_BACK; seen++) {
        const found *c = &st->found.at[i];
        if (p.sentence - c->sentence > SENTENCES_BACK) break;
        if (!fits_description(&st->entity.at[c->who], class, person, of_state) || !c->is_name || !may_be(st, c, p, false))
            continue;
        consider(&x, c, worth(st, c, p));
    }
    return x.best && x.worth - x.second >= MARGIN_DESCRIPTION ? x.best->who : NOBODY;
}

static void mention_add(state *st, const tree *t, uint32_t sentence, uint32_t u, uint32_t first, uint32_t who, mention_kind kind)
{
    found *f = VEC_ADD(st->a, &st->found);
    *f = (found){ .at = { t->unit[first].at.begin, t->unit[u].at.end }, .sentence = sentence, .unit = u, .who = who, .kind = kind,
                  .is_name = t->unit[u].name != NOBODY, .role = role_of(t->unit[u].relation), .is_main = is_main(t, u) };
    st->entity.at[who].mentions++;
}

/* Folded, so that "Minister" of a title and "minister" are one; many ministers are not one of them. */
static hs_str role_key(state *st, hs_str noun, bool many)
{
    hs_str low = word_fold(st->a, noun);
    return many ? arena_printf(st->a, "+%.*s", STR_ARGS(low)) : low;
}

static void call(state *st, hs_str noun, bool many, uint32_t who)
{
    *map_put(&st->role, role_key(st, noun, many), NULL) = who;
}

static void name_read(state *st, const tree *t, uint32_t s, uint32_t u)
{
    const name *n = &st->r->name[t->unit[u].name];
    const named *d = &st->named[t->unit[u].name];
    uint32_t *who = &st->of_group[d->group];
    if (*who == NOBODY) *who = entity_new(st, (entity){ .class = n->class, .is_many = n->class == CLASS_PEOPLE, .is_named = true });
    entity *e = &st->entity.at[*who];
    if (d->person != PERSON_EITHER && e->person == PERSON_EITHER) e->person = d->person;
    e->is_state |= d->is_state;
    if (d->title.n) call(st, d->title, false, *who);
    mention_add(st, t, s, u, u, *who, d->kind);
    st->found.at[st->found.n - 1].at = n->at;
    if (d->kind == MENTION_DEMONYM) st->found.at[st->found.n - 1].is_name = false; /* nobody speaks on of an adjective */
}

/* A pronoun that nobody fits is of somebody not named: the next one may be of the same. */
static uint32_t pronoun_stranger(state *st, pronoun_kind kind)
{
    entity e = { .class = kind == REFERS_MAN || kind == REFERS_WOMAN ? CLASS_PERSON : CLASS_OTHER, .is_many = kind == REFERS_MANY };
    return entity_new(st, e);
}

static void pronoun_read(state *st, const tree *t, uint32_t s, uint32_t u, pronoun_kind kind, bool reflexive)
{
    if (kind == REFERS_THING && is_empty_it(t, u)) return;
    place p = { s, u, role_of(t->unit[u].relation), t->unit[u].relation == REL_NMOD_POSS };
    uint32_t who = pronoun_antecedent(st, p, kind, reflexive);
    if (who == NOBODY) who = pronoun_stranger(st, kind);
    if (who == NOBODY) return;
    entity *e = &st->entity.at[who];
    if (e->person == PERSON_EITHER) e->person = kind == REFERS_MAN ? PERSON_MAN : kind == REFERS_WOMAN ? PERSON_WOMAN : PERSON_EITHER;
    mention_add(st, t, s, u, u, who, MENTION_PRONOUN);
}

/* A noun beside a name and of its kind: "Khan, a former commander", "the commander, Khan". */
static uint32_t beside(const state *st, const tree *t, uint32_t u, actor_class class)
{
    uint32_t other = t->unit[u].relation == REL_APPOS ? t->unit[u].head : NOBODY;
    if (other == NOBODY || other == UNIT_ROOT || t->unit[other].name == NOBODY) return NOBODY;
    uint32_t who = st->of_group[st->named[t->unit[other].name].group];
    return who != NOBODY && st->entity.at[who].class == class ? who : NOBODY;
}

static bool is_negation(const state *st, const unit *u)
{
    hs_str word = u->lemma.n ? u->lemma : form_of(st, u);
    return u->relation == REL_ADVMOD && (str_eq_ascii(word, STR("not")) || str_eq_ascii(word, STR("n't")) ||
                                         str_eq_ascii(word, STR("never")) || str_eq_ascii(word, STR("hardly")));
}

/* Who is said to be one: "Khan is a former commander"; not "is no commander", "is not a commander". */
static uint32_t subject_of(const state *st, const tree *t, uint32_t s, uint32_t u, actor_class class)
{
    uint32_t subject = NOBODY;
    bool copula = false;
    for (uint32_t i = 0; i < u; i++) {
        const unit *x = &t->unit[i];
        if (x->head != u) continue;
        if (is_negation(st, x) || (x->relation == REL_DET && str_eq_ascii(form_of(st, x), STR("no")))) return NOBODY;
        copula |= x->relation == REL_COP;
        if (x->relation == REL_NSUBJ) subject = i;
    }
    if (!copula || subject == NOBODY) return NOBODY;
    for (size_t i = st->found.n; i-- > 0 && st->found.at[i].sentence == s;) {
        const entity *e = &st->entity.at[st->found.at[i].who];
        if (st->found.at[i].unit == subject) return e->is_named && e->class == class && !e->is_many ? st->found.at[i].who : NOBODY;
    }
    return NOBODY;
}

/* A noun, as far as the table of descriptions knows it. */
typedef struct {
    description is;
    uint32_t first; /* unit of its phrase */
    hs_str noun, phrase;
    bool many, definite, modified, coloured; /* coloured: by one adjective and nothing else */
} described;

/* Whom "the minister" means: who was called so last, else the nearest or the main somebody of that kind. */
static uint32_t definite_noun(state *st, place p, const described *d)
{
    const uint64_t *called = map_get(&st->role, role_key(st, d->noun, d->many));
    if (called && st->entity.at[*called].is_many == d->many) return (uint32_t)*called;
    if (!d->is.ties || d->many) return NOBODY;
    uint32_t who = description_antecedent(st, p, d->is.class, d->is.person, d->is.of_state);
    return who != NOBODY ? who : topic(st, d->is.class, d->is.person, d->is.of_state);
}

/* "The old harbour union" is who was called so, word for word; "the union" whoever it can be; "the sinister outfit" as a
 * subject is an epithet of the group that the text was just speaking of. */
static uint32_t described_antecedent(state *st, place p, const described *d)
{
    if (!d->definite) return NOBODY;
    if (!d->modified) return definite_noun(st, p, d);
    const uint64_t *called = map_get(&st->phrase, d->phrase);
    if (called) return (uint32_t)*called;
    if (!d->coloured || !d->is.epithet || d->many || p.role != 3) return NOBODY;
    return description_antecedent(st, p, d->is.class, d->is.person, d->is.of_state);
}

/* Words of the noun with all that stands before it but the determiner. */
static hs_str phrase_of(state *st, const tree *t, uint32_t first, uint32_t u)
{
    while (first < u && t->unit[first].relation == REL_DET) first++;
    return word_fold(st->a, span_words(st->page->text, (span){ t->unit[first].at.begin, t->unit[u].at.end }));
}

static bool describe(state *st, const tree *t, uint32_t u, described *d)
{
    const unit *x = &t->unit[u];
    *d = (described){ .noun = x->lemma.n ? x->lemma : form_of(st, x), .many = is_plural(x) };
    d->definite = is_definite(determiner_of(st, t, u, &d->first, &d->modified));
    if (!words_description(st->a, st->words, d->noun, &d->is)) return false;
    d->phrase = phrase_of(st, t, d->first, u);
    d->coloured = d->modified && u - d->first == 2 && t->unit[u - 1].relation == REL_AMOD && !is_said_which(t, u);
    d->modified |= is_said_which(t, u);
    return true;
}

static void noun_read(state *st, const tree *t, uint32_t s, uint32_t u)
{
    const unit *x = &t->unit[u];
    if (x->relation == REL_COMPOUND || x->relation == REL_FIXED || x->relation == REL_FLAT) return;
    uint32_t who = NOBODY;
    described d;
    mention_kind kind = MENTION_DESCRIPTION;
    bool known = describe(st, t, u, &d);
    if (known && !d.many) who = beside(st, t, u, d.is.class);
    bool said = known && !d.many && who == NOBODY && (who = subject_of(st, t, s, u, d.is.class)) != NOBODY;
    if (who != NOBODY) kind = MENTION_ROLE;
    else if (known) who = described_antecedent(st, (place){ s, u, role_of(x->relation), false }, &d);
    entity e = { .class = CLASS_OTHER, .is_many = d.many, .is_open = true };
    if (known && !d.many) e = (entity){ .class = d.is.class, .person = d.is.person, .is_state = d.is.of_state };
    if (who == NOBODY) who = entity_new(st, e);
    if (known && !(said && d.is.class == CLASS_PERSON)) { /* a page behind "she is a citizen", "the citizen" is anybody */
        call(st, d.noun, d.many, who);
        *map_put(&st->phrase, d.phrase, NULL) = who;
    }
    mention_add(st, t, s, u, d.first, who, kind);
}

static void sentence_read(state *st, uint32_t s)
{
    const tree *t = &st->r->tree[s];
    for (uint32_t u = 0; u < t->units; u++) {
        const unit *x = &t->unit[u];
        bool reflexive = false;
        pronoun_kind kind = x->name == NOBODY ? words_pronoun(st->a, st->words, form_of(st, x), &reflexive) : REFERS_NONE;
        if (x->name != NOBODY) name_read(st, t, s, u);
        else if (kind != REFERS_NONE) pronoun_read(st, t, s, u, kind, reflexive);
        else if (x->upos == UPOS_NOUN) noun_read(st, t, s, u);
    }
}

/* ---- all --------------------------------------------------------------------------------------------------- */

static uint32_t *units_of_names(arena *a, const reading *r)
{
    uint32_t *unit_of = TAKE(a, r->names, uint32_t);
    for (uint32_t s = 0; s < r->trees; s++)
        for (uint32_t u = 0; u < r->tree[s].units; u++)
            if (r->tree[s].unit[u].name < r->names) unit_of[r->tree[s].unit[u].name] = u;
    return unit_of;
}

/* Names, and whatever is tied to something; chains numbered in order of the text. */
static void hand_out(state *st)
{
    reading *r = st->r;
    corefer *out = TAKE(st->a, st->found.n, corefer);
    uint32_t *chain = TAKE(st->a, st->entity.n, uint32_t), n = 0;
    for (size_t i = 0; i < st->entity.n; i++) chain[i] = NOBODY;
    r->chains = 0;
    for (size_t i = 0; i < st->found.n; i++) {
        const found *f = &st->found.at[i];
        bool is_name = r->tree[f->sentence].unit[f->unit].name != NOBODY;
        if (!is_name && st->entity.at[f->who].mentions < 2) continue;
        if (chain[f->who] == NOBODY) chain[f->who] = r->chains++;
        out[n++] = (corefer){ f->at, f->sentence, f->unit, chain[f->who], f->kind };
    }
    r->corefer = out;
    r->corefers = n;
}

void corefer_find(arena *a, const corefer_words *words, const lexicon *l, const page *p, reading *r)
{
    state st = { .a = a, .words = words, .page = p, .r = r, .role = { .a = a }, .phrase = { .a = a } };
    st.named = corefer_names(a, words, l, p, r, units_of_names(a, r));
    st.of_group = TAKE(a, r->names, uint32_t);
    for (uint32_t i = 0; i < r->names; i++) st.of_group[i] = NOBODY;
    for (uint32_t s = 0; s < r->trees; s++) sentence_read(&st, s);
    hand_out(&st);
}
