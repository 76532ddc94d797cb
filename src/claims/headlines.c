/*
 * headlines.c - title lines that tell by a colon or a dash who says what: "NAME: the crane was unsafe", "Crane was unsafe:
 * report".
 *
 * A title is no sentence, and its tree is made of what the parser takes for one; so the words before (or behind) the mark
 * are read alone: few, and all of them a name, a title or a noun.  A place says nothing ("KARREN: ..." is where it
 * happened), nor does a noun that no table calls a voice ("Opinion: ...").  What they say must be a clause.
 */
#include "claims/attribution.h"

enum { SPEAKER_MOST = 5, CLAUSE_LEAST = 3 }; /* units */

static bool is_mark(const syntax *s, uint32_t u, bool is_end)
{
    static const hs_str mark[] = { STR_INIT(":"), STR_INIT("--"), STR_INIT("\xe2\x80\x93"), STR_INIT("\xe2\x80\x94") };
    hs_str w = syntax_word(s, u);
    for (size_t i = 0; i < (is_end ? sizeof mark / sizeof *mark : 1); i++)
        if (str_eq(w, mark[i])) return true;
    return false;
}

/* Who speaks in units [from, to), all of them name, title or noun: a name that is no place, else a voice; NOBODY. */
static uint32_t speaker_in(const syntax *s, uint32_t from, uint32_t to)
{
    uint32_t named = NOBODY, voice = NOBODY;
    for (uint32_t u = from; u < to; u++) {
        const unit *at = &s->unit[u];
        bool is_nominal = at->name != NOBODY || at->upos == UPOS_NOUN || at->upos == UPOS_PROPN || at->upos == UPOS_ADJ ||
                          at->upos == UPOS_NUM;
        if (!is_nominal) return NOBODY;
        if (at->name != NOBODY && s->reading->name[at->name].class != CLASS_PLACE && named == NOBODY) named = u;
        if (at->name == NOBODY && s->known[u]->voice) voice = u;
    }
    return voice != NOBODY && named == NOBODY ? voice : named;
}

/* A finite clause, or one whose copula the title leaves out. */
static bool holds_clause(const syntax *s, uint32_t from, uint32_t to)
{
    if (to < from + CLAUSE_LEAST) return false;
    for (uint32_t u = from; u < to; u++) {
        bool is_verb = s->unit[u].upos == UPOS_VERB || s->unit[u].upos == UPOS_AUX;
        if (is_verb && !syntax_is_gerund(s, u) && !syntax_is(s, u, REL(AMOD) | REL(COMPOUND))) return true;
    }
    return false;
}

static void attribute(attributions *as, const syntax *s, uint32_t speaker, uint32_t mark, uint32_t from, uint32_t to)
{
    attribution at = attributions_apart(s->sentence, speaker);
    at.speaker = speaker;
    at.cue_at = span_one(as->a, s->unit[speaker].at);
    at.marked_cue = span_one(as->a, s->unit[mark].at);
    at.content_at = syntax_span_of(as->a, s, from, to);
    if (!at.content_at.n || !cues_speakers(as, s, speaker, true, &at)) return;
    bool is_before = mark < from;
    span who = { s->unit[is_before ? 0 : mark + 1].at.begin, s->unit[is_before ? mark - 1 : s->units - 1].at.end };
    at.marked_source = span_one(as->a, who);
    at.quote = cues_quoted(s, at.content_at);
    *VEC_ADD(as->a, &as->at) = at;
    as->label[s->sentence] = (uint32_t)as->at.n - 1;
}

static void read_title(attributions *as, const syntax *s)
{
    for (uint32_t u = 1; u + CLAUSE_LEAST < s->units && u <= SPEAKER_MOST; u++) {
        if (!is_mark(s, u, false)) continue;
        uint32_t speaker = speaker_in(s, 0, u);
        if (speaker != NOBODY && holds_clause(s, u + 1, s->units)) {
            attribute(as, s, speaker, u, u + 1, s->units);
            return;
        }
    }
    for (uint32_t u = s->units - 1; u-- > CLAUSE_LEAST && s->units - 1 - u <= SPEAKER_MOST;) {
        if (!is_mark(s, u, true)) continue;
        uint32_t speaker = speaker_in(s, u + 1, s->units);
        if (speaker != NOBODY && holds_clause(s, 0, u)) attribute(as, s, speaker, u, 0, u);
        return;
    }
}

void headlines_find(attributions *as)
{
    for (uint32_t i = 0; i < as->reading->trees; i++)
        if (as->page->sentence[i].is_heading && as->sentence[i]->units && as->label[i] == NOBODY)
            read_title(as, as->sentence[i]);
}
