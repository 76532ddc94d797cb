/*
 * cues.c - from a cue to its source, and to the attribution that both make with its content, inside one tree.
 *
 * Spans follow the guide of PolNeAR (Newell, Margolin, Ruths 2018): auxiliaries, negation and particles belong to the
 * cue, "that" and "to" to the content, determiners and identifying appositions to the source, an empty "it" to none,
 * a full stop at the end to nobody.
 */
#include "claims/attribution.h"
#include "claims/contents.h"
#include "claims/several.h"

enum { CUES_MOST = 256 }; /* in one sentence; further cues leave their content to who owns the cue */

/* ---- spans ----------------------------------------------------------------------------------------------------------
 */

/* The cue's own words: the verb with auxiliaries, negation and particles. */
static span_list verb_words(arena *a, const syntax *s, uint32_t u)
{
    bool *marked = TAKE(a, (size_t)s->units + 1, bool);
    uint32_t low = u, high = u;
    marked[u] = true;
    for (uint32_t c = s->child[u]; c != NOBODY; c = s->sibling[c]) {
        const hedge *h = s->known[c]->hedge;
        bool is_negation = syntax_is(s, c, REL(ADVMOD)) && h && h->negative;
        if (!syntax_is(s, c, REL(AUX) | REL(AUX_PASS) | REL(COP) | REL(COMPOUND_PRT)) && !is_negation) continue;
        marked[c] = true;
        if (c < low) low = c;
        if (c > high) high = c;
    }
    bool only_adverbs = true; /* "are also accused" is one piece */
    for (uint32_t k = low; k <= high; k++) only_adverbs &= marked[k] || s->unit[k].upos == UPOS_ADV;
    for (uint32_t k = low; only_adverbs && k <= high; k++) marked[k] = true;
    return syntax_spans(a, s, marked, low, high);
}

/* The content's words: its subtree without the cue, in front of it the subject that a passive lends ("G is believed
 * to ...": G and "to ..."). */
static span_list content_words(arena *a, const syntax *s, uint32_t u, content found)
{
    span_list own = syntax_words(a, s, found.top, found.is_inside ? u : NOBODY);
    bool lends = found.doer != NOBODY && (syntax_is_passive(s, u) || found.doer == syntax_spare_subject(s, u)) &&
                 !syntax_below(s, found.doer, found.top) && s->unit[found.doer].upos != UPOS_PRON;
    if (!lends || !own.n) return own;
    span_list doer = syntax_phrase(a, s, found.doer);
    if (!doer.n || doer.at[doer.n - 1].end > own.at[0].begin) return own;
    span *both = TAKE(a, own.n + doer.n, span);
    memcpy(both, doer.at, doer.n * sizeof *both);
    memcpy(both + doer.n, own.at, own.n * sizeof *both);
    return (span_list){ both, own.n + doer.n };
}

quote_kind cues_quoted(const syntax *s, span_list at)
{
    const page *p = s->page;
    bool all = true, some = false;
    uint32_t q = at.n ? attributions_quotation(p, at.at[0].begin) : p->quotations;
    for (size_t i = 0; i < at.n; i++) {
        while (q < p->quotations && p->quotation[q].at.end <= at.at[i].begin) q++;
        some |= q < p->quotations && span_meets(p->quotation[q].at, at.at[i]);
        all &= q < p->quotations && span_holds(p->quotation[q].at, at.at[i]);
    }
    return !some ? QUOTE_INDIRECT : all ? QUOTE_DIRECT : QUOTE_MIXED;
}

/* ---- adding
 * ---------------------------------------------------------------------------------------------------------- */

/* Links attribution number n to its top. */
static void link_top(attributions *as, uint32_t n)
{
    attribution *at = &as->at.at[n];
    uint32_t *first = &as->top[at->sentence][at->top];
    at->next = NOBODY;
    if (*first == NOBODY) {
        *first = n;
        return;
    }
    uint32_t last = *first;
    while (as->at.at[last].next != NOBODY) last = as->at.at[last].next;
    as->at.at[last].next = n;
}

