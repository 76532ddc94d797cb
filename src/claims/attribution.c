/*
 * attribution.c - attributions of a whole document: what quotation marks, paragraphs and the labels of transcripts
 * add to what single trees say, and who owns a word in the end.
 *
 *     "The port is safe," he said.  "It was never closed."        the second quotation goes on with his
 *     "... <paragraph end, no closing mark>  "And it is open."     so does one that continues over paragraphs
 *     NAME: The port is safe.                                      a label speaks until the next one
 */
#include "claims/attribution.h"

#include "claims/learnt.h"

enum { LABEL_MOST = 8 }; /* units of a transcript's label, the colon included */
enum { QUOTED_MIN = 4 }; /* a shorter quotation in a sentence of its own is no speech: a title, an ironic word */

uint32_t attributions_quotation(const page *p, uint32_t byte)
{
    uint32_t low = 0, high = p->quotations;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (p->quotation[mid].at.end <= byte) low = mid + 1;
        else high = mid;
    }
    return low;
}

attribution attributions_apart(uint32_t sentence, uint32_t head)
{
    return (attribution){ .sentence = sentence, .head = head, .top = NOBODY, .inside = head, .doer = NOBODY, .speaker = NOBODY,
                          .stance = { .certainty = CERTAINTY_CERTAIN }, .quote = QUOTE_DIRECT, .next = NOBODY };
}

uint32_t attributions_sentence(const page *p, uint32_t byte)
{
    uint32_t low = 0, high = p->sentences;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (p->sentence[mid].at.end <= byte) low = mid + 1;
        else high = mid;
    }
    return low;
}

/* ---- quotations
 * ------------------------------------------------------------------------------------------------------ */

static bool cue_stands_in(const attributions *as, const attribution *at, span where)
{
    return span_meets(as->sentence[at->sentence]->unit[at->head].at, where);
}

/* The attribution takes the quotations that these pieces of its content meet, unless its own cue is quoted there. */
static void take_quoted(attributions *as, uint32_t n, span_list content)
{
    for (size_t i = 0; i < content.n; i++) {
        span piece = content.at[i];
        for (uint32_t q = attributions_quotation(as->page, piece.begin);
             q < as->page->quotations && as->page->quotation[q].at.begin < piece.end; q++)
            if (as->quotation[q] == NOBODY && !cue_stands_in(as, &as->at.at[n], as->page->quotation[q].inside)) as->quotation[q] = n;
    }
}

static void take_quotations(attributions *as)
{
    for (uint32_t n = 0; n < as->at.n; n++) {
        const attribution *at = &as->at.at[n];
        if (at->cue->kind == CUE_ALLEGE || at->cue->kind == CUE_CONTRARY) continue;
        take_quoted(as, n, at->content_at);
        if (!at->is_unlisted) take_quoted(as, n, at->marked_content);
    }
}

/* Bytes of words outside quotation q in the sentences that it touches: true when it stands (nearly) alone. */
static bool stands_alone(const attributions *as, uint32_t q)
{
    span at = as->page->quotation[q].at;
    uint32_t first = attributions_sentence(as->page, at.begin), last = attributions_sentence(as->page, at.end - 1);
    if (first >= as->page->sentences || last >= as->page->sentences) return false;
    uint32_t outside = at.begin - as->page->sentence[first].at.begin;
    outside += as->page->sentence[last].at.end > at.end ? as->page->sentence[last].at.end - at.end : 0;
    return as->page->sentence[first].at.begin <= at.begin && outside <= 2;
}

static uint32_t quoted_tokens(const attributions *as, uint32_t q)
{
    uint32_t s = attributions_sentence(as->page, as->page->quotation[q].at.begin), n = 0;
    if (s >= as->page->sentences) return 0;
    for (uint32_t t = as->page->sentence[s].first_token;
         t < as->page->tokens && as->page->token[t].at.begin < as->page->quotation[q].inside.end; t++)
        n += as->page->token[t].at.begin >= as->page->quotation[q].inside.begin;
    return n;
}

/* Who spoke last in the sentence before this one, and in its paragraph; a cue that is quoted itself is somebody else's. */
static uint32_t spoke_before(const attributions *as, uint32_t sentence)
{
    const page *p = as->page;
    if (!sentence || p->sentence[sentence].paragraph != p->sentence[sentence - 1].paragraph) return NOBODY;
    for (uint32_t n = as->first[sentence]; n-- > as->first[sentence - 1];) {
        const attribution *at = &as->at.at[n];
        bool speaks = at->cue->kind == CUE_SAY || at->cue->kind == CUE_THINK || at->cue->kind == CUE_KNOW;
        if (speaks && at->speaker != NOBODY && !syntax_is_quoted(as->sentence[sentence - 1], at->head, NULL)) return n;
    }
    return NOBODY;
}

