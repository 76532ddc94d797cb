"""A corpus as the property tests change it: texts by label ("file", or "file:LINE" for a record), written out again as
files, and found again in the results by the hash of their bytes."""
import hashlib, json, os


def read(folder):
    texts = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as f:
            content = f.read()
        if name.endswith(".jsonl"):
            for n, line in enumerate(content.splitlines(), 1):
                texts["%s:%d" % (name, n)] = json.loads(line)
        else:
            texts[name] = content.decode(encoding(content))
    return texts


def encoding(content):
    return "cp1252" if b"charset=windows-1252" in content else "utf-8"


def changed(texts, change):
    return {label: {k: change(v) if isinstance(v, str) else v for k, v in t.items()} if isinstance(t, dict) else change(t)
            for label, t in texts.items()}


def as_bytes(text):
    if isinstance(text, dict):
        return json.dumps(text, ensure_ascii=False).encode()
    return text.encode("cp1252" if "charset=windows-1252" in text else "utf-8")


def write(texts, folder):
    """Gives back which label each hash stands for."""
    os.makedirs(folder, exist_ok=True)
    records, labels = {}, {}
    for label, text in texts.items():
        content = as_bytes(text)
        labels["sha256:" + hashlib.sha256(content).hexdigest()] = label
        if isinstance(text, dict):
            records.setdefault(label.rsplit(":", 1)[0], []).append(content)
        else:
            with open(os.path.join(folder, label), "wb") as f:
                f.write(content)
    for name, lines in records.items():
        with open(os.path.join(folder, name), "wb") as f:
            f.write(b"\n".join(lines) + b"\n")
    return labels
