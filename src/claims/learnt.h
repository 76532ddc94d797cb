/*
 * learnt.h - attribution as it is learnt from marked sentences: small linear models (linear.h) over the masked tree.
 *
 *     1  cue      for each unit that may be one: none, says, denies, attitude             learnt_cue.c
 *     2  extent   for the units around a cue: does it belong to the cue's words?           learnt_cue.c
 *     3  content  candidates from the tree, the quotations and the commas, one is chosen   learnt_content.c
 *     4  source   candidates from the tree, or nobody, one is chosen                       learnt_source.c
 *     5  accept   how sure all of that together is                                         learnt_guess.c
 *
 * What the rules of cues.c found is a feature of all, so the models learn where the rules are to be trusted.  The
 * order is that of Pareti et al. 2013 (cue first, then what hangs on it); candidates instead of labels for each token,
 * as our sentences are few and trees say much.  A name is a constant: no feature can see its letters.
 */
#ifndef CLAIMS_LEARNT_H
#define CLAIMS_LEARNT_H
#include "claims/attribution.h"
#include "claims/linear.h"

#define LEARNT_KIND "attribution"
enum { LEARNT_VERSION = 1 };

typedef enum { LEARNT_NONE, LEARNT_SAYS, LEARNT_DENIES, LEARNT_ATTITUDE, LEARNT_CLASSES } learnt_class;

/* What open text and WordNet say of a word; rows of the model's section "words", ascending by word. */
typedef struct {
    uint32_t word; /* the low half of the hash of its letters */
    uint8_t open;  /* the class of words it stands among (names_words.h), or 0 */
    uint8_t verb;  /* WordNet's field of its first sense as a verb + 1, and bits for others; 0: no verb */
    uint8_t noun;  /* the same as a noun */
    uint8_t
        family; /* which word stands at the head of its family of verbs ("express", "judge"), as a few bits; 0: none */
} learnt_word;
enum { LEARNT_COMMUNICATION = 64, LEARNT_COGNITION = 128 }; /* some sense of it is of that field */

typedef struct {
    const learnt_word *at;
    size_t n;
    uint32_t *slot; /* hash to row + 1, open addressing */
    size_t slots;
} learnt_words;

struct learnt {
    const linear *cue, *extent, *content, *source, *accept;
    learnt_words words;
    double keep, add; /* an attribution of the rules is kept, another one added, from this probability on */
};

learnt_words learnt_words_index(arena *, const learnt_word *, size_t n);
/* From a file that was checked; leaves with HS_BAD_MODEL when its parts do not fit. */
const learnt *learnt_read(arena *, const model_file *);

/* ---- one sentence, made ready ---------------------------------------------------------------------------------- */

typedef struct {
    uint64_t lemma;       /* of a name: a constant of its class */
    uint64_t kind;        /* learnt_phrase_kind + 1, once asked for */
    uint64_t tag;         /* hash of the language's own tag, else the part of speech */
    learnt_word of_lemma; /* of verbs and nouns */
} learnt_unit;

enum { LEARNT_UNITS_MOST = 400 }; /* longer sentences are left to the rules */

/* A set of a sentence's units. */
typedef struct {
    uint64_t word[LEARNT_UNITS_MOST / 64 + 1];
} learnt_set;

typedef struct {
    arena *a;
    const syntax *s;
    const learnt_words *words;
    linear_features *feature; /* room for those of one candidate */
    learnt_unit *unit;
    const cue **row;          /* for each unit: of cues.tsv, or NULL */
    const uint32_t *rule;     /* for each unit: the rules' attribution with its head there, in `found`, or NOBODY */
    const attribution *found; /* by the rules */
    uint32_t *quotation;      /* for each unit: the quotation it stands in (inside), or NOBODY */
    bool any_quoted, before_quoted; /* in the sentence; in the one before it */
    uint32_t domain;                /* whose idea of attribution is learnt: 0 ours */
    learnt_set punctuation;
} learnt_view;

static inline bool learnt_has(const learnt_set *in, uint32_t u)
{
    return in->word[u / 64] >> u % 64 & 1;
}
/* Takes the units [from, to) in or out. */
void learnt_mark(learnt_set *, uint32_t from, uint32_t to, bool is_in);
/* The first unit from `from` on that is (or is not) in the set; n: none. */
static inline uint32_t learnt_next(const learnt_set *in, uint32_t from, uint32_t n, bool is_in)
{
    if (from >= n) return n;
    uint64_t turned = is_in ? 0 : ~UINT64_C(0), bits = (in->word[from / 64] ^ turned) & ~UINT64_C(0) << from % 64;
    for (from /= 64; !bits; bits = in->word[from] ^ turned)
        if (++from * 64 >= n) return n;
    from = from * 64 + (uint32_t)__builtin_ctzll(bits);
    return from < n ? from : n;
}
void learnt_leave_out(learnt_set *, const learnt_set *what, uint32_t n);
/* Takes in what of `between` stands right between two units of the set. */
void learnt_bridge(learnt_set *, const learnt_set *between, uint32_t n);

