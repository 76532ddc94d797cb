/*
 * names_label.h - the labels of the sequence model: where in a name a token stands, and the class of the name.
 *
 * Outside, and for each class: the Begin, the Inside and the End of a longer name, or a Single token.
 */
#ifndef LANGUAGE_NAMES_LABEL_H
#define LANGUAGE_NAMES_LABEL_H
#include "record/claim.h"

typedef enum { PART_BEGIN, PART_INSIDE, PART_END, PART_SINGLE } name_part;
enum { CLASSES = CLASS_OTHER + 1, LABEL_OUTSIDE = 0, LABELS = 1 + 4 * CLASSES };

static inline uint8_t label_of(actor_class c, name_part part)
{
    return (uint8_t)(1 + 4 * c + part);
}

static inline actor_class label_class(uint8_t label)
{
    return (actor_class)((label - 1) / 4);
}

static inline name_part label_part(uint8_t label)
{
    return (name_part)((label - 1) % 4);
}

/* May label b stand behind label a?  The place before and behind a sentence counts as OUTSIDE. */
static inline bool label_follows(uint8_t a, uint8_t b)
{
    bool open = a != LABEL_OUTSIDE && (label_part(a) == PART_BEGIN || label_part(a) == PART_INSIDE);
    bool goes_on = b != LABEL_OUTSIDE && (label_part(b) == PART_INSIDE || label_part(b) == PART_END);
    return open == goes_on && (!open || label_class(a) == label_class(b));
}

#endif