static attribution *add(attributions *as, const syntax *s, uint32_t u, const cue *c, content found)
{
    attribution *at = VEC_ADD(as->a, &as->at);
    *at = (attribution){ .sentence = s->sentence,
                         .head = u,
                         .top = found.top,
                         .is_inside = found.is_inside,
                         .inside = u,
                         .doer = found.doer,
                         .cue = c,
                         .speaker = NOBODY,
                         .next = NOBODY,
                         .stance = { .certainty = CERTAINTY_CERTAIN } };
    stance_at(as->a, s, u, &at->stance);
    at->cue_at = s->unit[u].upos == UPOS_VERB ? verb_words(as->a, s, u) : span_one(as->a, s->unit[u].at);
    at->content_at = content_words(as->a, s, u, found);
    at->quote = cues_quoted(s, at->content_at);
    link_top(as, (uint32_t)as->at.n - 1);
    return at;
}

/* A video can be looked up; a report that nobody is said to have made is vague. */
static evidence_kind document_evidence(const syntax *s, uint32_t u)
{
    const evidence_word *e = s->known[u]->evidence;
    return e && e->kind == EVIDENCE_NAMED ? EVIDENCE_NAMED : EVIDENCE_VAGUE;
}

/* "Both sides deny it": each of those that are meant does. */
static void speak_for_each(attributions *as, const syntax *s, uint32_t speaker, attribution *out)
{
    uint32_t who[ATTRIBUTION_SOURCES], n = several_mean(as->actors, as->sentence, s, speaker, who, ATTRIBUTION_SOURCES);
    for (uint32_t i = 0; i < n; i++) {
        out->source[i] = out->source[0];
        out->source[i].kind = SOURCE_ACTOR;
        out->source[i].who.actor = who[i];
    }
    if (n) out->sources = n;
}

bool cues_speakers(attributions *as, const syntax *s, uint32_t speaker, bool must, attribution *out)
{
    uint32_t list[ATTRIBUTION_SOURCES], n = 0;
    out->speaker = speaker;
    list[n++] = speaker;
    for (uint32_t c = s->child[speaker]; c != NOBODY && n < ATTRIBUTION_SOURCES; c = s->sibling[c])
        if (syntax_is(s, c, REL(CONJ)) && s->unit[c].upos != UPOS_VERB) list[n++] = c;
    for (uint32_t i = 0; i < n; i++) {
        source one;
        speaker_kind kind = actors_speaker(as->actors, s, list[i], must, &one);
        if (kind == SPEAKER_NONE && i == 0) return false;
        if (kind == SPEAKER_NONE) continue;
        if (kind == SPEAKER_SELF) one.kind = SOURCE_AUTHOR;
        if (i) one.who.at = out->source[0].who.at;
        if (kind == SPEAKER_DOCUMENT) stance_evidence(as->a, &out->stance, document_evidence(s, list[i]), span_hull(one.who.at));
        const voice *v = s->known[list[i]]->voice;
        if (kind == SPEAKER_ACTOR && v && v->kind == VOICE_DOCUMENT)
            stance_evidence(as->a, &out->stance, EVIDENCE_NAMED, span_hull(one.who.at));
        out->source[out->sources++] = one;
    }
    if (n == 1) speak_for_each(as, s, speaker, out);
    return true;
}

void cues_nobody(attribution *out)
{
    out->source[0] = (source){ SOURCE_UNNAMED, { { NULL, 0 }, NOBODY } };
    out->sources = 1;
}

/* Takes the sources found beforehand over into an attribution that is being added. */
static void take_sources(attribution *to, const attribution *from, arena *a)
{
    memcpy(to->source, from->source, sizeof to->source);
    to->sources = from->sources;
    to->speaker = from->speaker;
    if (from->stance.evidence)
        stance_evidence(a, &to->stance, from->stance.evidence,
                        from->stance.evidence_at.n ? from->stance.evidence_at.at[0] : (span){ 0, 0 });
}

