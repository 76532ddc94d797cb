/*
 * ask.c - a question in plain words, understood as far as the case's own words go, and read back.
 *
 *     who  supported  the League  in Lorrow  since March 2031?
 *          ^frame     ^patient    ^place     ^time
 *
 * The longest runs of words that name an actor of the case are taken out first, then times; among the other words, one
 * that asks for a frame (questions.tsv) gives the frame.  An actor in front of the frame's word, or behind "by", is its
 * agent, one behind it its patient; in a passive ("was X killed") it is the other way round.  A place behind "in", "at"
 * or "near" says where, unless the frame itself is of being somewhere.  Without a frame an actor may play any part.
 * What is left over and means something is told as not understood: nobody should take a part for the whole.
 */
#include "base/utf8.h"
#include "match/internal.h"

enum { WORDS_MOST = 64, NAME_WORDS_MOST = 10 };

typedef struct {
    hs_str folded;
    uint32_t actor; /* the actor it helps to name, or NOBODY */
    bool used;      /* it has said what it can */
} word;

typedef struct {
    arena *a;
    const match_lexicon *lexicon;
    const match_names *names;
    match_question *out;
    word w[WORDS_MOST];
    size_t n;
    size_t frame_at; /* SIZE_MAX: no frame */
    const wording *frame;
} asking;

uint32_t match_actor_named(arena *a, const match_names *names, hs_str name)
{
    if (!str_trim(name).n) return NOBODY;
    uint32_t exact = names->called(names->ctx, match_name_form(a, name));
    return exact != NOBODY ? exact : names->holding(names->ctx, utf8_fold(a, name));
}

static void cut_words(asking *q, hs_str text)
{
    hs_str rest = utf8_fold(q->a, text), piece;
    while (q->n < WORDS_MOST && str_split(&rest, ' ', &piece)) {
        while (piece.n && strchr("?!.,;:\"()", piece.p[piece.n - 1])) piece.n--;
        while (piece.n && strchr("\"(", piece.p[0])) piece = str_sub(piece, 1, piece.n);
        if (piece.n) q->w[q->n++] = (word){ piece, NOBODY, false };
    }
}

static hs_str join_words(asking *q, size_t from, size_t n)
{
    buf out = { .a = q->a };
    for (size_t i = from; i < from + n; i++) {
        if (i > from) buf_byte(&out, ' ');
        buf_add(&out, q->w[i].folded);
    }
    return buf_str(&out);
}

static bool is(const asking *q, size_t i, const char *const *list)
{
    for (; i < q->n && *list; list++)
        if (str_eq(q->w[i].folded, str_of(*list))) return true;
    return false;
}

/* Marks the words that name actors, longest names first at each place. */
static void mark_actors(asking *q)
{
    for (size_t i = 0; i < q->n;) {
        size_t most = q->n - i < NAME_WORDS_MOST ? q->n - i : NAME_WORDS_MOST, took = 1;
        for (size_t k = most; k > 0 && !q->w[i].used; k--) {
            if (k == 1 && lexicon_is_function_word(q->lexicon, q->w[i].folded)) break;
            if (happenings_noun(&q->lexicon->happenings, q->w[i].folded)) break; /* "the killing of G" is no actor */
            hs_str words = join_words(q, i, k);
            uint32_t actor = q->names->called(q->names->ctx, match_name_form(q->a, words));
            if (actor == NOBODY && k == 1 && q->w[i].folded.n > 3) actor = q->names->holding(q->names->ctx, words);
            if (actor == NOBODY) continue;
            for (size_t j = i; j < i + k; j++) {
                q->w[j].actor = actor;
                q->w[j].used = true;
            }
            took = k;
            break;
        }
        i += took;
    }
}

/* ---- times -------------------------------------------------------------------------------------------------------- */

