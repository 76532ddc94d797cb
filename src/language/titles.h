/*
 * titles.h - the words that stand before a person's name: data/lexicon/titles.tsv.
 */
#ifndef LANGUAGE_TITLES_H
#define LANGUAGE_TITLES_H
#include "base/map.h"
#include "record/page.h"

typedef enum { PERSON_EITHER, PERSON_MAN, PERSON_WOMAN } person_kind;

typedef struct {
    person_kind person;
    bool in_name; /* commonly a part of the name ("Sheikh") */
} title;

typedef struct titles titles;

/* FOLDER/lexicon/titles.tsv.  Leaves with HS_BAD_MODEL when it is missing or broken. */
const titles *titles_read(arena *, const char *folder);

/* The longest title of at most `most` tokens from t on; its tokens, 0 for none. */
uint32_t titles_at(arena *, const titles *, const page *, uint32_t t, uint32_t most, title *out);
/* The longest title of which token `end` - 1 is the last, not reaching before token `from`. */
uint32_t titles_before(arena *, const titles *, const page *, uint32_t end, uint32_t from, title *out);

#endif
