/*
 * facts.c - what a text says of itself: title line, masthead, byline, dateline, wire credit.
 *
 *     Port workers end strike                      title line (whole texts only)
 *     The Karren Mail, 15 March 2024               masthead, straight under the title: publisher, date
 *     By Mara Lind, Northern Press                 byline: author, credit
 *     KARREN, 14 March 2024 (Northern Press) - Dock workers in Karren ...
 *                                                  dateline: date, credit
 *
 * Nothing is inferred: a sentence about "the writer" names nobody, a dateline without a year dates nothing.
 */
#include "text/formats.h"

#include "base/utf8.h"

enum {
    HEAD_LINES = 8,      /* facts stand in the first lines */
    LINE_MOST = 160,     /* longer lines are prose */
    BYLINE_MOST = 100,
    DATELINE_MOST = 120, /* bytes before its dash */
    CREDIT_MOST = 40
};

typedef struct {
    hs_str line;       /* trimmed */
    bool before_blank; /* an empty line follows, or the end */
} head_line;

/* The first lines that are not empty. */
static size_t head_of(hs_str text, head_line head[HEAD_LINES])
{
    size_t n = 0;
    hs_str rest = text, line;
    while (str_split(&rest, '\n', &line)) {
        line = str_trim(line);
        if (!line.n && n) head[n - 1].before_blank = true;
        if (!line.n) continue;
        if (n == HEAD_LINES) return n;
        head[n++] = (head_line){ line, false };
    }
    if (n) head[n - 1].before_blank = true;
    return n;
}

static bool is_one_of(char c, const char *set)
{
    return c && strchr(set, c);
}

static int32_t first_code(hs_str s)
{
    size_t at = 0;
    return s.n ? utf8_next(s, &at) : 0;
}

/* ---- byline ------------------------------------------------------------------------------------ */

static bool is_particle(hs_str w)
{
    static const char *const list[] = { "and", "&", "al", "bin", "bint", "ibn", "abu", "da", "de", "del", "della",
                                        "der", "di", "dos", "du", "el", "la", "le", "ten", "van", "von", "y", "zu" };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (str_eq_ascii(w, str_of(list[i]))) return true;
    return false;
}

/* At least so many words and at most eight, each with a capital or a particle of names. */
static bool is_name(hs_str s, size_t least)
{
    size_t words = 0, capitals = 0;
    hs_str rest = s, w;
    while (str_split(&rest, ' ', &w)) {
        if (!w.n) continue;
        words++;
        if (is_particle(w)) continue;
        if (!utf8_is_upper(first_code(w)) || is_one_of(w.p[w.n - 1], ":;!?\"")) return false;
        capitals++;
    }
    return words >= least && words <= 8 && capitals >= least && !is_one_of(s.p[s.n - 1], ":;!?");
}

static size_t name_end(hs_str s)
{
    static const hs_str stop[] = { STR_INIT(","), STR_INIT(" | "), STR_INIT(" in "), STR_INIT(" for "),
                                   STR_INIT(" of "), STR_INIT(" ("), STR_INIT(" - "), STR_INIT(" \xE2\x80\x94 "),
                                   STR_INIT(" \xE2\x80\x93 ") };
    size_t end = s.n;
    for (size_t i = 0; i < sizeof stop / sizeof *stop; i++) {
        size_t at = str_find(s, stop[i], 0);
        if (at < end) end = at;
    }
    return end;
}

static bool is_job(hs_str s)
{
    static const hs_str job[] = { STR_INIT("staff"), STR_INIT("correspondent"), STR_INIT("editor"),
                                  STR_INIT("reporter"), STR_INIT("writer"), STR_INIT("columnist") };
    for (size_t i = 0; i < s.n; i++)
        for (size_t k = 0; k < sizeof job / sizeof *job; k++)
            if (str_starts_ascii(str_sub(s, i, s.n), job[k])) return true;
    return false;
}

/* Who is credited behind the name: ", Northern Press" or " | ..." or " for ..." or " (...)"; never a job. */
static hs_str byline_credit(hs_str after)
{
    static const hs_str lead[] = { STR_INIT(", "), STR_INIT(" | "), STR_INIT(" for "), STR_INIT(" of "),
                                   STR_INIT(" (") };
    for (size_t i = 0; i < sizeof lead / sizeof *lead; i++) {
        if (!str_starts(after, lead[i])) continue;
        hs_str s = str_trim(str_sub(after, lead[i].n, after.n));
        if (str_ends(s, STR(")"))) s.n--;
        bool good = s.n && s.n <= CREDIT_MOST && utf8_is_upper(first_code(s)) && !is_job(s);
        return good ? s : (hs_str){ 0 };
    }
    return (hs_str){ 0 };
}