static int month_of(hs_str w)
{
    static const char *const name[] = { "january", "february", "march",     "april",   "may",      "june",
                                        "july",    "august",   "september", "october", "november", "december" };
    for (int i = 0; w.n >= 3 && i < 12; i++)
        if (str_eq(w, str_of(name[i])) || (w.n == 3 && str_starts(str_of(name[i]), w))) return i + 1;
    return 0;
}

static uint64_t number_of(hs_str w)
{
    uint64_t n;
    if (w.n > 2 && (str_ends(w, STR("th")) || str_ends(w, STR("st")) || str_ends(w, STR("nd")) || str_ends(w, STR("rd"))))
        w.n -= 2;
    return str_to_u64(w, &n) ? n : 0;
}

static bool make_date(uint64_t year, int month, uint64_t day, date *out)
{
    *out = (date){ .year = (int16_t)year, .month = (uint8_t)month, .day = (uint8_t)day,
                   .precision = day ? DATE_DAY : month ? DATE_MONTH : DATE_YEAR };
    return year >= 1000 && year <= 2999 && day <= 31 && date_valid(*out);
}

/* "2031-03-06", "6 March 2031", "March 6 2031", "March 2031", "2031": how many words it takes, 0 for none. */
static size_t read_date(const asking *q, size_t i, date *out)
{
    hs_str none = STR(""), a = i < q->n ? q->w[i].folded : none, b = i + 1 < q->n ? q->w[i + 1].folded : none,
           c = i + 2 < q->n ? q->w[i + 2].folded : none;
    if (month_of(b) && number_of(a) && make_date(number_of(c), month_of(b), number_of(a), out)) return 3;
    if (month_of(a) && number_of(b) && make_date(number_of(c), month_of(a), number_of(b), out)) return 3;
    if (month_of(a) && make_date(number_of(b), month_of(a), 0, out)) return 2;
    if (a.n > 4 && date_parse(a, out)) return 1;
    return a.n == 4 && make_date(number_of(a), 0, 0, out) ? 1 : 0;
}

static void use(asking *q, size_t from, size_t n)
{
    for (size_t i = from; i < from + n; i++) q->w[i].used = true;
}

/* Reads one time and the preposition that stands before it. */
static size_t read_time(asking *q, size_t i)
{
    static const char *const since[] = { "since", "after", "from", "between", NULL };
    static const char *const until[] = { "until", "till", "before", "by", "to", "and", NULL };
    static const char *const at[] = { "in", "on", "during", "of", NULL };
    date d;
    size_t n = read_date(q, i, &d);
    if (!n) return 0;
    bool begins = i && is(q, i - 1, since), ends = i && is(q, i - 1, until) &&
                  (q->out->from.precision != DATE_NONE || !is(q, i - 1, (const char *const[]){ "and", "to", NULL }));
    if (!ends) q->out->from = d;
    if (!begins) q->out->to = d;
    if (begins || ends || (i && is(q, i - 1, at))) use(q, i - 1, 1);
    use(q, i, n);
    return n;
}

static void read_times(asking *q)
{
    for (size_t i = 0; i < q->n;) {
        size_t n = read_time(q, i);
        i += n ? n : 1;
    }
}

/* ---- the frame ---------------------------------------------------------------------------------------------------- */

/* The frame that the word asks for: one of its listed words is the word, or the word with an ending. */
static const wording *frame_asked(const match_lexicon *l, hs_str asked)
{
    for (size_t i = 0; i < l->wordings; i++) {
        hs_str rest = l->wording[i].words, stem;
        if (str_eq(asked, l->wording[i].frame)) return &l->wording[i];
        while (rest.n && str_split(&rest, ' ', &stem)) {
            if (!stem.n || !str_starts(asked, stem)) continue;
            hs_str ending = str_sub(asked, stem.n, asked.n);
            if (!ending.n || str_eq(ending, STR("s")) || str_eq(ending, STR("ed")) || str_eq(ending, STR("d")) ||
                str_eq(ending, STR("es")) || str_eq(ending, STR("ing")))
                return &l->wording[i];
        }
    }
    return NULL;
}

