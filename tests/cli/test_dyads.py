"""Codes of a dictionary for who did it to whom: shared by the parts of a list, lent to pronouns by who speaks, both of a meeting."""
from program import *

ACTORS = b"ULVIA [ULV]\nULVIAN [ULV]\nBELMORA [BEL]\nBELMORAN [BEL]\nTARSK [TAR]\n"


def dyads(text, lemma):
    with Folder() as f:
        status, out, err = f.run("extract", "--dictionary", f.file("actors.txt", ACTORS), stdin=json.dumps({"id": "1", "text": text}).encode())
        check(status == 0, text, "status", status, err)
        claims = [json.loads(line) for line in out.splitlines()][0]["claims"]
        return {(c.get("doer_code"), c.get("target_code")) for c in claims if c["lemma"] == lemma}


def shared_by_a_list():
    got = dyads("Belmoran police and soldiers arrested four Tarsk miners and farmers.", "arrest")
    check(got == {("BEL", "TAR")}, got)


def a_list_with_articles_shares_nothing():
    got = dyads("The Belmoran minister and the bishop condemned Tarsk.", "condemn")
    check(("BEL", "TAR") in got, got)


def lent_by_who_speaks():
    got = dyads("Some Ulvian farmers said they would boycott Tarsk.", "boycott")
    check(got == {("ULV", "TAR")}, got)


def both_of_one_phrase():
    got = dyads("The ministers of Ulvia and Belmora met in the capital.", "meet")
    check(got == {("ULV/BEL", "ULV/BEL")}, got)


run_all([shared_by_a_list, a_list_with_articles_shares_nothing, lent_by_who_speaks, both_of_one_phrase])
