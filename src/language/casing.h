/*
 * casing.h - whether capitals tell anything in a sentence, or the text shouts or whispers all the way.
 */
#ifndef LANGUAGE_CASING_H
#define LANGUAGE_CASING_H
#include "record/page.h"

typedef enum { CASING_USED, CASING_CAPITALS, CASING_SMALL } casing;

/* One a sentence of the page. */
const casing *casing_of(arena *, const page *);

#endif