/* ---- verbs
 * ------------------------------------------------------------------------------------------------------------ */

/* Verbs that only speakers do: their subject speaks even when no table knows the noun. */
static bool is_speech(const cue *c)
{
    return c->kind == CUE_SAY || c->kind == CUE_DENY || c->kind == CUE_ACCUSE || c->kind == CUE_ASK ||
           c->kind == CUE_PROMISE;
}

static bool is_impersonal(const syntax *s, uint32_t u)
{
    return syntax_child(s, u, REL(EXPL)) != NOBODY || syntax_child_lemma(s, u, RELS_SUBJECT, STR("it")) != NOBODY;
}

/* A document that backs an attribution with the same content ("acknowledged by G and corroborated by reports") is
 * its evidence. */
static bool backs_another(attributions *as, const syntax *s, uint32_t u, const cue *c, uint32_t top,
                          const attribution *found)
{
    if (c->kind != CUE_SHOW || !syntax_is(s, u, REL(CONJ)) || found->source[0].kind != SOURCE_UNNAMED ||
        !found->stance.evidence)
        return false;
    for (uint32_t n = as->top[s->sentence][top]; n != NOBODY; n = as->at.at[n].next)
        if (as->at.at[n].head == s->unit[u].head) {
            stance_evidence(as->a, &as->at.at[n].stance, found->stance.evidence, span_hull(found->source[0].who.at));
            return true;
        }
    return false;
}

/* '..., said a woman': who stands behind the cue, with what is said in front, is no object. */
static uint32_t inverted_speaker(const syntax *s, uint32_t u, const cue *c, uint32_t top)
{
    uint32_t behind = syntax_child(s, u, REL(OBJ) | REL(OBL_UNMARKED));
    bool is_before = behind != NOBODY && behind < u && top > u; /* "a command states that", with its speaker read as its object */
    return is_speech(c) && behind != NOBODY && (is_before || (top < u && behind > u)) ? behind : NOBODY;
}

/* "considers it probable that": the adjective between hedges what is considered. */
static void hedge_between(attributions *as, const syntax *s, uint32_t u, attribution *at)
{
    uint32_t between = syntax_child(s, u, REL(XCOMP));
    const hedge *h = between == NOBODY || !syntax_below(s, at->top, between) || at->top == between
                         ? NULL
                         : s->known[between]->hedge;
    if (h) stance_hedge(as->a, &at->stance, h->certainty, s->unit[between].at);
}

/* The last comma before u, with a speaker between the two: "..., a doctor at the hospital said."  NOBODY if none. */
static uint32_t comma_before(const syntax *s, uint32_t u)
{
    for (uint32_t k = u; k-- > 0;)
        if (str_eq(syntax_word(s, k), STR(","))) return k + 1 < u ? k : NOBODY;
    return NOBODY;
}

/* The head of the words between a comma and u: the first noun, name or pronoun that no preposition governs. */
static uint32_t head_between(const syntax *s, uint32_t comma, uint32_t u)
{
    for (uint32_t k = comma + 1; k < u; k++) {
        upos p = s->unit[k].upos;
        if ((p == UPOS_NOUN || p == UPOS_PROPN || p == UPOS_PRON || s->unit[k].name != NOBODY) &&
            syntax_child(s, k, REL(CASE)) == NOBODY && !syntax_is(s, k, REL(COMPOUND) | REL(NMOD_POSS)))
            return k;
    }
    return NOBODY;
}

static bool ends_sentence(const syntax *s, uint32_t u)
{
    while (u + 1 < s->units && s->unit[u + 1].upos == UPOS_PUNCT) u++;
    return u + 1 == s->units;
}

static bool is_comma(const syntax *s, uint32_t u)
{
    return u < s->units && str_eq(syntax_word(s, u), STR(","));
}

