/*
 * attribution.h - who owns which words: every place where the document lets somebody speak.
 *
 *     officials  said  [the group was founded in 2015]
 *     ^source    ^cue  ^content: the subtree of one unit (top), or words between quotation marks
 */
#ifndef CLAIMS_ATTRIBUTION_H
#define CLAIMS_ATTRIBUTION_H
#include "claims/actors.h"
#include "claims/certainty.h"

enum { ATTRIBUTION_SOURCES = 8 }; /* coordinated speakers of one cue; further ones are in the words only */

typedef struct {
    uint32_t sentence;
    uint32_t head;   /* unit of the cue: "said" */
    uint32_t top;    /* unit whose subtree is the content, or NOBODY: quoted words of other sentences only */
    bool is_inside;  /* the cue hangs below the content ("..., he said, ..."): its subtree is not owned */
    uint32_t inside; /* top of what is not owned then */
    uint32_t doer;   /* "accused G of": G does what the content says; or NOBODY */
    const cue *cue;  /* NULL: the label of a transcript */
    source source[ATTRIBUTION_SOURCES];
    uint32_t sources;
    uint32_t speaker; /* unit of the source, or NOBODY */
    span_list cue_at, content_at;
    stance stance; /* of the cue: negation, modals, evidence */
    quote_kind quote;
    uint32_t next; /* another attribution with the same content, or NOBODY */
    uint32_t passed_on; /* 1 + the attribution of the same words by whoever cites this source, or 0 */
    bool only_passes;   /* its words are those of a source that it cites */

    /* For the list of utterances, as a reader would mark them; what is empty is as above. */
    utterance_kind kind;
    bool is_unlisted;
    double sure; /* how probable the models find it; 1 where none was asked */
    span_list marked_source, marked_cue, marked_content;
} attribution;

typedef struct {
    arena *a;
    const claims_lexicon *lexicon;
    const page *page;
    const reading *reading;
    syntax *const *sentence;
    actors *actors;
    VEC(attribution) listed; /* what the author tells of without lending his voice ("wants"): these own no words */
    VEC(attribution) at; /* in order of their sentences, the labels of transcripts behind */
    const cue **row;     /* of the sentence whose cues were found last, for each unit: its line of cues.tsv, or NULL */
    uint32_t *first;     /* for each sentence, and one behind the last: its first attribution */
    uint32_t **top;      /* for each sentence and unit: first attribution whose content it is the top of, or NOBODY */
    uint32_t *quotation; /* for each quotation of the page: attribution, or NOBODY */
    uint32_t *label;     /* for each sentence: attribution of a transcript's label, or NOBODY */
} attributions;

/* All attributions of a document. */
attributions *attributions_of(arena *, const claims_lexicon *, const page *, const reading *, syntax *const *sentence,
                              actors *);

/* The innermost attribution that owns unit u, or NOBODY: the author does. */
uint32_t attributions_owner(const attributions *, const syntax *, uint32_t u);

/* The first quotation of the page that ends behind this byte, or the number of quotations. */
uint32_t attributions_quotation(const page *, uint32_t byte);

/* An attribution whose content no tree ties to it, as direct speech, by nobody yet. */
attribution attributions_apart(uint32_t sentence, uint32_t head);

/* The first sentence that ends behind this byte, or the number of sentences. */
uint32_t attributions_sentence(const page *, uint32_t byte);

/* The same words with the quotation marks around them, and the comma or full stop before a closing one. */
span_list attributions_with_marks(arena *, const page *, span_list);

/* ---- cues.c: inside one sentence ------------------------------------------------------------------------------- */

/* Adds the attributions whose cue stands in this sentence. */
void cues_find(attributions *, const syntax *);

/* Sets the sources of an attribution from the unit that speaks and those coordinated with it.  "We believe" is said by
 * who is speaking anyway: a source of kind author, its words kept.  False when it cannot speak. */
bool cues_speakers(attributions *, const syntax *, uint32_t speaker, bool must, attribution *out);
void cues_nobody(attribution *);
/* A noun or pronoun that means what somebody said: "the charge", "this". */
bool cues_means_words(const syntax *, uint32_t u);
/* "Whatever the judge may say, G did it": what is conceded there owns nothing around it. */
bool cues_is_conceded(const syntax *, uint32_t cue);
/* How much of the content stands between quotation marks. */
quote_kind cues_quoted(const syntax *, span_list);
/* Puts these in the place of the sentence's attributions from number `first` on. */
void cues_replace(attributions *, const syntax *, size_t first, const attribution *, size_t n);

/* Appends a copy of an attribution, behind those with the same content. */
void cues_append(attributions *, const attribution *);

/* ---- verdicts.c: of what others said ----------------------------------------------------------------------------- */

/* Adds an attribution for every word of the sentence that judges what somebody said: whoever judges it false denies it. */
void verdicts_find(attributions *, const syntax *, size_t first);

/* ---- cited.c: who passed it on ----------------------------------------------------------------------------------- */

/* "Citing G, H said": what the sentence lets H say is G's, and H passes it on. */
void cited_find(attributions *, const syntax *, size_t first);

/* ---- signatures.c: beside a quotation -------------------------------------------------------------------------- */

/* Adds an attribution for every quotation that nobody took and that has a name behind a dash or before a colon. */
void signatures_find(attributions *);

/* ---- announced.c: behind a colon that ends a paragraph ------------------------------------------------------------- */

/* Adds or widens the attributions that a colon at the end of a paragraph gives the next one. */
void announced_find(attributions *);

/* ---- headlines.c: in a title line ------------------------------------------------------------------------------ */

/* Adds an attribution for every title line that tells by a colon or dash who says it. */
void headlines_find(attributions *);

/* ---- speakers.c: before the sentence --------------------------------------------------------------------------- */

/* Whom the pronoun that speaks in this attribution means, by the speakers and subjects of the sentences before;
 * NOBODY when no pronoun speaks, it is tied already, or nobody or more than one fits. */
uint32_t speakers_before(const attributions *, const attribution *);

#endif
