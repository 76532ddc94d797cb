/*
 * ask.c - a question in plain words, understood as far as the case's own words go, and read back.
 *
 * "who supports ISKP": the longest runs of words that name an actor of the case are taken out first; among the other
 * words, one that asks for a frame (questions.tsv) gives the frame.  An actor in front of the frame's word, or behind
 * "by", is its agent, one behind it its patient; without a frame the actor may play either part.
 */
#include "base/utf8.h"
#include "match/internal.h"

enum { WORDS_MOST = 64, NAME_WORDS_MOST = 10 };

typedef struct {
    hs_str folded;
    uint32_t actor; /* the actor it helps to name, or NOBODY */
} word;

typedef struct {
    arena *a;
    const match_lexicon *lexicon;
    const state *s;
    map by_form; /* letters of a name -> actor + 1 */
} asking;

/* Names and keys first; an alias that several actors go by names none of them. */
static void index_names(asking *q)
{
    const uint64_t SEVERAL = UINT32_MAX; /* no enumerator: ISO C has them int */
    q->by_form = (map){ .a = q->a };
    for (uint32_t i = 0; i < q->s->actors; i++) {
        uint64_t *name = map_put(&q->by_form, match_name_form(q->a, q->s->actor[i].name), NULL);
        if (!*name) *name = i + 1;
        uint64_t *key = map_put(&q->by_form, q->s->actor[i].key, NULL);
        if (!*key) *key = i + 1;
    }
    map aliases = { .a = q->a };
    for (uint32_t i = 0; i < q->s->actors; i++)
        for (uint32_t k = 0; k < q->s->actor[i].aliases; k++) {
            uint64_t *alias = map_put(&aliases, match_name_form(q->a, q->s->actor[i].alias[k]), NULL);
            *alias = !*alias || *alias == i + 1 ? i + 1 : SEVERAL;
        }
    for (size_t i = 0; i < aliases.n; i++) {
        if (aliases.at[i].value == SEVERAL) continue;
        uint64_t *form = map_put(&q->by_form, aliases.at[i].key, NULL);
        if (!*form) *form = aliases.at[i].value;
    }
}

static uint32_t named(asking *q, hs_str words)
{
    const uint64_t *at = map_get(&q->by_form, match_name_form(q->a, words));
    return at ? (uint32_t)*at - 1 : NOBODY;
}

/* The one actor among whose name's words are all of these; NOBODY when several have them. */
static uint32_t holding_words(asking *q, hs_str folded)
{
    uint32_t only = NOBODY;
    for (uint32_t i = 0; i < q->s->actors; i++) {
        hs_str name = utf8_fold(q->a, q->s->actor[i].name);
        hs_str padded = arena_printf(q->a, " %.*s ", STR_ARGS(name));
        hs_str want = arena_printf(q->a, " %.*s ", STR_ARGS(folded));
        if (q->s->actor[i].key.n && q->s->actor[i].key.p[0] == '#') continue;
        if (str_find(padded, want, 0) == SIZE_MAX) continue;
        if (only != NOBODY) return NOBODY;
        only = i;
    }
    return only;
}

uint32_t match_actor_named(arena *a, const match_lexicon *lexicon, const state *s, hs_str name)
{
    asking q = { .a = a, .lexicon = lexicon, .s = s };
    if (!str_trim(name).n) return NOBODY;
    index_names(&q);
    uint32_t exact = named(&q, name);
    return exact != NOBODY ? exact : holding_words(&q, utf8_fold(a, name));
}

static size_t cut_words(asking *q, hs_str text, word out[WORDS_MOST])
{
    size_t n = 0;
    hs_str rest = utf8_fold(q->a, text), piece;
    while (n < WORDS_MOST && str_split(&rest, ' ', &piece)) {
        while (piece.n && strchr("?!.,;:\"()", piece.p[piece.n - 1])) piece.n--;
        while (piece.n && strchr("\"(", piece.p[0])) piece = str_sub(piece, 1, piece.n);
        if (piece.n) out[n++] = (word){ piece, NOBODY };
    }
    return n;
}