/* row: the lines of cues.tsv if they were looked up already, else NULL. */
learnt_view *learnt_view_of(arena *, const learnt_words *, const syntax *, const cue **row, const attribution *found,
                            size_t n, uint32_t domain);

/* The features of the next candidate, none yet, for this model. */
static inline linear_features *learnt_none_yet(const learnt_view *v, const linear *model)
{
    *v->feature = (linear_features){ .a = v->a, .model = model };
    return v->feature;
}
/* What is known of a unit's word as it stands, not of its lemma. */
learnt_word learnt_form(const learnt_view *, uint32_t u);

/* Features come in two parts: the first tells what is hopeless, the second is asked of the rest. */
typedef enum { LEARNT_FIRST = 1, LEARNT_SECOND = 2, LEARNT_BOTH = 3 } learnt_part;

/* A path through the tree from one unit to another, as a hash of its relations; 0 when it is long. */
uint64_t learnt_path(const syntax *, uint32_t from, uint32_t to);
/* What a unit is like as a noun phrase: name class, pronoun, kind of voice, WordNet's field. */
uint64_t learnt_phrase_kind(const learnt_view *, uint32_t u);

/* What is asked of each candidate of a cue, worked out once. */
typedef struct {
    uint32_t u, subject;                  /* subject: syntax_subject of u */
    uint64_t lemma, word, row, signature; /* word: fields of WordNet and part of speech; row: of cues.tsv */
    uint32_t content;                     /* CONTENT_ bits of the row */
    bool is_passive;
    bool *extent; /* for each unit: belongs to the cue's words */
} learnt_cue;

bool learnt_may_be_cue(const learnt_view *, uint32_t u);
void learnt_cue_features(const learnt_view *, uint32_t u, learnt_part, linear_features *);
learnt_cue learnt_cue_of(const learnt_view *, uint32_t u);
/* Units that may belong to the words of a cue at u; their features. */
enum { LEARNT_NEAR = 6 };
bool learnt_may_be_extent(const learnt_view *, uint32_t u, uint32_t other);
void learnt_extent_features(const learnt_view *, const learnt_cue *, uint32_t other, linear_features *);

enum { LEARNT_RUNS_MOST = 4, LEARNT_CANDIDATES_MOST = 48 };

typedef struct {
    uint32_t from, to; /* units */
} learnt_run;

typedef struct {
    uint32_t how;  /* kind of candidate */
    uint32_t top;  /* unit that the others hang on; NOBODY: no content, nobody speaks */
    uint32_t doer; /* unit that lends what it does, or NOBODY */
    learnt_run run[LEARNT_RUNS_MOST];
    uint32_t runs;
    bool is_rules;
} learnt_candidate;

typedef struct {
    learnt_candidate at[LEARNT_CANDIDATES_MOST];
    uint32_t n;
} learnt_candidates;

/* Where the content may stand; the last one is "nowhere". */
void learnt_contents(const learnt_view *, const learnt_cue *, learnt_candidates *);
void learnt_content_features(const learnt_view *, const learnt_cue *, const learnt_candidates *, uint32_t i,
                             learnt_part, linear_features *);
/* Who may speak; the last one is nobody. */
void learnt_sources(const learnt_view *, const learnt_cue *, const learnt_candidate *content, learnt_candidates *);
void learnt_source_features(const learnt_view *, const learnt_cue *, const learnt_candidate *content,
                            const learnt_candidates *, uint32_t i, learnt_part, linear_features *);

/* What the models make of one unit. */
typedef struct {
    learnt_cue cue;
    learnt_class class;
    learnt_candidate content, source;
    double p_cue, p_content, p_source, p; /* p: of all together */
} learnt_guess;

/* False when the unit is hardly a cue.  Without a model for it, p is that of the cue. */
bool learnt_guess_at(const learnt *, const learnt_view *, uint32_t u, learnt_guess *);
void learnt_accept_features(const learnt_view *, const learnt_guess *, linear_features *);

/* The words of a cue; of a content. */
span_list learnt_cue_words(arena *, const syntax *, const learnt_cue *);
span_list learnt_content_words(arena *, const syntax *, const learnt_candidate *);

/* Changes the attributions that the rules found in a sentence (from number `first` on) into those of rules and models.
 */
void learnt_find(attributions *, const syntax *, size_t first);

#endif
