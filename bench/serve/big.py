"""A large case for measuring how it opens: the sample case over and over, 24 sets of actors and questions.

    python3 bench/serve/big.py SMALL.hearsay BIG.hearsay [DOCUMENTS (40000)]

SMALL: a settled case of examples/karsa.  The rows are as a real case of that size would have them, document by document; only
the log says nothing of the copies, so this case is for reading and for nothing else.
"""
import shutil, sqlite3, sys

SMALL, BIG = sys.argv[1], sys.argv[2]
DOCUMENTS = int(sys.argv[3]) if len(sys.argv) > 3 else 40000
SETS = 24
shutil.copyfile(SMALL, BIG)
db = sqlite3.connect(BIG, isolation_level=None)
db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000; PRAGMA foreign_keys=OFF; BEGIN")
ID_OF = {"actor_id": "actors", "parent_id": "actors", "agent_id": "actors", "patient_id": "actors", "place_id": "actors", "other_actor_id": "actors",
         "source_id": "sources", "item_id": "items", "answer_id": "answers", "count_answer_id": "answers", "origin_id": "origins", "pivot_origin_id": "origins",
         "first_claim_id": "case_claims", "twin_id": "case_claims", "from_claim_id": "case_claims", "to_claim_id": "case_claims", "copy_id": "copies",
         "lineage_id": "lineages", "event_id": "events", "document_id": "documents", "a_document_id": "documents", "b_document_id": "documents"}
A_SET = ["actors", "actor_aliases", "actor_forms", "sources", "items", "answers", "events", "question_summaries", "actor_summaries"]
EACH = ["documents", "_originals", "_offset_maps", "sentences", "document_actors", "document_aliases", "mentions", "claims", "claim_chains", "case_documents",
        "actor_joins", "case_claims", "origins", "copies", "lineages", "lineage_places"]
SHARED = {"actors", "sources", "items", "answers", "events"}
tables = {r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
size = {t: db.execute("SELECT coalesce(max(id), 0) FROM " + t).fetchone()[0] for t in tables if "id" in
        [c[1] for c in db.execute("PRAGMA table_info(%s)" % t)]}
small = size["documents"]
names = {t: [c[1] for c in db.execute("PRAGMA table_info(%s)" % t)] for t in A_SET + EACH if t in tables}


def shifted(table, column, k):
    """The column in the k-th copy: ids move on, by copy or, for what copies share, by set."""
    of = table if column == "id" else ID_OF.get(column)
    by = (k % SETS if of in SHARED else k) * size.get(of, 0)
    if table == "documents" and column == "sha256":
        return "substr(sha256, 1, 56) || printf('%%08x', %d)" % k
    if table == "actors" and column in ("name", "key"):
        return "%s || ' %d'" % (column, k)
    if column == "place" and table in ("question_summaries", "actor_summaries"):
        return "%d + place" % (k * size["items" if table[0] == "q" else "actors"])
    if table == "actor_forms" and column == "form":
        return "form || ' %d'" % k
    return column if not of else "%s + %d" % (column, by)


def copy(table, k):
    if table not in tables:
        return
    bound = {"documents": "id", "sentences": "document_id", "case_documents": "document_id"}
    key = bound.get(table, next((c for c in ("document_id", "a_document_id") if c in names[table]), "id" if "id" in names[table] else None))
    limit = small if key and (ID_OF.get(key) == "documents" or table == "documents") else size.get(table if key == "id" else ID_OF.get(key, ""), 1 << 60)
    key = key or names[table][0]
    where = "WHERE %s <= %d" % (key, limit) if key in names[table] and key != "form" else ""
    if table == "actor_forms":
        where = "WHERE actor_id <= %d" % size["actors"]
    if table in ("actor_aliases", "actor_summaries"):
        where = "WHERE actor_id <= %d" % size["actors"]
    if table == "question_summaries":
        where = "WHERE item_id <= %d" % size["items"]
    if table == "lineage_places":
        where = "WHERE lineage_id <= %d" % size["lineages"]
    db.execute("INSERT INTO %s (%s) SELECT %s FROM %s %s" % (table, ", ".join(names[table]), ", ".join(shifted(table, c, k) for c in names[table]), table, where))


for k in range(1, SETS):
    for t in A_SET:
        copy(t, k)
copies = (DOCUMENTS + small - 1) // small
for k in range(1, copies):
    for t in EACH:
        copy(t, k)
db.execute("INSERT INTO sentences_fts (rowid, text) SELECT id, text FROM sentences WHERE id > %d" % size["sentences"])
for table, by in (("question_summaries", "documents"), ("question_summaries", "claims"), ("question_summaries", "origins"), ("actor_summaries", "documents"),
                  ("actor_summaries", "said"), ("actor_summaries", "said_of")):
    db.execute("UPDATE %s SET %s = %s * %d" % (table, by, by, copies // SETS))
db.execute("UPDATE case_info SET value = (SELECT max(id) FROM documents) WHERE name = 'state_documents'")
db.execute("COMMIT")
print({t: db.execute("SELECT count(*) FROM " + t).fetchone()[0] for t in ("documents", "sentences", "claims", "actors", "items", "answers", "case_claims", "copies")})