/* A quotation that nobody took goes on with the one before it: in the same paragraph, or marked as continuing; or with who
 * spoke in the sentence before. */
static void go_on(attributions *as)
{
    const page *p = as->page;
    for (uint32_t q = 0; q < p->quotations; q++) {
        if (as->quotation[q] != NOBODY) continue;
        if (!q || as->quotation[q - 1] == NOBODY) {
            uint32_t at = attributions_sentence(p, p->quotation[q].at.begin);
            if (at < p->sentences && stands_alone(as, q) && quoted_tokens(as, q) >= QUOTED_MIN) as->quotation[q] = spoke_before(as, at);
            continue;
        }
        uint32_t here = attributions_sentence(p, p->quotation[q].at.begin), before = attributions_sentence(p, p->quotation[q - 1].at.begin);
        if (here >= p->sentences || before >= p->sentences) continue;
        bool same = p->sentence[here].paragraph == p->sentence[before].paragraph && stands_alone(as, q) &&
                    quoted_tokens(as, q) >= QUOTED_MIN;
        if (p->quotation[q].continues || same) as->quotation[q] = as->quotation[q - 1];
        else if (stands_alone(as, q) && quoted_tokens(as, q) >= QUOTED_MIN) as->quotation[q] = spoke_before(as, here);
    }
}

/* A quotation of several sentences whose last or first one holds the cue: its other words are in the content too. */
static void widen_content(attributions *as)
{
    for (uint32_t q = 0; q < as->page->quotations; q++) {
        if (as->quotation[q] == NOBODY) continue;
        attribution *at = &as->at.at[as->quotation[q]];
        span inside = as->page->quotation[q].at,
             last = at->content_at.n ? at->content_at.at[at->content_at.n - 1] : (span){ 0, 0 };
        if (span_is_empty(as->page->quotation[q].inside)) continue;
        span first = at->content_at.n ? at->content_at.at[0] : last;
        span *more;
        if (at->content_at.n && first.begin > inside.begin && first.end <= inside.end &&
            attributions_sentence(as->page, inside.begin) != at->sentence) {
            more = TAKE(as->a, at->content_at.n, span);
            memcpy(more, at->content_at.at, at->content_at.n * sizeof *more);
            more[0].begin = inside.begin;
            at->content_at.at = more;
        } else if (inside.begin >= last.end && attributions_sentence(as->page, inside.begin) != at->sentence &&
                   at->content_at.n < 64) {
            more = TAKE(as->a, at->content_at.n + 1, span);
            memcpy(more, at->content_at.at, at->content_at.n * sizeof *more);
            more[at->content_at.n] = inside;
            at->content_at = (span_list){ more, at->content_at.n + 1 };
        } else if (last.begin >= inside.begin && last.end < as->page->quotation[q].inside.end &&
                   attributions_sentence(as->page, inside.end - 1) != at->sentence) {
            more = TAKE(as->a, at->content_at.n, span);
            memcpy(more, at->content_at.at, at->content_at.n * sizeof *more);
            more[at->content_at.n - 1].end = as->page->quotation[q].inside.end;
            at->content_at.at = more;
        }
    }
}

/* Quotation marks around a piece belong to it, with the comma or full stop before the closing one. */
static span with_marks(const page *p, span at)
{
    uint32_t q = attributions_quotation(p, at.begin);
    for (; q < p->quotations && p->quotation[q].at.begin <= at.end; q++) {
        span inside = p->quotation[q].inside, all = p->quotation[q].at;
        if (inside.begin == at.begin) at.begin = all.begin;
        bool is_open = p->quotation[q].open_ended;
        uint32_t left = inside.end > at.end ? inside.end - at.end : 0;
        hs_str rest = str_sub(p->text, at.end, at.end + left);
        bool is_end = at.end <= inside.end && at.begin < inside.end && left <= 3 &&
                      (!rest.n || str_eq(rest, STR(",")) || str_eq(rest, STR(".")) || str_eq(rest, STR("!")) || str_eq(rest, STR("?")));
        if (is_end && !is_open) at.end = all.end;
    }
    return at;
}

