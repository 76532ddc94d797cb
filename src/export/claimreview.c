/*
 * claimreview.c - one answer as a schema.org ClaimReview.
 *
 * A ClaimReview states a verdict.  The program has none to give: it is written only with the rating of a person who is
 * named, and names that person as its author; belief is no rating.
 */
#include "export/out.h"

#include "base/file.h"

#include <string.h>

typedef struct {
    const export_options *given;
} review;

static const char REFUSED[] = "a ClaimReview states a verdict, and the program has none: give --answer N, --rating 1 to 5 and"
                              " --rated-by with the name of the person who judges";

hs_status export_claimreview(hs_case *c, FILE *to, hs_error *err)
{
    (void)c;
    (void)to;
    return fail(err, HS_BAD_ARGUMENT, "%s", REFUSED);
}

static const char *rating_word(int r)
{
    static const char *const word[] = { "", "False", "Mostly false", "Half true", "Mostly true", "True" };
    return word[r];
}

static void itself(json *j, const char *type, const char *name, hs_str value)
{
    json_open(j, '{');
    json_put_string(j, "@type", str_of(type));
    json_put_string(j, name, value);
    json_close(j, '}');
}

static void rating(json *j, const export_options *x)
{
    json_key(j, "reviewRating");
    json_open(j, '{');
    json_put_string(j, "@type", STR("Rating"));
    json_put_u64(j, "ratingValue", (uint64_t)x->rating);
    json_put_u64(j, "bestRating", 5);
    json_put_u64(j, "worstRating", 1);
    json_put_string(j, "alternateName", str_of(rating_word(x->rating)));
    json_close(j, '}');
}

typedef struct {
    out *o;
    json *j;
} appearances;

static void appearance(out *o, const hs_claim *c)
{
    appearances *x = o->ctx;
    if (c->certainty == HS_UNKNOWN || c->polarity == HS_DENY) return;
    json_open(x->j, '{');
    json_put_string(x->j, "@type", STR("CreativeWork"));
    json_put_string(x->j, "identifier", arena_printf(o->a, "sha256:%.*s", STR_ARGS(c->document_id)));
    if (c->publisher.n) json_put_string(x->j, "publisher", c->publisher);
    if (c->published.n) json_put_string(x->j, "datePublished", c->published);
    json_put_string(x->j, "text", c->sentence);
    json_close(x->j, '}');
}

static void row(out *o, const hs_answer *v)
{
    const export_options *given = ((review *)o->ctx)->given;
    arena *a = arena_open(NULL, 0); /* outlives the rows behind the answer */
    if (!a) arena_leave(o->a, HS_NO_MEMORY, "out of memory");
    arena_defer(o->a, (void (*)(void *))arena_close, a);
    buf b = { .a = a };
    json j = json_begin(&b);
    json_open(&j, '{');
    json_put_string(&j, "@context", STR("https://schema.org"));
    json_put_string(&j, "@type", STR("ClaimReview"));
    if (given->url) json_put_string(&j, "url", str_of(given->url));
    json_put_string(&j, "claimReviewed", v->proposition);
    json_key(&j, "author");
    itself(&j, "Person", "name", str_of(given->rated_by));
    rating(&j, given);
    json_key(&j, "itemReviewed");
    json_open(&j, '{');
    json_put_string(&j, "@type", STR("Claim"));
    json_key(&j, "appearance");
    json_open(&j, '[');
    void *outer = o->ctx;
    o->ctx = &(appearances){ o, &j };
    out_why(o, v->answer, appearance);
    o->ctx = outer;
    json_close(&j, ']');
    json_close(&j, '}');
    json_close(&j, '}');
    out_line(o, &b);
}

static void write(out *o)
{
    out_answers(o, &(hs_query){ .number = ((review *)o->ctx)->given->answer }, row);
}

hs_status export_claimreview_with(hs_case *c, const export_options *x, FILE *to, hs_error *err)
{
    if (!x->answer || !x->rated_by || !*x->rated_by || x->rating < 1 || x->rating > 5)
        return fail(err, HS_BAD_ARGUMENT, "%s", REFUSED);
    return out_run(c, to, &(review){ .given = x }, write, err);
}
