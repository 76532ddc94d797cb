/*
 * names_acronym.h - acronyms defined in passing, and the names they stand for.
 */
#ifndef LANGUAGE_NAMES_ACRONYM_H
#define LANGUAGE_NAMES_ACRONYM_H
#include "language/reading.h"

typedef VEC(name) name_list;

name names_one(const page *, uint32_t sentence, uint32_t first, uint32_t tokens, actor_class, uint32_t entry);

/* "Islamic State-Khorasan Province (ISKP)" and "ISKP [Islamic State-Khorasan Province]": where the initials of the
 * words beside a bracket spell the acronym, the words are one name and the acronym another of the same class, whatever
 * was proposed for parts of them.  In and out: ascending, disjoint. */
void names_acronyms(arena *, const page *, name_list *);

#endif