/* The words around "..., witnesses said, ...". */
static span_list words_around(arena *a, const syntax *s, uint32_t from, uint32_t to)
{
    uint32_t end = s->units;
    span_list before = syntax_span_of(a, s, 0, from), behind = syntax_span_of(a, s, to, end);
    if (!before.n || !behind.n) return before.n ? before : behind;
    span *both = TAKE(a, 2, span);
    both[0] = before.at[0];
    both[1] = behind.at[0];
    return (span_list){ both, 2 };
}

/* A cue behind a comma and a speaker owns what stands before the comma when it ends its sentence, and what stands
 * around when a comma follows, whatever the tree says. */
static bool put_in(attributions *as, const syntax *s, uint32_t u, const cue *c, uint32_t top)
{
    uint32_t comma = is_speech(c) && syntax_child(s, u, REL(AUX_PASS)) == NOBODY ? comma_before(s, u) : NOBODY;
    if (comma == NOBODY || (top != NOBODY && top < comma)) return false;
    bool is_last = ends_sentence(s, u) && s->root < comma,
         is_between = top == NOBODY && is_comma(s, u + 1) && s->root > u;
    uint32_t speaker = head_between(s, comma, u);
    attribution who = { .stance = { .certainty = CERTAINTY_CERTAIN } };
    if (!(is_last || is_between) || speaker == NOBODY || speaker == s->root || !cues_speakers(as, s, speaker, true, &who))
        return false;
    attribution *at = add(as, s, u, c, (content){ s->root, true, NOBODY });
    take_sources(at, &who, as->a);
    span_list words = words_around(as->a, s, comma, is_last ? s->units : u + 1);
    if (words.n) at->content_at = words;
    return true;
}

/* ---- quoted words beside a cue, where the tree does not tie them to it ---- */

/* The unit of a quotation that the others of it hang on; NOBODY when none of this sentence is in it. */
static uint32_t head_of_quoted(const syntax *s, span inside)
{
    uint32_t found = NOBODY;
    for (uint32_t u = 0; u < s->units; u++) {
        uint32_t head = syntax_head(s, u);
        bool is_in = span_holds(inside, s->unit[u].at) && s->unit[u].upos != UPOS_PUNCT;
        bool is_top = is_in && (head == NOBODY || !span_holds(inside, s->unit[head].at));
        if (is_top && (found == NOBODY || (syntax_is_clause(s, u) && !syntax_is_clause(s, found)))) found = u;
    }
    return found;
}

/* '"I would," NAME said to the camera', 'he says, "We go"': the quotation that ends shortly before a cue of speech, or
 * begins shortly behind it. */
static uint32_t quoted_beside(const syntax *s, uint32_t u)
{
    enum { BETWEEN_MOST = 9 };
    const page *p = s->page;
    span at = s->unit[u].at;
    if (syntax_is_quoted(s, u, NULL)) return NOBODY;
    uint32_t behind = attributions_quotation(p, at.begin);
    for (int side = 0; side < 2; side++) {
        uint32_t q = side ? behind : behind - 1;
        if (side ? q >= p->quotations : !behind) continue;
        span quoted = p->quotation[q].at;
        uint32_t between = 0;
        for (uint32_t k = 0; k < s->units; k++)
            between += side ? k > u && s->unit[k].at.end <= quoted.begin : k < u && s->unit[k].at.begin >= quoted.end;
        uint32_t top = between <= BETWEEN_MOST ? head_of_quoted(s, p->quotation[q].inside) : NOBODY;
        if (top != NOBODY) return top;
    }
    return NOBODY;
}

/* Somebody of this sentence says u. */
static bool is_in_content(const attributions *as, const syntax *s, uint32_t u)
{
    for (uint32_t n = as->first[s->sentence]; n < as->at.n; n++)
        if (syntax_below(s, u, as->at.at[n].top) && as->at.at[n].cue->kind != CUE_CONTRARY) return true;
    return false;
}

