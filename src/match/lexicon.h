/*
 * lexicon.h - how the frames are worded as questions and sentences, and the words that carry no meaning of their own.
 */
#ifndef MATCH_LEXICON_H
#define MATCH_LEXICON_H
#include "base/map.h"
#include "match/happenings.h"
#include "match/match.h"
#include "match/spelling.h"

/* Templates hold {agent} and {patient}. */
typedef struct {
    hs_str frame;
    hs_str who_agent;   /* "who supports {patient}?" */
    hs_str who_patient; /* "whom does {agent} support?" */
    hs_str whether;     /* "did {agent} act?" for a frame with one actor, "" if it makes no sense */
    hs_str sentence;    /* "{agent} supports {patient}" */
    hs_str words;       /* words that ask for it, blank-separated stems: "support back fund" */
} wording;

struct match_lexicon {
    arena *a;
    const wording *wording;
    size_t wordings;
    map wording_of; /* frame -> index + 1 */
    map function_word; /* word -> function_kind + 1 */
    map number_word; /* word -> 1 */
    map somebody; /* singular noun for people or a body of people -> 1 */
    spelling spelling;
    happenings happenings;
};

typedef enum { WORD_DETERMINER, WORD_PRONOUN, WORD_QUESTION, WORD_OTHER } function_kind;

/* NULL when the frame has no wording. */
const wording *lexicon_wording(const match_lexicon *, hs_str frame);
bool lexicon_is(const match_lexicon *, hs_str folded_word, function_kind);
bool lexicon_is_function_word(const match_lexicon *, hs_str folded_word);
/* The template with its slots filled; an empty agent becomes "someone", an empty patient "...". */
hs_str lexicon_fill(arena *, hs_str template, hs_str agent, hs_str patient);

#endif