span_list attributions_with_marks(arena *a, const page *p, span_list pieces)
{
    span *at = TAKE(a, pieces.n + 1, span);
    size_t n = 0;
    for (size_t i = 0; i < pieces.n; i++) { /* marks may have made two meet */
        span one = with_marks(p, pieces.at[i]);
        if (n && one.begin <= at[n - 1].end) at[n - 1] = span_join(at[n - 1], one);
        else at[n++] = one;
    }
    return (span_list){ at, n };
}

/* ---- transcripts
 * ------------------------------------------------------------------------------------------------------ */

/* "Q:" and "A:" of whoever asks and answers. */
static bool is_question_mark(const syntax *s, uint32_t u)
{
    hs_str w = syntax_word(s, u);
    return u == 0 && (str_eq(w, STR("Q")) || str_eq(w, STR("A")));
}

/* A role, or a name that was not found: "INTERVIEWER", "VANN". */
static bool may_speak(const syntax *s, uint32_t u)
{
    const voice *v = s->known[u]->voice;
    return s->unit[u].upos == UPOS_PROPN || (v && v->kind == VOICE_ACTOR) || is_question_mark(s, u);
}

/* A mark of a quotation itself. */
static bool opens_quotation(const syntax *s, uint32_t u)
{
    const page *p = s->page;
    uint32_t q = attributions_quotation(p, s->unit[u].at.begin);
    return q < p->quotations && span_holds(p->quotation[q].at, s->unit[u].at) &&
           !span_meets(p->quotation[q].inside, s->unit[u].at);
}

/* "NAME:", "Minister NAME:", "ROLE:" or "Q:" at the start of a paragraph, maybe behind a quotation mark: the unit that
 * speaks, or NOBODY. */
static uint32_t label_of(const syntax *s)
{
    uint32_t found = NOBODY, other = NOBODY;
    for (uint32_t u = opens_quotation(s, 0) ? 1 : 0; u < s->units && u < LABEL_MOST; u++) {
        if (str_eq(syntax_word(s, u), STR(":"))) return found != NOBODY ? found : other;
        bool may_stand = s->unit[u].name != NOBODY || s->unit[u].upos == UPOS_NOUN || s->unit[u].upos == UPOS_PROPN ||
                         s->unit[u].upos == UPOS_ADJ || is_question_mark(s, u);
        if (!may_stand) return NOBODY;
        if (s->unit[u].name != NOBODY && found == NOBODY) found = u;
        if (may_speak(s, u)) other = u;
    }
    return NOBODY;
}

static uint32_t add_label(attributions *as, const syntax *s, uint32_t speaker)
{
    source one;
    bool is_mark = is_question_mark(s, speaker);
    if (is_mark) one = (source){ SOURCE_UNNAMED, { { NULL, 0 }, NOBODY, { 0 } } };
    else if (actors_speaker(as->actors, s, speaker, true, &one) == SPEAKER_NONE) return NOBODY;
    attribution *at = VEC_ADD(as->a, &as->at);
    *at = attributions_apart(s->sentence, speaker);
    at->speaker = speaker;
    at->sources = 1;
    one.who.at = span_one(as->a, s->unit[speaker].at);
    at->source[0] = one;
    at->cue_at = span_one(as->a, s->unit[speaker].at);
    return (uint32_t)as->at.n - 1;
}

/* A transcript has three labels or more, and a speaker who speaks again: one "NAME:" alone is as likely a headline. */
static bool is_transcript(const attributions *as, const uint32_t *at)
{
    map seen = { .a = as->a };
    uint32_t labels = 0;
    bool again = false, is_new;
    for (uint32_t i = 0; i < as->reading->trees; i++) {
        if (at[i] == NOBODY) continue;
        labels++;
        map_put(&seen, span_words(as->page->text, as->sentence[i]->unit[at[i]].at), &is_new);
        again |= !is_new;
    }
    return labels >= 3 && again;
}

/* A label's content: all up to the next label.  Quotations that open with the label are its own, not those of whoever
 * spoke before. */
static void label_content(attributions *as, uint32_t label, uint32_t from, uint32_t to)
{
    attribution *at = &as->at.at[label];
    const syntax *s = as->sentence[from];
    uint32_t colon = at->head;
    while (colon + 1 < s->units && !str_eq(syntax_word(s, colon), STR(":"))) colon++;
    at->marked_cue = span_one(as->a, s->unit[colon].at);
    for (uint32_t q = attributions_quotation(as->page, as->page->sentence[from].at.begin);
         q < as->page->quotations && as->page->quotation[q].at.begin <= s->unit[colon].at.end + 1; q++)
        as->quotation[q] = label;
    uint32_t begin = colon + 1 < s->units ? s->unit[colon + 1].at.begin : as->page->sentence[from].at.end;
    if (begin < as->page->sentence[to].at.end)
        at->content_at = span_one(as->a, (span){ begin, as->page->sentence[to].at.end });
}

