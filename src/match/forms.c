/*
 * forms.c - the forms by which the actors of a case can be looked up: names, keys and aliases, by letters and digits.
 */
#include "match/internal.h"

#include <stdlib.h>

static int by_form(const void *x, const void *y)
{
    const actor_form *a = x, *b = y;
    int order = str_cmp(a->form, b->form);
    if (order) return order;
    if (a->actor != b->actor) return a->actor < b->actor ? -1 : 1;
    return (int)a->is_alias - (int)b->is_alias;
}

void match_list_forms(match *m, state *s)
{
    VEC(actor_form) all = { 0 };
    for (uint32_t i = 0; i < s->actors; i++) {
        const case_actor *x = &s->actor[i];
        *VEC_ADD(m->a, &all) = (actor_form){ match_name_form(m->a, x->name), i, false };
        *VEC_ADD(m->a, &all) = (actor_form){ x->key, i, false };
        for (uint32_t k = 0; k < x->aliases; k++)
            *VEC_ADD(m->a, &all) = (actor_form){ match_name_form(m->a, x->alias[k]), i, true };
    }
    if (all.n) qsort(all.at, all.n, sizeof *all.at, by_form);
    size_t n = 0;
    for (size_t i = 0; i < all.n; i++) {
        bool again = n && all.at[n - 1].actor == all.at[i].actor && str_eq(all.at[n - 1].form, all.at[i].form);
        if (!again && all.at[i].form.n) all.at[n++] = all.at[i];
    }
    s->form = all.at;
    s->forms = (uint32_t)n;
}