bool cues_means_words(const syntax *s, uint32_t u)
{
    static const hs_str it[] = { STR_INIT("it"), STR_INIT("this"), STR_INIT("that"), STR_INIT("they"), STR_INIT("these"), STR_INIT("them") };
    for (size_t i = 0; i < sizeof it / sizeof *it && s->unit[u].upos == UPOS_PRON; i++)
        if (syntax_lemma(s, u, it[i])) return true;
    const cue *c = s->known[u]->cue;
    return s->unit[u].upos == UPOS_NOUN && c && (c->kind == CUE_SAY || c->kind == CUE_ACCUSE) && syntax_is_definite(s, u);
}

bool cues_is_conceded(const syntax *s, uint32_t u)
{
    enum { BACK_MOST = 8 };
    for (uint32_t k = u; k-- > 0 && u - k <= BACK_MOST;) {
        hs_str word = syntax_word(s, k);
        if (is_comma(s, k)) return false;
        if (str_eq_ascii(word, STR("whatever")) || str_eq_ascii(word, STR("however")) || str_eq_ascii(word, STR("regardless"))) return true;
        if (k && str_eq_ascii(word, STR("matter")) && str_eq_ascii(syntax_word(s, k - 1), STR("no"))) return true;
    }
    return false;
}

static void verb_cue(attributions *as, const syntax *s, uint32_t u, const cue *c)
{
    if (cues_is_conceded(s, u)) return;
    const cue *names = contents_naming(s, u);
    content found = names ? contents_called(s, u) : contents_of_verb(s, u, c);
    if (names) c = names;
    if (found.top == NOBODY && is_speech(c) && !syntax_is_passive(s, u)) {
        uint32_t top = quoted_beside(s, u);
        if (top != NOBODY) found = (content){ top, syntax_below(s, u, top), NOBODY };
    }
    if (put_in(as, s, u, c, found.top)) return;
    if (found.top == NOBODY || found.top == u) return;
    attribution who = { .stance = { .certainty = CERTAINTY_CERTAIN } };
    bool passive = syntax_is_passive(s, u);
    uint32_t speaker = syntax_subject(s, u);
    if (speaker != NOBODY && (speaker == found.top || speaker == u)) speaker = NOBODY;
    uint32_t above = syntax_head(s, u);
    if (above != NOBODY && s->unit[above].upos == UPOS_ADJ && syntax_is_infinitive(s, u) && syntax_lemma(s, speaker, STR("it"))) return; /* "too early to say" */
    if (speaker == NOBODY && !passive) speaker = inverted_speaker(s, u, c, found.top);
    if (speaker != NOBODY) {
        if (!cues_speakers(as, s, speaker, is_speech(c), &who)) return;
    } else if (passive && !(c->content & CONTENT_OWN && is_in_content(as, s, u)) && c->kind != CUE_KNOW && c->kind != CUE_DEMAND && c->kind != CUE_PROMISE) {
        cues_nobody(&who);
    } else {
        return;
    }
    if (!passive && is_impersonal(s, u) && speaker == NOBODY) return;
    for (uint32_t n = as->top[s->sentence][found.top]; n != NOBODY; n = as->at.at[n].next)
        if (as->at.at[n].cue->kind == CUE_CONTRARY && as->at.at[n].speaker == speaker) return;
    if (backs_another(as, s, u, c, found.top, &who)) return;
    attribution *at = add(as, s, u, c, found);
    take_sources(at, &who, as->a);
    hedge_between(as, s, u, at);
}

/* ---- nouns
 * ------------------------------------------------------------------------------------------------------------- */

/* The owner of a noun that tells of speech: "his claim", "the claim by G", "claims from G". */
static uint32_t noun_speaker_unit(const syntax *s, uint32_t u)
{
    uint32_t c = syntax_child(s, u, REL(NMOD_POSS));
    if (c == NOBODY) c = syntax_prepositional(s, u, STR("by"));
    if (c == NOBODY) c = syntax_prepositional(s, u, STR("from"));
    for (uint32_t k = s->child[u]; c == NOBODY && k != NOBODY; k = s->sibling[k])
        if (s->unit[k].name != NOBODY && k < u && syntax_is(s, k, REL(COMPOUND) | REL(AMOD) | REL(NMOD_UNMARKED)))
            c = k;
    return c;
}