/* "By Mara Lind, Northern Press": a name and nothing that makes it a sentence. */
static bool byline(hs_str line, hs_str *author, hs_str *credit)
{
    if (line.n > BYLINE_MOST || !str_starts_ascii(line, STR("by ")) || str_ends(line, STR("."))) return false;
    hs_str s = str_trim(str_sub(line, 3, line.n));
    hs_str name = str_trim(str_sub(s, 0, name_end(s)));
    if (!name.n || !is_name(name, 2)) return false;
    *author = name;
    *credit = byline_credit(str_sub(s, name.n, s.n));
    return true;
}

/* ---- dateline ---------------------------------------------------------------------------------- */

/* The dash that ends a dateline, with a blank on each side; *end is behind it. */
static size_t dash_at(hs_str line, size_t *end)
{
    static const hs_str dash[] = { STR_INIT(" -- "), STR_INIT(" - "), STR_INIT(" \xE2\x80\x94 "),
                                   STR_INIT(" \xE2\x80\x93 "), STR_INIT(") -") };
    hs_str top = str_sub(line, 0, line.n < DATELINE_MOST ? line.n : DATELINE_MOST);
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < sizeof dash / sizeof *dash; i++) {
        size_t at = str_find(top, dash[i], 0);
        if (at == SIZE_MAX) continue;
        if (i == 4) at++;
        if (at < best) {
            best = at;
            *end = at + dash[i].n - (i == 4);
        }
    }
    return best;
}

/* Letters of a place in a dateline are capitals: "SAN SALVADOR", "KARREN". */
static bool is_capital_place(hs_str s)
{
    size_t upper = 0;
    for (size_t at = 0; at < s.n;) {
        int32_t c = utf8_next(s, &at);
        if (utf8_is_lower(c) || utf8_is_digit(c)) return false;
        upper += utf8_is_upper(c);
    }
    return upper >= 3;
}

/* What stands in the last brackets at the end of s, and s without them. */
static hs_str take_brackets(hs_str *s)
{
    if (!str_ends(*s, STR(")"))) return (hs_str){ 0 };
    size_t open = s->n;
    while (open && s->p[open - 1] != '(') open--;
    if (!open) return (hs_str){ 0 };
    hs_str inside = str_trim(str_sub(*s, open, s->n - 1));
    *s = str_trim(str_sub(*s, 0, open - 1));
    return inside;
}

/* "KARREN, Vesland, 14 March 2024 (Northern Press) - ...": the place is in capitals, or an agency in brackets follows
 * a short place. */
static bool dateline_to(hs_str line, size_t *end, date *day, hs_str *credit)
{
    size_t dash = dash_at(line, end);
    if (dash == SIZE_MAX) return false;
    hs_str s = str_trim(str_sub(line, 0, dash));
    hs_str agency = take_brackets(&s);
    size_t comma = str_find(s, STR(","), 0);
    hs_str place = str_sub(s, 0, comma == SIZE_MAX ? s.n : comma);
    bool short_place = utf8_is_upper(first_code(agency)) && place.n <= CREDIT_MOST && is_name(place, 1);
    bool capital = is_capital_place(place) && (agency.n || comma != SIZE_MAX || s.n <= CREDIT_MOST);
    if (!capital && !short_place) return false;
    bool dated = agency.n && facts_date(agency, day); /* "KARREN (14 March 2024) - ..." */
    if (!dated && agency.n && agency.n <= CREDIT_MOST && utf8_is_letter(first_code(agency))) *credit = agency;
    for (; !dated && comma != SIZE_MAX; comma = str_find(s, STR(","), comma + 1))
        if (facts_date(str_trim(str_sub(s, comma + 1, s.n)), day)) break;
    return true;
}

static bool dateline(hs_str line, date *day, hs_str *credit)
{
    size_t end;
    return dateline_to(line, &end, day, credit);
}

size_t facts_dateline(hs_str paragraph)
{
    size_t end = 0;
    date day = { 0 };
    hs_str credit = { 0 };
    if (!utf8_is_upper(first_code(paragraph)) || !dateline_to(paragraph, &end, &day, &credit)) return 0;
    int32_t next = first_code(str_trim(str_sub(paragraph, end, paragraph.n)));
    return next == '"' || (next && !utf8_is_lower(next)) ? end : 0;
}

/* ---- masthead ---------------------------------------------------------------------------------- */

