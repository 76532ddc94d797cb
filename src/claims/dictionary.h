/*
 * dictionary.h - actor and agent dictionaries of others (TABARI, PETRARCH, Phoenix) as they are: codes for exchange; their
 * dictionaries of verbs are read by patterns.h.
 *
 *     GOLLUM                          a name, blanks written "_"; lines with "+" are other names of the same
 *     +SMEAGOL
 *         [HOB <950601]               its code until, from, between dates; one without dates holds otherwise
 *         [HOBGOV 19950601-19990815]
 *     FOREIGN_MINISTER [~GOVFRM]      an agent: "~" is the code of whom he belongs to
 *     !PERSON! = MAN, MEN, WOMAN      a set of words, for "CONGRESS!PERSON!"
 *
 * Their labels are their makers' judgements: a code is put beside what was found and decides nothing (DESIGN.md).
 * Comments begin with "#" or ";" or stand in <!-- -->.
 */
#ifndef CLAIMS_DICTIONARY_H
#define CLAIMS_DICTIONARY_H
#include "base/map.h"
#include "record/date.h"

typedef struct dictionary dictionary;

dictionary *dictionary_new(arena *);
/* Adds what a file holds; path is for messages.  Leaves with HS_BAD_INPUT, naming path and line, when it is no dictionary
 * of actors or agents. */
void dictionary_read(dictionary *, hs_str bytes, const char *path);
uint32_t dictionary_names(const dictionary *);

/* A word of a phrase as dictionaries compare it. */
typedef struct {
    hs_str folded;
    bool is_capital, joins; /* joins: "and", or a comma or slash stands before it */
} dictionary_word;
/* Parts a phrase into at most `most` words. */
size_t dictionary_words(arena *, hs_str phrase, dictionary_word *out, size_t most);
/* A line of a dictionary without comments; <!-- --> may run over lines: *in_comment is kept from one to the next. */
hs_str dictionary_uncommented(hs_str line, bool *in_comment);

/* The code of a noun phrase on a day: that of the actor named first, then what agents in it add ("Vantan officials":
 * VANGOV); "---GOV" for an agent of nobody named, codes joined by "/" for names joined by "and", empty for nothing
 * known.  known: the code of whom the phrase stands for by other words ("he"), used when it names nobody itself. */
hs_str dictionary_code(arena *, const dictionary *, hs_str phrase, date, hs_str known);

#endif