/* "repeated its claim that", "denied the claim that": the verb's attribution has this content already. */
static bool said_by_verb(const attributions *as, const syntax *s, uint32_t u, uint32_t top, bool has_owner)
{
    for (uint32_t n = as->top[s->sentence][top]; n != NOBODY; n = as->at.at[n].next) {
        const attribution *at = &as->at.at[n];
        bool is_of_verb = at->head == syntax_head(s, u) || (at->cue->kind == CUE_SAY && s->unit[at->head].upos == UPOS_VERB);
        if (is_of_verb && at->cue->kind != CUE_DENY && !has_owner) return true;
    }
    return false;
}

/* "The council expressed its belief": nobody tied "its" to anybody, so it is the subject's. */
static void own_by_subject(attributions *as, const syntax *s, uint32_t u, attribution *who)
{
    uint32_t verb = syntax_head(s, u), subject = verb == NOBODY ? NOBODY : syntax_subject(s, verb);
    source one;
    if (subject == NOBODY || syntax_below(s, u, subject) ||
        actors_speaker(as->actors, s, subject, false, &one) != SPEAKER_ACTOR)
        return;
    who->source[0].kind = SOURCE_ACTOR;
    who->source[0].who.actor = one.who.actor;
}

static void noun_cue(attributions *as, const syntax *s, uint32_t u, const cue *c)
{
    if (c->kind == CUE_EVIDENCE) return;
    content found = contents_of_noun(s, u, c);
    bool is_seen = found.top == NOBODY;
    if (is_seen) found = contents_seen(s, u, c);
    if (found.top == NOBODY || found.top == u) return;
    uint32_t speaker = noun_speaker_unit(s, u);
    if (is_seen && speaker == NOBODY) speaker = syntax_prepositional(s, u, STR("of"));
    if (is_seen && speaker == NOBODY) return; /* "in this view" */
    bool is_pronoun = speaker != NOBODY && s->unit[speaker].upos == UPOS_PRON;
    if (said_by_verb(as, s, u, found.top, speaker != NOBODY && !is_pronoun)) return;
    attribution who = { .stance = { .certainty = CERTAINTY_CERTAIN } };
    who.speaker = NOBODY;
    if (speaker == NOBODY || speaker == found.top) cues_nobody(&who);
    else if (!cues_speakers(as, s, speaker, true, &who)) return;
    if (is_pronoun && who.source[0].kind == SOURCE_UNNAMED) own_by_subject(as, s, u, &who);
    const voice *v = s->known[u]->voice;
    if (v && v->kind == VOICE_DOCUMENT && speaker == NOBODY) { /* "reports that": they speak for themselves */
        who.source[0].who.at = syntax_phrase(as->a, s, u);
        stance_evidence(as->a, &who.stance, EVIDENCE_VAGUE, s->unit[u].at);
    }
    attribution *at = add(as, s, u, c, found);
    take_sources(at, &who, as->a);
    if (v && speaker == NOBODY) at->source[0].who.at = span_one(as->a, s->unit[u].at);
}

/* ---- adjectives, adverbs, prepositions
 * ---------------------------------------------------------------------------------- */

/* "G is innocent of killing H", "found G guilty of the murder": said by who is speaking anyway, of the one it is said of. */
static void guilt_cue(attributions *as, const syntax *s, uint32_t u, const cue *c)
{
    uint32_t top = syntax_prepositional(s, u, STR("of")), head = syntax_head(s, u);
    uint32_t doer = syntax_child(s, u, RELS_SUBJECT);
    if (doer == NOBODY && syntax_is(s, u, REL(XCOMP))) doer = syntax_object(s, head) != NOBODY ? syntax_object(s, head) : syntax_subject(s, head);
    if (doer == NOBODY && syntax_is(s, u, REL(AMOD) | REL(ACL)) && head < u) doer = head; /* "found the officer innocent" */
    if (top == NOBODY || doer == NOBODY || top == doer) return;
    attribution who = { .stance = { .certainty = CERTAINTY_CERTAIN } };
    cues_nobody(&who);
    who.source[0].kind = SOURCE_AUTHOR;
    who.speaker = NOBODY;
    take_sources(add(as, s, u, c, (content){ top, false, doer }), &who, as->a);
}

