/*
 * abbreviations.h - English abbreviations that keep their full stop, sorted by bytes; in lower case.
 *
 * Ours, from general knowledge of English and newspaper style.  The letter says what may follow:
 *   'n'  a name or number follows: never the end of a sentence ("Gen.", "No.")
 *   'e'  may well end a sentence ("Inc.", "etc.")
 *   'm'  in the midst: a month or day, "vs."; ends one only before a clear beginning
 */
#ifndef TEXT_ABBREVIATIONS_H
#define TEXT_ABBREVIATIONS_H

static const struct {
    const char *word;
    char kind;
} abbreviations[] = {
    { "adj.", 'n' },   { "adm.", 'n' },   { "al.", 'm' },    { "apr.", 'm' },   { "approx.", 'm' }, { "apt.", 'n' },
    { "arrv.", 'm' },  { "assn.", 'e' },  { "assoc.", 'e' }, { "asst.", 'n' },  { "aug.", 'm' },   { "ave.", 'e' },
    { "bldg.", 'e' },  { "blvd.", 'e' },  { "brig.", 'n' },  { "bros.", 'e' },  { "ca.", 'm' },    { "capt.", 'n' },
    { "cc.", 'm' },    { "cf.", 'n' },    { "ch.", 'n' },    { "cmdr.", 'n' },  { "co.", 'e' },    { "col.", 'n' },
    { "comdr.", 'n' }, { "cong.", 'n' },  { "corp.", 'e' },  { "cpl.", 'n' },   { "ct.", 'e' },    { "dec.", 'm' },
    { "dept.", 'm' },  { "dist.", 'e' },  { "dr.", 'n' },    { "drs.", 'n' },   { "ed.", 'm' },    { "eds.", 'm' },   { "eq.", 'n' },
    { "esq.", 'e' },   { "est.", 'm' },   { "etc.", 'e' },   { "ext.", 'n' },   { "feb.", 'm' },   { "fig.", 'n' },
    { "figs.", 'n' },  { "fr.", 'n' },    { "fri.", 'm' },   { "ft.", 'n' },    { "gen.", 'n' },   { "gov.", 'n' },
    { "govt.", 'm' },  { "hon.", 'n' },   { "hr.", 'e' },    { "hrs.", 'e' },   { "inc.", 'e' },   { "intl.", 'm' },
    { "jan.", 'm' },   { "jr.", 'e' },    { "jul.", 'm' },   { "jun.", 'm' },   { "lb.", 'e' },    { "lbs.", 'e' },
    { "llc.", 'e' },   { "lt.", 'n' },    { "ltd.", 'e' },   { "maj.", 'n' },   { "mar.", 'm' },   { "messrs.", 'n' },
    { "mfg.", 'm' },   { "mgr.", 'n' },   { "mr.", 'n' },    { "mrs.", 'n' },   { "ms.", 'n' },    { "msgr.", 'n' },
    { "mt.", 'n' },    { "mts.", 'n' },   { "nos.", 'n' },   { "nov.", 'm' },   { "oct.", 'm' },
    { "op.", 'n' },    { "pg.", 'n' },    { "pp.", 'n' },    { "pres.", 'n' },  { "prof.", 'n' },  { "pt.", 'n' },
    { "pvt.", 'n' },   { "rd.", 'e' },    { "rep.", 'n' },   { "reps.", 'n' },  { "rev.", 'n' },   { "sec.", 'm' },
    { "sen.", 'n' },   { "sens.", 'n' },  { "sep.", 'm' },   { "sept.", 'm' },  { "sgt.", 'n' },   { "sq.", 'm' },
    { "sr.", 'e' },    { "st.", 'n' },    { "ste.", 'n' },   { "supt.", 'n' },  { "tel.", 'n' },   { "thur.", 'm' },
    { "thurs.", 'm' }, { "tue.", 'm' },   { "tues.", 'm' },  { "univ.", 'n' },  { "viz.", 'n' },   { "vol.", 'n' },
    { "vols.", 'n' },  { "vs.", 'n' },    { "wed.", 'm' },   { "yr.", 'e' },    { "yrs.", 'e' },
};

#endif