static void find_frame(asking *q)
{
    q->frame_at = SIZE_MAX;
    for (size_t i = 0; i < q->n && !q->frame; i++) {
        if (q->w[i].used) continue;
        q->frame = frame_asked(q->lexicon, q->w[i].folded);
        if (q->frame) q->frame_at = i;
    }
    if (!q->frame) return;
    q->w[q->frame_at].used = true;
    q->out->frame = q->frame->frame;
}

/* "who ordered the murder": another part in the event than the doer's. */
static void find_part(asking *q)
{
    if (!q->frame || !happenings_frame(&q->lexicon->happenings, q->frame->frame)) return;
    for (size_t i = 0; i < q->n; i++) {
        if (q->w[i].used || !str_starts(q->w[i].folded, STR("order"))) continue;
        q->w[i].used = true;
        q->out->part = STR("orderer");
    }
}

static bool is_of_place(const asking *q)
{
    return q->frame && (str_ends(q->frame->frame, STR("-in")) || str_ends(q->frame->frame, STR("-at")));
}

/* "was X killed", "who was killed": what stands in front of the verb suffers it. */
static bool is_passive(const asking *q)
{
    static const char *const be[] = { "is", "are", "was", "were", "be", "been", "being", "got", NULL };
    if (!q->frame || is_of_place(q)) return false;
    hs_str verb = q->w[q->frame_at].folded;
    if (!str_ends(verb, STR("ed")) && !str_ends(verb, STR("en"))) return false;
    for (size_t i = 0; i < q->frame_at; i++)
        if (is(q, i, be)) return true;
    return false;
}

/* ---- who plays which part ------------------------------------------------------------------------------------------ */

static void take_either(match_question *out, uint32_t actor)
{
    if (out->either == NOBODY) out->either = actor;
    else if (out->another == NOBODY && out->either != actor) out->another = actor;
}

static void place_actor(asking *q, size_t i, bool passive)
{
    static const char *const where[] = { "in", "at", "near", "around", "inside", NULL };
    match_question *out = q->out;
    uint32_t actor = q->w[i].actor;
    size_t before = i;
    while (before && lexicon_is(q->lexicon, q->w[before - 1].folded, WORD_DETERMINER)) before--;
    bool behind_by = before && str_eq(q->w[before - 1].folded, STR("by"));
    bool says_where = before && is(q, before - 1, where) && q->names->is_place(q->names->ctx, actor);
    if (behind_by || says_where) q->w[before - 1].used = true;
    if (says_where && !is_of_place(q) && out->place == NOBODY) {
        out->place = actor;
        return;
    }
    if (!q->frame) {
        take_either(out, actor);
        return;
    }
    bool is_doer = behind_by || (i < q->frame_at) != passive;
    if (is_doer && out->agent == NOBODY) out->agent = actor;
    else if (!is_doer && out->patient == NOBODY) out->patient = actor;
    else take_either(out, actor);
}

static void place_actors(asking *q)
{
    bool passive = is_passive(q);
    for (size_t i = 0; i < q->n; i++)
        if (q->w[i].actor != NOBODY && (!i || q->w[i - 1].actor != q->w[i].actor)) place_actor(q, i, passive);
    /* A place alone is asked about, it does not narrow anything. */
    match_question *out = q->out;
    if (out->place != NOBODY && !q->frame && out->either == NOBODY) {
        out->either = out->place;
        out->place = NOBODY;
    }
}

/* "Who killed them" asks for the doer alone, "how many" for a number; any other question for whatever is said. */
static void find_kind(asking *q)
{
    static const char *const who[] = { "who", "which", NULL }, *const how[] = { "how", NULL }, *const many[] = { "many", NULL };
    q->out->asks_number = is(q, 0, how) && is(q, 1, many);
    q->out->asks_who = q->frame && is(q, 0, who) && q->out->agent == NOBODY && !is_passive(q);
}