/* "alleged attack", "reportedly attacked", "is confident that". */
static void modifier_cue(attributions *as, const syntax *s, uint32_t u, const cue *c)
{
    if (c->kind == CUE_ALLEGE) {
        if (!syntax_is(s, u, REL(AMOD) | REL(ADVMOD))) return;
        cues_nobody(add(as, s, u, c, (content){ s->unit[u].head, true, NOBODY }));
        return;
    }
    if (c->kind == CUE_ACCUSE) {
        guilt_cue(as, s, u, c);
        return;
    }
    uint32_t top = syntax_child(s, u, REL(CCOMP) | REL(ADVCL)), speaker = syntax_child(s, u, RELS_SUBJECT);
    if (top == NOBODY && c->content & CONTENT_OF) top = syntax_prepositional(s, u, STR("of"));
    if (top == NOBODY || top == u) return;
    if (c->kind == CUE_SAY && is_impersonal(s, u)) { /* "it is understood that", the participle read as an adjective */
        cues_nobody(add(as, s, u, c, (content){ top, false, NOBODY }));
        return;
    }
    attribution who = { .stance = { .certainty = CERTAINTY_CERTAIN } };
    if (speaker == NOBODY || c->kind == CUE_SAY || !cues_speakers(as, s, speaker, false, &who)) return;
    take_sources(add(as, s, u, c, (content){ top, false, NOBODY }), &who, as->a);
}

/* The phrase that a preposition of several words governs: its head, or what hangs below it. */
static uint32_t governed(const syntax *s, uint32_t u)
{
    if (syntax_is(s, u, REL(CASE) | REL(MARK) | REL(FIXED))) return syntax_head(s, u);
    return syntax_child(s, u, RELS_OBLIQUE | REL(OBJ));
}

/* "according to G", "in the view of G". */
static void preposition_cue(attributions *as, const syntax *s, uint32_t u, const cue *c)
{
    uint32_t speaker = governed(s, u);
    if (speaker == NOBODY) return;
    uint32_t phrase = syntax_is(s, u, REL(CASE) | REL(MARK) | REL(FIXED)) ? speaker : u;
    uint32_t top = contents_above(s, phrase);
    attribution who = { .stance = { .certainty = CERTAINTY_CERTAIN } };
    if (top == NOBODY || top == phrase ||
        !cues_speakers(as, s, speaker, u + 1 < s->units && syntax_lemma(s, u + 1, STR("to")), &who))
        return;
    attribution *at = add(as, s, phrase, c, (content){ top, true, NOBODY });
    take_sources(at, &who, as->a);
    uint32_t to = u + 1 < s->units && syntax_lemma(s, u + 1, STR("to")) ? u + 1 : u;
    at->cue_at = span_one(as->a, (span){ s->unit[u].at.begin, s->unit[to].at.end });
}

/* The subject of "what G says": not "what". */
static uint32_t contrary_subject(const syntax *s, uint32_t verb)
{
    for (uint32_t c = s->child[verb]; c != NOBODY; c = s->sibling[c])
        if (syntax_is(s, c, RELS_SUBJECT) && !syntax_lemma(s, c, STR("what"))) return c;
    uint32_t what = syntax_child_lemma(s, verb, ~UINT64_C(0), STR("what")); /* a parser that hangs G on "what" */
    return what == NOBODY ? NOBODY : syntax_child(s, what, RELS_SUBJECT | REL(FLAT) | REL(APPOS));
}

