/*
 * patterns.h - verb dictionaries of others (TABARI, PETRARCH, PETRARCH2) as they are: a code beside that of our own frames.
 *
 *     &TREATY                         a set of words, or of phrases ("+WRITTEN_AGREEMENT"), for "&TREATY" in patterns
 *     +PACT
 *     --- ABANDON [080] ---           PETRARCH: verbs below it share the code and the patterns
 *     ABANDON {ABANDONED}             irregular forms; "[100]" behind a verb is a code of its own, "+BLOW_UP" a verb with more words
 *     - SAID_$ * &TREATY WITH + [120] what must stand before and behind the verb: "_" joins, a blank leaves room; $ doer,
 *                                     + done-to, % several together, ^ anything; (...) and {...} group; {A | B} one of them
 *     ABANDON [345] ;comment          TABARI: a verb with its code, patterns below; words stand for longer ones too, but for "ACT_"
 *
 * The pattern that says most wins, of equals the first; without one the verb's own code.  "---" is their word for no event.
 * A code decides nothing (dictionary.h).
 */
#ifndef CLAIMS_PATTERNS_H
#define CLAIMS_PATTERNS_H
#include "claims/syntax.h"

typedef struct patterns patterns;

/* True for a file that has a pattern of a verb, or the heading of one, in it. */
bool patterns_are_in(hs_str bytes);
patterns *patterns_new(arena *);
/* Adds a file; path is for messages.  A line that makes no sense is passed over: returns what was, with the first such line,
 * or an empty string.  Leaves with HS_BAD_INPUT when nothing in it makes sense. */
hs_str patterns_read(patterns *, hs_str bytes, const char *path);
size_t patterns_number(const patterns *);

/* A sentence made ready: its words as the dictionaries know them. */
typedef struct pattern_words pattern_words;
pattern_words *patterns_words(arena *, const patterns *, const syntax *);
/* The code of the verb at unit `verb` done by the phrase of `doer` to that of `target` (units, or NOBODY); empty when no
 * dictionary has the verb.  Bounded by the patterns of the verb times the words of the sentence. */
hs_str patterns_code(const patterns *, const pattern_words *, const syntax *, uint32_t verb, uint32_t doer, uint32_t target);

#endif