/* ---- read back ----------------------------------------------------------------------------------------------------- */

static hs_str actor_name(const asking *q, uint32_t actor)
{
    return actor == NOBODY ? STR("") : q->names->name(q->names->ctx, actor);
}

static void read_time_back(buf *out, date from, date to)
{
    hs_str first = date_print(out->a, from), last = date_print(out->a, to);
    if (first.n && str_eq(first, last)) buf_printf(out, "; told of %.*s", STR_ARGS(first));
    else if (first.n && last.n) buf_printf(out, "; told of %.*s to %.*s", STR_ARGS(first), STR_ARGS(last));
    else if (first.n) buf_printf(out, "; told of %.*s or later", STR_ARGS(first));
    else if (last.n) buf_printf(out, "; told of %.*s or earlier", STR_ARGS(last));
}

static void read_parts_back(const asking *q, buf *out)
{
    const match_question *m = q->out;
    const wording *w = q->frame;
    hs_str agent = actor_name(q, m->agent), patient = actor_name(q, m->patient), either = actor_name(q, m->either);
    if (m->part.n) {
        hs_str who = agent.n ? agent : STR("somebody"), whom = patient.n ? patient : either.n ? either : STR("somebody");
        buf_printf(out, "who ordered that %.*s?", STR_ARGS(lexicon_fill(q->a, w->sentence, who, whom)));
        return;
    }
    if (!w && !either.n) buf_add(out, STR("everything"));
    else if (!w) buf_printf(out, "everything about %.*s", STR_ARGS(either));
    else if (agent.n && patient.n)
        buf_printf(out, "is it so that %.*s?", STR_ARGS(lexicon_fill(q->a, w->sentence, agent, patient)));
    else if (agent.n) buf_add(out, lexicon_fill(q->a, w->who_patient.n ? w->who_patient : w->whether, agent, patient));
    else if (patient.n) buf_add(out, lexicon_fill(q->a, w->who_agent, agent, patient));
    else if (either.n) buf_printf(out, "%.*s, with %.*s in any part", STR_ARGS(w->frame), STR_ARGS(either));
    else buf_add(out, lexicon_fill(q->a, w->sentence, STR("who"), STR("whom")));
    if (w && either.n && (agent.n || patient.n)) buf_printf(out, ", with %.*s", STR_ARGS(either));
    if (m->another != NOBODY) buf_printf(out, " and %.*s", STR_ARGS(actor_name(q, m->another)));
}

static void read_back(asking *q)
{
    buf out = { .a = q->a }, left = { .a = q->a };
    read_parts_back(q, &out);
    if (q->out->place != NOBODY) buf_printf(&out, "; in %.*s", STR_ARGS(actor_name(q, q->out->place)));
    read_time_back(&out, q->out->from, q->out->to);
    for (size_t i = 0; i < q->n; i++) {
        if (q->w[i].used || lexicon_is_function_word(q->lexicon, q->w[i].folded)) continue;
        if (left.n) buf_byte(&left, ' ');
        buf_add(&left, q->w[i].folded);
    }
    q->out->understood = buf_str(&out);
    q->out->left_out = left.n ? buf_str(&left) : STR("");
}

bool match_ask(arena *a, const match_lexicon *lexicon, const match_names *names, hs_str words, match_question *out)
{
    asking q = { .a = a, .lexicon = lexicon, .names = names, .out = out };
    *out = (match_question){ .agent = NOBODY, .patient = NOBODY, .either = NOBODY, .another = NOBODY, .place = NOBODY };
    cut_words(&q, words);
    read_times(&q);
    mark_actors(&q);
    find_frame(&q);
    find_part(&q);
    place_actors(&q);
    find_kind(&q);
    read_back(&q);
    return q.frame || out->either != NOBODY || out->agent != NOBODY || out->patient != NOBODY;
}