/* The first cue below u with a speaker of its own ("what G says", "G's claims"): the cue, and who speaks. */
static uint32_t contrary_cue_below(const syntax *s, uint32_t top, uint32_t *speaker)
{
    for (uint32_t u = s->low[top]; u <= s->high[top]; u++) {
        if (!syntax_below(s, u, top) || !s->known[u]->cue) continue;
        *speaker = s->unit[u].upos == UPOS_VERB ? contrary_subject(s, u) : noun_speaker_unit(s, u);
        if (*speaker != NOBODY) return u;
    }
    return NOBODY;
}

/* "Contrary to what G says, P": G says that it is not so.  P stands above; a parser that takes it for what G says
 * puts it below the saying. */
static void contrary_cue(attributions *as, const syntax *s, uint32_t u, const cue *c)
{
    uint32_t phrase = u, speaker = NOBODY;
    while (syntax_is(s, phrase, REL(CASE) | REL(MARK) | REL(FIXED)) && syntax_head(s, phrase) != NOBODY)
        phrase = s->unit[phrase].head;
    uint32_t said = contrary_cue_below(s, phrase, &speaker);
    if (said == NOBODY) return;
    content found = { syntax_head(s, phrase), true, NOBODY };
    if (found.top == NOBODY && s->unit[said].upos == UPOS_VERB)
        found = (content){ contents_clause(s, said), false, NOBODY };
    attribution who = { .stance = { .certainty = CERTAINTY_CERTAIN } };
    if (found.top == NOBODY || !cues_speakers(as, s, speaker, true, &who)) return;
    attribution *at = add(as, s, phrase, c, found);
    take_sources(at, &who, as->a);
    at->stance = (stance){ .certainty = CERTAINTY_CERTAIN };
    at->cue_at = span_one(as->a, s->unit[u].at);
}

void cues_append(attributions *as, const attribution *one)
{
    *VEC_ADD(as->a, &as->at) = *one;
    link_top(as, (uint32_t)as->at.n - 1);
}

/* ---- in place of what was found -------------------------------------------------------------------------------- */

void cues_replace(attributions *as, const syntax *s, size_t first, const attribution *with, size_t n)
{
    for (uint32_t u = 0; u < s->units; u++) as->top[s->sentence][u] = NOBODY;
    as->at.n = first;
    for (size_t i = 0; i < n; i++) cues_append(as, &with[i]);
}

/* ---- one sentence
 * ------------------------------------------------------------------------------------------------------- */

static void find_at(attributions *as, const syntax *s, uint32_t u, const cue *c)
{
    if (c->kind == CUE_CONTRARY) contrary_cue(as, s, u, c);
    else if (c->kind == CUE_ALLEGE) modifier_cue(as, s, u, c);
    else if (s->unit[u].upos == UPOS_ADP || s->unit[u].upos == UPOS_SCONJ ||
             (c->kind == CUE_SAY && str_eq(c->lemma, STR("accord"))))
        preposition_cue(as, s, u, c);
    else if (s->unit[u].upos == UPOS_NOUN) noun_cue(as, s, u, c);
    else if (s->unit[u].upos == UPOS_ADJ || s->unit[u].upos == UPOS_ADV) modifier_cue(as, s, u, c);
    else verb_cue(as, s, u, c);
}

/* Verbs first: what a verb has said of a noun's content the noun need not say again. */
void cues_find(attributions *as, const syntax *s)
{
    size_t most = as->at.n + CUES_MOST;
    as->row = TAKE(as->a, (size_t)s->units + 1, const cue *);
    for (uint32_t u = 0; u < s->units; u++)
        as->row[u] = s->unit[u].upos == UPOS_PUNCT ? NULL : syntax_cue(s, u);
    for (int nouns = 0; nouns < 2; nouns++)
        for (uint32_t u = 0; u < s->units && as->at.n < most; u++) {
            if ((s->unit[u].upos == UPOS_NOUN) != (nouns == 1)) continue;
            const cue *c =
                syntax_is(s, u, REL(AMOD)) ? lexicon_participle(s->lexicon, &s->unit[u], s->page->text) : NULL;
            if (!c) c = as->row[u];
            if (c) find_at(as, s, u, c);
        }
}