/* Two words or more: "London, 14 March 2024" names a place, "Thursday, 14 March 2024" is a date. */
static bool is_publisher(hs_str s)
{
    return utf8_is_upper(first_code(s)) && str_find(s, STR(" "), 0) != SIZE_MAX && !is_capital_place(s);
}

bool facts_masthead(hs_str line, hs_str *publisher, date *day)
{
    if (line.n > BYLINE_MOST) return false;
    for (size_t comma = str_find(line, STR(","), 0); comma != SIZE_MAX; comma = str_find(line, STR(","), comma + 1)) {
        *publisher = str_trim(str_sub(line, 0, comma));
        bool dated = facts_date(str_trim(str_sub(line, comma + 1, line.n)), day) && day->precision == DATE_DAY;
        if (dated) return is_publisher(*publisher);
    }
    return false;
}

/* ---- the whole --------------------------------------------------------------------------------- */

static bool looks_like_title(const head_line *h, size_t i, size_t n)
{
    hs_str line = h[i].line;
    if (i + 1 >= n || line.n > LINE_MOST || is_one_of(line.p[line.n - 1], ".,;:-")) return false;
    if (!utf8_is_letter(first_code(line)) && !utf8_is_digit(first_code(line)) && !str_starts(line, STR("\"")) &&
        (unsigned char)line.p[0] < 0x80)
        return false;
    hs_str author, credit;
    date day = { 0 };
    hs_str next = h[i + 1].line;
    bool next_is_head = byline(next, &author, &credit) || dateline(next, &day, &credit) ||
                        facts_masthead(next, &author, &day);
    return str_find(line, STR(" "), 0) != SIZE_MAX && (h[i].before_blank || next_is_head);
}

/* "Source: Northern Press" or "(Northern Press)" as the last line. */
static hs_str credit_line(hs_str text)
{
    hs_str s = str_trim(text);
    size_t at = s.n;
    while (at && s.p[at - 1] != '\n' && s.n - at <= CREDIT_MOST + 10) at--;
    if (!at || s.p[at - 1] != '\n') return (hs_str){ 0 };
    hs_str line = str_sub(s, at, s.n);
    if (str_starts_ascii(line, STR("source: "))) line = str_trim(str_sub(line, 8, line.n));
    else if (line.n > 2 && line.p[0] == '(' && line.p[line.n - 1] == ')') line = str_sub(line, 1, line.n - 1);
    else return (hs_str){ 0 };
    bool good = line.n && line.n <= CREDIT_MOST && utf8_is_upper(first_code(line)) && !is_one_of(line.p[line.n - 1], ".!?");
    return good && str_find(line, STR(":"), 0) == SIZE_MAX ? line : (hs_str){ 0 };
}

static void keep(hs_str *field, hs_str found_now)
{
    if (!field->n && found_now.n) *field = found_now;
}

/* One line of the head that is a byline, a dateline or a date; false when it is prose. */
static bool take_head_line(hs_str line, found *f)
{
    hs_str author = { 0 }, credit = { 0 };
    date day = { 0 };
    static const hs_str label[] = { STR_INIT("published: "), STR_INIT("published "), STR_INIT("date: "),
                                    STR_INIT("posted: "), STR_INIT("") };
    bool is_head = byline(line, &author, &credit) || dateline(line, &day, &credit);
    for (size_t i = 0; !is_head && line.n <= CREDIT_MOST && i < sizeof label / sizeof *label; i++)
        is_head = str_starts_ascii(line, label[i]) && facts_date(str_sub(line, label[i].n, line.n), &day) &&
                  day.precision >= DATE_MONTH;
    keep(&f->author, author);
    keep(&f->credit, credit);
    if (is_head && f->published.precision == DATE_NONE) f->published = day;
    return is_head;
}

/* The first line as the title, and the masthead if one stands straight under it. */
static void take_title(const head_line *head, size_t n, found *f)
{
    if (!n || !looks_like_title(head, 0, n) || take_head_line(head[0].line, f)) return;
    keep(&f->title, head[0].line);
    hs_str publisher;
    date day;
    if (n < 2 || head[0].before_blank || !facts_masthead(head[1].line, &publisher, &day)) return;
    keep(&f->publisher, publisher);
    if (f->published.precision == DATE_NONE) f->published = day;
}

void facts_of_text(hs_str text, bool is_whole, found *f)
{
    head_line head[HEAD_LINES];
    size_t n = head_of(text, head);
    if (is_whole) take_title(head, n, f);
    for (size_t i = 0, prose = 0; i < n && prose < 3; i++) prose += !take_head_line(head[i].line, f);
    keep(&f->credit, credit_line(text));
}