static void read_labels(attributions *as)
{
    uint32_t trees = as->reading->trees, now = NOBODY, since = 0;
    uint32_t *at = TAKE(as->a, (size_t)trees + 1, uint32_t);
    for (uint32_t i = 0; i < trees; i++) {
        bool opens = i == 0 || as->page->sentence[i].paragraph != as->page->sentence[i - 1].paragraph;
        at[i] = opens && as->sentence[i]->units ? label_of(as->sentence[i]) : NOBODY;
    }
    if (!is_transcript(as, at)) return;
    for (uint32_t i = 0; i < trees; i++) {
        if (at[i] != NOBODY) {
            if (now != NOBODY) label_content(as, now, since, i - 1);
            now = add_label(as, as->sentence[i], at[i]);
            since = i;
        }
        as->label[i] = now;
    }
    if (now != NOBODY) label_content(as, now, since, trees - 1);
}

/* ---- all of it
 * ---------------------------------------------------------------------------------------------------------- */

/* "She said" of the one who spoke before; in order of the text, so that the next one finds this one tied. */
static void tie_pronouns(attributions *as, uint32_t first)
{
    for (uint32_t n = first; n < as->at.n; n++) {
        uint32_t who = speakers_before(as, &as->at.at[n]);
        if (who == NOBODY) continue;
        as->at.at[n].source[0].kind = SOURCE_ACTOR;
        as->at.at[n].source[0].who.actor = who;
    }
}

attributions *attributions_of(arena *a, const claims_lexicon *l, const page *p, const reading *r,
                              syntax *const *sentence, actors *who)
{
    attributions *as = TAKE(a, 1, attributions);
    *as = (attributions){ .a = a, .lexicon = l, .page = p, .reading = r, .sentence = sentence, .actors = who };
    as->top = TAKE(a, (size_t)r->trees + 1, uint32_t *);
    as->first = TAKE(a, (size_t)r->trees + 1, uint32_t);
    as->label = TAKE(a, (size_t)r->trees + 1, uint32_t);
    as->quotation = TAKE(a, (size_t)p->quotations + 1, uint32_t);
    for (uint32_t q = 0; q < p->quotations; q++) as->quotation[q] = NOBODY;
    for (uint32_t i = 0; i < r->trees; i++) {
        as->label[i] = NOBODY;
        as->top[i] = TAKE(a, (size_t)sentence[i]->units + 1, uint32_t);
        for (uint32_t u = 0; u < sentence[i]->units; u++) as->top[i][u] = NOBODY;
        as->first[i] = (uint32_t)as->at.n;
        cues_find(as, sentence[i]);
        learnt_find(as, sentence[i], as->first[i]);
        cited_find(as, sentence[i], as->first[i]);
        verdicts_find(as, sentence[i], as->first[i]);
        tie_pronouns(as, as->first[i]);
    }
    as->first[r->trees] = (uint32_t)as->at.n;
    take_quotations(as);
    read_labels(as);
    announced_find(as);
    signatures_find(as);
    headlines_find(as);
    go_on(as);
    widen_content(as);
    return as;
}

/* The attribution with this top that owns u: one whose own cue does not hold u. */
static uint32_t owner_at(const attributions *as, const syntax *s, uint32_t top, uint32_t u)
{
    for (uint32_t n = as->top[s->sentence][top]; n != NOBODY; n = as->at.at[n].next) {
        const attribution *at = &as->at.at[n];
        if (at->cue->kind == CUE_CONTRARY || at->only_passes) continue;
        if (!at->is_inside || !syntax_below(s, u, at->inside)) return n;
    }
    return NOBODY;
}

uint32_t attributions_owner(const attributions *as, const syntax *s, uint32_t u)
{
    uint32_t q, found = NOBODY;
    for (uint32_t at = u; at != NOBODY && found == NOBODY; at = syntax_head(s, at)) found = owner_at(as, s, at, u);
    if (found != NOBODY) return found;
    if (syntax_is_quoted(s, u, &q) && as->quotation[q] != NOBODY) {
        const attribution *at = &as->at.at[as->quotation[q]];
        if (at->sentence != s->sentence || at->head != u) return as->quotation[q];
    }
    return as->label[s->sentence];
}