static hs_str join_words(asking *q, const word *w, size_t from, size_t n)
{
    buf out = { .a = q->a };
    for (size_t i = from; i < from + n; i++) {
        if (i > from) buf_byte(&out, ' ');
        buf_add(&out, w[i].folded);
    }
    return buf_str(&out);
}

/* Marks the words that name actors, longest names first at each place. */
static void mark_actors(asking *q, word *w, size_t n)
{
    for (size_t i = 0; i < n;) {
        size_t most = n - i < NAME_WORDS_MOST ? n - i : NAME_WORDS_MOST, took = 1;
        for (size_t k = most; k > 0; k--) {
            if (k == 1 && lexicon_is_function_word(q->lexicon, w[i].folded)) break;
            hs_str words = join_words(q, w, i, k);
            uint32_t actor = named(q, words);
            if (actor == NOBODY && k == 1 && w[i].folded.n > 3) actor = holding_words(q, words);
            if (actor == NOBODY) continue;
            for (size_t j = i; j < i + k; j++) w[j].actor = actor;
            took = k;
            break;
        }
        i += took;
    }
}

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

static hs_str actor_name(const state *s, uint32_t actor)
{
    return actor == NOBODY ? STR("") : s->actor[actor].name;
}

static void read_back(asking *q, const wording *w, match_question *out)
{
    hs_str agent = actor_name(q->s, out->agent), patient = actor_name(q->s, out->patient);
    hs_str either = actor_name(q->s, out->either);
    if (!w) out->understood = arena_printf(q->a, "everything about %.*s", STR_ARGS(either.n ? either : agent.n ? agent : patient));
    else if (either.n) out->understood = arena_printf(q->a, "%.*s, with %.*s in any part", STR_ARGS(w->frame), STR_ARGS(either));
    else if (agent.n && patient.n) out->understood = arena_printf(q->a, "is it so that %.*s?", STR_ARGS(lexicon_fill(q->a, w->sentence, agent, patient)));
    else if (agent.n) out->understood = lexicon_fill(q->a, w->who_patient.n ? w->who_patient : w->whether, agent, patient);
    else if (patient.n) out->understood = lexicon_fill(q->a, w->who_agent, agent, patient);
    else out->understood = lexicon_fill(q->a, w->sentence, STR("who"), STR("whom"));
}

static void place_actor(match_question *out, uint32_t actor, bool is_doer, bool frame_known)
{
    if (!frame_known) {
        if (out->either == NOBODY) out->either = actor;
        else if (out->patient == NOBODY) out->patient = actor;
    } else if (is_doer && out->agent == NOBODY) out->agent = actor;
    else if (!is_doer && out->patient == NOBODY) out->patient = actor;
    else if (out->either == NOBODY) out->either = actor;
}

bool match_ask(arena *a, const match_lexicon *lexicon, const state *s, hs_str words, match_question *out)
{
    asking q = { .a = a, .lexicon = lexicon, .s = s };
    word w[WORDS_MOST];
    size_t n = cut_words(&q, words, w), frame_at = SIZE_MAX;
    *out = (match_question){ .agent = NOBODY, .patient = NOBODY, .either = NOBODY };
    index_names(&q);
    mark_actors(&q, w, n);
    const wording *frame = NULL;
    for (size_t i = 0; i < n && !frame; i++) {
        if (w[i].actor != NOBODY) continue;
        frame = frame_asked(lexicon, w[i].folded);
        if (frame) frame_at = i;
    }
    if (frame) out->frame = frame->frame;
    uint32_t last = NOBODY;
    for (size_t i = 0; i < n; i++) {
        if (w[i].actor == NOBODY || w[i].actor == last) continue;
        last = w[i].actor;
        bool is_doer = i < frame_at || (i > 0 && str_eq(w[i - 1].folded, STR("by")));
        place_actor(out, last, is_doer, frame != NULL);
    }
    read_back(&q, frame, out);
    return frame || out->either != NOBODY || out->agent != NOBODY || out->patient != NOBODY;
}
