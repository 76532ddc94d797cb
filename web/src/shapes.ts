// shapes.ts - what the server answers.  Written by shapes.mjs from docs/openapi.json; not by hand.

/** RFC 9457 */
export type Problem = { type: string; title: string; status: number; detail: string };
/** [begin, end) in bytes of the stored UTF-8 text */
export type Span = [number, number];
/** null, one span, or a list of spans where the words stand in several pieces */
export type Spans = null | Span | (Span)[];
/** ISO 8601, as exact as it is known */
export type Day = string | null;
/** the case in numbers */
export type Case = { name: string; version: string; edit: boolean; settled: boolean; state: string; documents: number; unread: number; publishers: number; claims: number; understood: number; actors: number; sources: number; questions: number; answers: number; origins: number; copies: number; lineages: number; first: Day; last: Day };
export type Unread = { where: string; what: string };
/** one published text, in short */
export type Place = { number: number; document: string; title: string | null; publisher: string | null; author: string | null; published: Day };
/** one document of the list */
export type Doc = { opening: { span: Span; text: string }; number: number; document: string; publisher: string | null; author: string | null; title: string | null; url: string | null; language: string | null; published: Day; media_type: string | null; encoding: string | null; credit: string | null; notes: (string)[]; bytes: number; sentences: number; claims: number };
/** a passage of this document that also stands elsewhere */
export type Copied = { copy: number; kind: string; one_voice: boolean; span: Span; direction: "from" | "to" | "?"; confidence: number; equal: number; lineage: number | null; other: Place; other_span: Span };
export type DocumentPage = { number: number; document: string; publisher: string | null; author: string | null; title: string | null; url: string | null; language: string | null; published: Day; media_type: string | null; encoding: string | null; credit: string | null; origin: string | null; notes: (string)[]; bytes: number; original_bytes: number; added_at: string; added_by: string; run: number; text_from: number; text_to: number; text: string; sentences: ({ span: Span; heading: boolean; paragraph: number })[]; claims: (Claim)[]; copied: (Copied)[]; mentions: ({ actor: number | null; name: string; span: Span })[] };
/** a span, its words, and the bytes they came from */
export type Evidence = { document: string; number: number; span: Span; text: string; text_sha256: string; original_span: Span; original_base64: string; original_sha256: string; media_type: string | null; before: string; after: string; publisher: string | null; title: string | null; published: Day; untrusted: unknown };
export type Reference = { name: string | null; actor: number | null; code: string | null; span: Spans };
/** a claim, as in `hearsay claims --json`, and what stands around it */
export type Claim = { claim: number; document: string; sentence: number; span: Span; text: string; source: { kind: "author" | "actor" | "unnamed"; source: number; name: string; actor: number | null; code: string | null; span: Spans; chain: (string)[] }; cue: null | { lemma: string | null; span: Spans }; content: Spans; polarity: "assert" | "deny"; certainty: "certain" | "probable" | "possible" | "unknown"; hedges: (string)[]; hedge_spans: Spans; quote: "none" | "indirect" | "direct" | "mixed"; evidence: { kind: "none" | "vague" | "named"; span: Spans }; predicate: null | { frame: string | null; cameo: string | null; plover: string | null; lemma: string | null; span: Spans }; agent: Reference | null; patient: Reference | null; place: Reference | null; time: null | { from: Day; to: Day; span: Spans }; number: null | { low: number | null; high: number | null; unit: string | null; span: Spans }; answer: number | null; count_answer: number | null; origin: number; same_words_as: number | null; links: number; origin_reason: string | null; question: number | null; question_words: string | null; answer_words: string | null; sentence_text: string; sentence_span: Span; in: Place };
/** what would change it: without this origin belief would be `without`; null when no single origin matters */
export type Pivot = null | { origin: number; claim: number; source: string; without: number; flips: boolean };
export type Answer = { answer: number; question: number; words: string; proposition: string; actor: number | null; documents: number; asserted: number; denied: number; open: number; origins_asserted: number; origins_denied: number; denied_by: (string)[]; belief: number; low: number; high: number; too_little: boolean; split: boolean; pivot: Pivot; key: string };
/** a question with its answers, most believed first */
export type Question = { question: number; words: string; frame: string | null; asks: "agent" | "patient" | "number" | "truth"; several_truths: boolean; agent: number | null; patient: number | null; documents: number; claims: number; origins: number; denied: number; contested: number; first: Day; last: Day; spread: ({ month: string; claims: number })[]; answers: (Answer)[]; answers_left: number; key: string };
/** one independent beginning of a statement */
export type Origin = { origin: number; answer: number; reason: string | null; side: "assert" | "deny" | "open"; claims: number; documents: number; first_claim: Claim };
/** one claim on the line of time */
export type Dated = { date: Day; claim: number; answer: number; answer_words: string; side: "assert" | "deny" | "open"; certainty: string; origin: number; new_origin: boolean; source: string; number: number; publisher: string | null; title: string | null };
/** how an answer stood on a day */
export type Moment = { date: Day; answer: number; question: number; question_words: string; proposition: string; asserted: number; denied: number; origins_asserted: number; origins_denied: number; belief: number; low: number; high: number; too_little: boolean; alone: boolean; claim: number | null };
/** what a claim lost or gained on its way */
export type Drift = { kind: string; words: string; from: Claim; to: Claim };
export type ActorRow = { actor: number; name: string; class: string; code: string | null; aliases: (string)[]; documents: number; said: number; said_about: number };
export type Neighbour = { actor: number; name: string; claims: number; frames: (string)[] };
export type Actor = { actor: number; name: string; code: string | null; part_of: null | { actor: number; name: string }; parts: ({ actor: number; name: string })[]; aliases: (string)[]; joins: ({ name: string; reason: string | null; documents: number; first: Place })[]; roles: (Claim)[]; documents: number; said: number; said_about: number; source: number | null; neighbours: (Neighbour)[]; neighbours_left: number; class: string };
export type SourceRow = { example: { document: string; span: Span; text: string } | null; source: number; kind: "author" | "actor" | "unnamed"; name: string; actor: number | null; claims: number; origins: number; sensitivity: number | null; sensitivity_low: number | null; sensitivity_high: number | null; specificity: number | null; specificity_low: number | null; specificity_high: number | null };
/** passages between two outlets */
export type Taken = { publisher: string; passages: number; documents: number; example: number };
export type Source = { source: number; kind: "author" | "actor" | "unnamed"; name: string; actor: number | null; claims: number; origins: number; sensitivity: number | null; sensitivity_low: number | null; sensitivity_high: number | null; specificity: number | null; specificity_low: number | null; specificity_high: number | null; publishers: (string)[]; documents: number; copies_from: (Taken)[]; copied_by: (Taken)[] };
export type Side = { number: number; document: string; publisher: string | null; published: Day; title: string | null; span: Span; text: string };
/** ["=", words] in both, ["-", words] only in the first, ["+", words] only in the second */
export type Difference = ["=" | "-" | "+", string];
export type Copy = { copy: number; kind: string; one_voice: boolean; direction: "ab" | "ba" | "?"; confidence: number; bits: number; equal: number; tokens: number; lineage: number | null; a: Side; b: Side };
export type CopyPage = { copy: number; kind: string; one_voice: boolean; direction: "ab" | "ba" | "?"; confidence: number; bits: number; equal: number; tokens: number; lineage: number | null; a: Side; b: Side; differences: (Difference)[] };
export type LineageRow = { span: Span; lineage: number; places: number; origins: number; first: Place; last: Day; text: string };
export type LineagePlace = { place: number; parent: number | null; span: Span; text: string; copy: number | null; kind: string | null; equal: number | null; confidence: number | null; differences: (Difference)[]; claims: (number)[]; in: Place };
export type Lineage = { lineage: number; places: (LineagePlace)[]; places_left: number; origins: number };
export type Hit = { document: string; sentence: number; span: Span; text: string; marks: (Span)[]; claims: (number)[]; in: Place };
export type Facet = { value: string; rows: number };
export type Hits = { rows: (Hit)[]; next: string | null; total: number; facets: { publisher: (Facet)[]; year: (Facet)[]; language: (Facet)[]; says: (Facet)[] } };
/** an entry of the log */
export type Entry = { seq: number; at: string; who: string; action: string; object: string; detail: string; prev_hash: string; hash: string };
export type Custody = { rows: (Entry)[]; next: string | null; total: number; entries: number; head: string };
export type Verified = { checked: number; faults: (Unread)[] };
/** what the case was read with, and with what it is shown */
export type Run = { version: string; models: (string)[]; limits: Record<string, unknown>; runs: ({ run: number; description: string; documents: number })[] };
/** something a person should look at; as in `hearsay review --json` */
export type ReviewItem = { kind: "join" | "stance" | "source"; question: string; why: string; matters: number; name?: string; other?: string; actor?: number | null; other_actor?: number | null; claim?: number | null; answer?: number | null };
/** as in `hearsay decisions --json`; docs/decide.md says which fields a kind has */
export type Decision = { decision: number; kind: "same" | "apart" | "called" | "accept" | "not a claim" | "speaker" | "stance" | "claim" | "undo"; text: string; at: string; who: string; why: string | null; stands: boolean; orphan: boolean; undone_by: number | null; undoes: number | null; claim: number | null; name?: string; other?: string; document?: string; other_document?: string; span?: Span; words?: string; source_kind?: "author" | "actor" | "unnamed"; source?: string; frame?: string; agent?: string; patient?: string; polarity?: "assert" | "deny"; certainty?: "certain" | "probable" | "possible" | "unknown" };
export type Export = { name: string; summary: string };
/** a file, or a decision (`name` is its kind, `bytes` 0), on its way into the case */
export type Upload = { upload: number; name: string; bytes: number; state: "waiting" | "reading" | "added" | "known" | "unread"; document: string | null; claims: number | null; why: string | null };
/** what is being added */
export type Adding = { working: boolean; doing: string | null; waiting: number; done: number; uploads: (Upload)[] };
