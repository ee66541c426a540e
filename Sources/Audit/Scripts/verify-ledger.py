#!/usr/bin/env python3
"""Checks an audit pack: a whole ledger, without expunge and without a network.

  verify-ledger.py [PACK] [--against CHECKPOINT]... [--key VKEY]

PACK is the folder (without one: the folder this script lies in). --against takes a checkpoint kept from earlier, by you
or on paper: a ledger that was cut or rewritten since cannot agree with it. --key takes the ledger's key as you know it
from elsewhere. Needs Python 3.8 with its standard library, and openssl 3 for signatures and time-stamps.

Exit code 0: everything holds. 1: something does not; each finding names its file. 2: it could not start.
Formats: RFC 9162 section 2 (tree), C2SP signed-note, tlog-checkpoint, tlog-tiles, tlog-proof, tlog-cosignature,
RFC 8785 (lines), RFC 3161 (time-stamps). schema.txt says what the fields of a line mean.
It leaves to `expunge ledger verify` the form of each single field, whether each dispatch, answer and hold fits the
partner's routes and what was sent before, and whether an outcome rests on those very answers that it lists.
"""
import argparse, array, base64, collections, datetime, functools, hashlib, json, os, pathlib, re, subprocess, sys
import tempfile

findings, notes = [], []
NEVER = 1 << 63
AT_LEAST = [bytes(max(least, byte) for byte in range(256)) for least in range(10)]

def find(file, what, index=None):
    findings.append("%s: %s%s" % (file, "" if index is None else "entry %d: " % index, what))

class Wrong(Exception):
    """What is wrong with something that was read."""

def must(holds, what):
    if not holds:
        raise Wrong(what)

# ---- 1. Bytes, hashes, the tree ------------------------------------------------------------------------------------
def sha256(data): return hashlib.sha256(data).digest()
def node(left, right): return sha256(b"\1" + left + right)

def merkle_root(hashes):
    """RFC 9162 2.1.1. Pairing level by level and carrying an odd last one up splits at the largest power of two."""
    if not hashes:
        return sha256(b"")
    while len(hashes) > 1:
        hashes = [node(*hashes[i:i + 2]) for i in range(0, len(hashes) - 1, 2)] + hashes[len(hashes) // 2 * 2:]
    return hashes[0]

class Tree:
    """levels[0] are the leaf hashes, levels[k] the roots over 256^k leaves each: what tile/<k> holds."""
    def __init__(self, leaves):
        self.levels = [leaves]
        while len(self.levels[-1]) >= 256:
            below = self.levels[-1]
            self.levels.append([merkle_root(below[i:i + 256]) for i in range(0, len(below) // 256 * 256, 256)])
    def root(self, size):
        rest = []
        for k, level in enumerate(self.levels):
            held = size >> 8 * k
            rest = level[held >> 8 << 8:held] + rest
            rest = [merkle_root(rest)] if rest else []
        return merkle_root(rest)

def proved_root(leaf, index, size, path):
    """The root that a path, leaf to root, leads to: the tree's definition read backwards."""
    must(0 <= index < size and (size == 1) == (not path), "has a path for another index or size")
    if size == 1:
        return leaf
    split = 1 << (size - 1).bit_length() - 1
    if index < split:
        return node(proved_root(leaf, index, split, path[:-1]), path[-1])
    return node(path[-1], proved_root(leaf, index - split, size - split, path[:-1]))

def unbase64(text, length=None):
    """Canonical base64 only: a value has one spelling."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raw = b""
    must(base64.b64encode(raw).decode() == text and length in (None, len(raw)), "has base64 that is not canonical")
    return raw

# ---- 2. Keys, notes, checkpoints, proofs ---------------------------------------------------------------------------
def openssl(*arguments, **files):
    """Whether openssl is content, and what it says, in a folder of its own that holds these files."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            pathlib.Path(folder, name).write_bytes(data)
        run = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True)
        return run.returncode == 0, (run.stdout or run.stderr).decode(errors="replace")

class Key:
    """name+id+base64(algorithm || public key); algorithm 1 signs the ledger, 4 is a witness's."""
    def __init__(self, text):
        name, _, rest = text.partition("+")
        raw = unbase64(rest[9:], 33)
        self.text, self.name, self.algorithm, self.public = text, name, raw[0], raw[1:]
        self.id = sha256(name.encode() + b"\n" + raw)[:4]
        must(name and rest[:9] == self.id.hex() + "+", "has a key whose id is not what its name and bytes give")
    @functools.lru_cache(maxsize=None)
    def signed(self, message, signature):
        spki = bytes.fromhex("302a300506032b6570032100") + self.public  # RFC 8410
        command = "pkeyutl -verify -pubin -keyform DER -inkey key -rawin -in message -sigfile signature".split()
        return len(signature) == 64 and openssl(*command, key=spki, message=message, signature=signature)[0]

def read_signature(line):
    """Name, key id and what follows of a note's signature line."""
    match = re.fullmatch("\u2014 ([^\\s+]+) ([A-Za-z0-9+/=]+)", line)
    raw = unbase64(match[2]) if match else b""
    must(len(raw) > 4, "has a malformed signature line")
    return match[1], raw[:4], raw[4:]

class Checkpoint:
    def __init__(self, data):
        head, _, rest = data.decode(errors="replace").rpartition("\n\n")
        lines = head.split("\n")
        must(rest.endswith("\n") and len(lines) == 3 and re.fullmatch("0|[1-9][0-9]{0,17}", lines[1], re.ASCII),
             "is not a signed note with a checkpoint of three lines")
        self.data, self.text, self.origin = data, (head + "\n").encode(), lines[0]
        self.signatures = [read_signature(line) for line in rest[:-1].split("\n")]
        self.size, self.root = int(lines[1]), unbase64(lines[2], 32)
    def signers(self, keys):
        """Texts of the keys that signed. A known key whose signature fails spoils the note; others are ignored."""
        found = [(key, signature) for name, key_id, signature in self.signatures
                 for key in keys if (key.name, key.id) == (name, key_id)]
        must(all(key.signed(self.text, signature) for key, signature in found), "has a signature that does not fit")
        return {key.text for key, _ in found}

# ---- 3. Lines: canonical JSON --------------------------------------------------------------------------------------
KINDS = "genesis/1 matter/1 wave.open/1 dispatch/1 answer/1 outcome/1 hold/1 release/1".split() + (
    "amend/1 key/1 anchor/1 shred/1 wave.close/1".split())
GRADES = ("transmitted accepted-unsigned accepted-signed claimed-complete-unsigned claimed-complete-signed "
          "presumed-by-elapsed-time attested-by-person verified-by-probe").split()  # weakest first
PRESUMED = "presumed-by-elapsed-time"
CLAIMS = set(GRADES[3:]) - {PRESUMED}
PARTNERS_WORD = "deleted partly-deleted not-found not-held retained-with-reason refused".split()
OUTCOMES = PARTNERS_WORD + "expired-by-retention no-identifier not-possible unanswered withdrawn".split()
parse_json = json.JSONDecoder(parse_float=int, parse_constant=int).decode  # whole numbers: int refuses all others
# For what schema.txt allows, this is RFC 8785.
write_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode

@functools.lru_cache(maxsize=4096)
def seconds(text):
    """Seconds since 1970 of 2025-12-06T23:59:59Z."""
    must(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", text, re.ASCII), "has a time of another form")
    return int(datetime.datetime.strptime(text + "+0000", "%Y-%m-%dT%H:%M:%SZ%z").timestamp())

def read_line(line):
    try:
        plain = line[:-1].decode()
        entry = parse_json(plain)
        if len(line) <= 16384 and line[-1:] == b"\n" and write_json(entry) == plain and entry["kind"] in KINDS:
            return entry, seconds(entry["at"])
    except (ValueError, TypeError, KeyError, RecursionError):
        pass
    raise Wrong("is not one JSON object in canonical form (RFC 8785), of a known kind, with a time, at most 16 KiB")

class Ledger:
    """entries.jsonl: hashed and read strictly once; later only where each line starts is remembered."""
    def __init__(self, data, origin):
        self.data, self.origin, self.starts, self.leaves = data, origin, array.array("Q", [0]), []
        self.times, self.amendments, self.closes = array.array("q"), collections.defaultdict(list), {}
        self.unreadable, second, seen = set(), 0, set()
        while self.starts[-1] < len(data):
            index, start = len(self.leaves), self.starts[-1]
            self.starts.append(data.find(b"\n", start) + 1 or len(data))
            self.leaves.append(sha256(b"\0" + self.line(index)))
            try:
                entry, at = read_line(self.line(index))
                must(at >= second, "is dated before a line that stands before it")
                second, seen = at, seen if at == second else set()  # equal lines have equal dates
                must(self.leaves[-1] not in seen, "repeats an earlier line byte for byte")
                if entry["kind"] == "amend/1":
                    self.amendments[entry["index"]].append((index, entry["fields"]))
                elif entry["kind"] == "wave.close/1":
                    self.closes[entry["wave"]] = index
            except (Wrong, TypeError, KeyError) as wrong:
                find("entries.jsonl", str(wrong), index)
                self.unreadable.add(index)
            seen.add(self.leaves[-1])
            self.times.append(second)
        self.size = len(self.leaves)
    def line(self, index): return self.data[self.starts[index]:self.starts[index + 1]]
    @functools.lru_cache(maxsize=1024)
    def entry(self, index):
        return {"kind": None} if index in self.unreadable else parse_json(self.line(index)[:-1].decode())
    def corrected(self, index, before=NEVER):
        """The line with the corrections that stand before a line, and the last line that it knows of."""
        entry, newest = self.entry(index), index
        for at, fields in self.amendments.get(index, ()):
            if index < at < before:
                entry, newest = {**entry, **fields}, at
        return entry, newest

# ---- 4. What the lines must add up to ------------------------------------------------------------------------------
def ranges(subjects, count):
    """Ranges of people below count as slices, ascending and not touching; null is everybody."""
    after = 0
    for first, last in subjects or ():
        must(after <= first <= last < count, "has ranges that do not ascend, or more people than its wave has")
        after = last + 2
    return [slice(0, count)] if subjects is None else [slice(first, last + 1) for first, last in subjects]

def count_of(people): return sum(part.stop - part.start for part in people)

class Wave:
    def __init__(self, entry):
        self.subjects, self.partners, self.begun, self.close = entry["subjects"], {}, False, None
        self.told, self.stated = {**entry, "partners": None}, collections.Counter()

class Partner:
    def __init__(self, people):
        self.asked, self.settled = 0, bytearray(people)
        self.at_close, self.grades = collections.Counter(), collections.Counter()
        # For each outcome, a byte a person: the best grade, from 1, of an answer that says so of them.
        self.said = collections.defaultdict(lambda: bytearray(people))
    def hear(self, word, people, worth):
        for part in people:
            self.said[word][part] = self.said[word][part].translate(AT_LEAST[worth])

class Book:
    """Follows the lines in order, as corrected, and says what does not add up."""
    def __init__(self, ledger):
        self.ledger, self.waves, self.keys, self.anchors, self.outcomes = ledger, {}, [], [], []
        self.each(range(ledger.size), self.add)
        self.each(self.outcomes, self.settle)
        self.each([wave.close for wave in self.waves.values() if wave.close], self.check_close)

    def each(self, indices, step):
        for index in indices:
            try:
                step(index, self.ledger.entry(index))
            except Wrong as wrong:
                find("entries.jsonl", str(wrong), index)
            except (LookupError, TypeError, ValueError, AttributeError):
                find("entries.jsonl", "has a field that is not as schema.txt says", index)

    def add(self, index, e):
        kind = e["kind"]
        must((kind == "genesis/1") == (index == 0), "a genesis stands at index 0 and nowhere else")
        must(e.get("matter") in (None, self.ledger.origin.rpartition("/")[2]), "names another matter than the ledger's")
        if kind == "genesis/1":
            self.keys.append(dict(key=Key(e["vkey"]), start=0, end=NEVER, bad=NEVER))
        elif kind == "wave.open/1":
            self.open(e)
        elif kind == "key/1":
            self.key(index, e)
        elif kind == "anchor/1":
            self.anchors.append((index, e))
        elif kind == "amend/1":
            target = self.ledger.entry(e["index"]) if e["index"] < index else {"kind": None}
            must(target["kind"] in ("dispatch/1", "answer/1", "outcome/1", "hold/1", "release/1") and
                 set(e["fields"]) <= set(target) - {"kind", "at", "wave", "partner"}, "corrects what it cannot")
        elif kind and kind != "matter/1":
            self.follow(index, kind, e)

    def open(self, e):
        wave = self.waves.setdefault(e["wave"], Wave(e))
        must(not wave.begun and wave.told == {**e, "partners": None}, "opens its wave again, differently or too late")
        for told in e["partners"]:
            partner = wave.partners.setdefault(told["id"], Partner(min(wave.subjects, 1 << 24)))
            partner.asked += count_of(ranges(told["subjects"], wave.subjects))
        must(len({a["key"] for a in e["approvals"]}) > 1, "was not approved by two different keys")

    def follow(self, index, kind, e):
        wave = self.waves.get(e["wave"])
        must(wave and (e.get("partner") is None or e["partner"] in wave.partners),
             "belongs to no wave and partner opened before it")
        must(not wave.close or kind in ("answer/1", "shred/1", "wave.close/1"), "belongs to a wave closed before it")
        wave.begun, partner, now = True, wave.partners.get(e.get("partner")), self.ledger.corrected(index)[0]
        people = ranges(now.get("subjects"), wave.subjects)
        if kind == "answer/1" or kind == "dispatch/1" and now["result"] == "accepted":
            partner.hear("asked", people, 1)
        if kind == "answer/1" and now["outcome"]:
            partner.hear(now["outcome"], people, GRADES.index(now["grade"]) + 1 if now["grade"] else 0)
        elif kind == "outcome/1":
            self.outcomes.append(index)
        elif kind == "wave.close/1":
            must(not wave.close or {**self.ledger.entry(index - 1), "totals": 0} == {**e, "totals": 0},
                 "closes a wave that is not open")
            wave.close = index
            for total in e["totals"]:
                wave.stated[total["partner"], total["outcome"]] += total["subjects"]

    def settle(self, index, _):
        """Nobody is settled twice, and nothing is said that no answer says."""
        now, newest = self.ledger.corrected(index)
        then, _ = self.ledger.corrected(index, before=self.ledger.closes.get(now["wave"], NEVER))
        wave, word, grade = self.waves[now["wave"]], now["outcome"], now["grade"]
        partner, people = wave.partners[now["partner"]], ranges(now["subjects"], wave.subjects)
        partner.at_close[then["outcome"]] += count_of(ranges(then["subjects"], wave.subjects))
        partner.grades[word, grade] += count_of(people)
        twice = max((partner.settled.find(1, part.start, part.stop) for part in people), default=-1)
        for part in people:
            partner.settled[part] = b"\1" * (part.stop - part.start)
        must(twice < 0, "settles subject %d of partner %s a second time" % (twice, now["partner"]))
        for at in now["answers"]:
            other = self.ledger.entry(at) if at < newest else {"kind": None}
            must(other["kind"] in ("dispatch/1", "answer/1") and other["partner"] == now["partner"]
                 and other["wave"] == now["wave"], "rests on entry %d, no answer of its partner before it" % at)
        # A long outcome stands in several lines that agree in all but subjects and answers; later ones may list none.
        blank = dict(subjects=0, answers=0)
        must(word not in ("deleted", "partly-deleted") or now["answers"] or (
            {**self.ledger.entry(index), **blank} == {**self.ledger.entry(index - 1), **blank}),
             "says %s and rests on nothing" % word)
        must(word in OUTCOMES and grade in (None, *GRADES), "has an outcome or grade that schema.txt does not know")
        need = "asked" if grade == PRESUMED else word if word in PARTNERS_WORD and grade in CLAIMS else None
        best = min((min(partner.said[need][part]) for part in people if need), default=len(GRADES))
        must(best > 0, "says %s of subjects for whom no answer says so" % word)
        must(need in (None, "asked") or best > GRADES.index(grade), "has the grade %s, which its answers lack" % grade)

    def check_close(self, index, e):
        """Once a wave is closed, everybody has an outcome at every partner, and the stated totals are theirs."""
        wave = self.waves[e["wave"]]
        counted = {(name, word): n for name, p in wave.partners.items() for word, n in p.at_close.items() if n}
        for name, partner in wave.partners.items():
            if partner.settled.count(0):
                find("entries.jsonl", "closes while %d subjects of partner %s have no outcome" % (
                    partner.settled.count(0), name), index)
        for place in sorted({*counted, *wave.stated}):
            if counted.get(place, 0) != wave.stated[place]:
                find("entries.jsonl", "states %d subjects as %s at partner %s; the outcomes add up to %d" % (
                    wave.stated[place], place[1], place[0], counted.get(place, 0)), index)

    def key(self, index, e):
        key, start, action = Key(e["vkey"]), e["from_size"], e["action"]
        known = [k for k in self.keys if k["key"].text == key.text]
        must(key.name == self.ledger.origin and key.algorithm == 1 and bool(known) == (action != "add"),
             "adds a known key, or ends an unknown one, or one of another ledger")
        must(start > index or action == "compromised", "counts from before the first tree that holds it")
        if action == "add":
            return self.keys.append(dict(key=key, start=start, end=NEVER, bad=NEVER))
        known[0]["end"] = min(known[0]["end"], start)
        known[0]["bad"] = start if action == "compromised" else known[0]["bad"]
        must(self.active(max(index + 1, start)), "leaves the ledger without a key")

    def active(self, size): return [k["key"].text for k in self.keys if k["start"] <= size < k["end"]]

# ---- 5. The folder -------------------------------------------------------------------------------------------------
class Pack:
    def __init__(self, folder):
        self.folder = folder
        self.used = {"README.txt", "SHA256SUMS", "report.html", "verify-receipt.sh", "verify-ledger.py"}
        self.files = {os.path.relpath(os.path.join(place, name), folder) for place, inner, names in os.walk(
            folder, onerror=lambda error: find(os.path.relpath(error.filename, folder), "cannot be read"))
            for name in names + [name for name in inner if os.path.islink(os.path.join(place, name))]}
        for path in sorted(path for path in self.files if not (folder / path).is_file()):
            self.files.remove(path)
            find(path, "is no plain file")
    def read(self, path, needed=True):
        self.used.add(path)
        if needed and path not in self.files:
            find(path, "is missing")
        return (self.folder / path).read_bytes() if path in self.files else b""
    def check_sums(self):
        lines = self.read("SHA256SUMS").decode(errors="replace").split("\n")
        sums = {line[66:]: line[:64] for line in lines[:-1] if re.fullmatch("[0-9a-f]{64}  [!-~]+", line)}
        if lines[-1] or len(sums) < len(lines) - 1 or list(sums) != sorted(sums):
            find("SHA256SUMS", "is cut off, not sorted, or has lines that are not a digest, two spaces and a path")
        for path in sorted({*sums, *self.files} - {"SHA256SUMS"}):
            if path not in self.files or path not in sums:
                find(path, "is listed in SHA256SUMS and missing" if path in sums else "is not listed in SHA256SUMS")
            elif (self.folder / path).is_symlink() or sha256((self.folder / path).read_bytes()).hex() != sums[path]:
                find(path, "is no plain file or does not have the digest that SHA256SUMS lists")

def tile_name(level, tile, width):
    digits = re.sub(r"(\d{3})(?=\d)", r"x\1/", str(tile).zfill(3 * ((len(str(tile)) + 2) // 3)))
    return "tile/%s/%s%s" % (level, digits, "" if width == 256 else ".p/%d" % width)

def check_tiles(pack, ledger, tree, kept):
    """Every tile of the newest size, and the partial ones that proofs at kept sizes read."""
    for size in [ledger.size] + kept:
        for level, hashes in enumerate(tree.levels):
            held = size >> 8 * level
            for tile in range(held >> 8 if size < ledger.size else 0, (held + 255) // 256):
                first, width = 256 * tile, min(256, held - 256 * tile)
                holds = {tile_name(level, tile, width): b"".join(hashes[first:first + width])}
                if level == 0:
                    lines = [ledger.line(i) for i in range(first, first + width)]
                    holds[tile_name("entries", tile, width)] = b"".join(
                        min(len(line), 65535).to_bytes(2, "big") + line for line in lines)
                for path, data in holds.items():
                    if path not in pack.used and pack.read(path) != data:
                        find(path, "does not hold what entries.jsonl gives for it")

def check_heads(pack, against, ledger, tree, book):
    """All checkpoints are signed by a key that counts at their size and have the root of it. Gives the kept ones."""
    kept = {}
    own = [path for path in sorted(pack.files) if re.fullmatch(r"checkpoint|checkpoints/\d+", path)]
    for path in own + against:
        try:
            c = Checkpoint(pack.read(path) if path in own else pathlib.Path(path).read_bytes())
            if path in own and path != "checkpoint":
                must(path == "checkpoints/%d" % c.size, "is signed for %d lines" % c.size)
                kept[c.size] = c
            signers = c.signers([k["key"] for k in book.keys])
            must(c.origin == ledger.origin, "is of the ledger %s" % c.origin)
            must(c.size <= ledger.size, "is of %d lines, the pack has fewer; the ledger was cut off" % c.size)
            must(c.root == tree.root(c.size), "its root is not that of its lines here; the history was rewritten")
            if path != "checkpoint" and signers & {k["key"].text for k in book.keys if k["bad"] <= c.size}:
                notes.append("%s is signed by a key that was later declared compromised" % path)
            else:
                must(signers & set(book.active(c.size)), "is not signed by a key that was active at its size")
        except (OSError, Wrong) as wrong:
            find(path, str(wrong))
    return kept

def check_sets(pack, book):
    for name, wave in book.waves.items():
        data = pack.read("sets/" + name)
        root = merkle_root([data[i:i + 32] for i in range(0, len(data), 32)])
        if len(data) != 32 * wave.subjects or wave.told["set_root"] != base64.b64encode(root).decode():
            find("sets/" + name, "is not the subject set that wave.open committed to")

def check_samples(pack, ledger, tree, newest):
    """Redraws the samples: SHA-256(root || counter, 8 bytes) mod size, after the newest wave.close, 25 at most."""
    size = max(ledger.closes.values(), default=ledger.size - 1) + 1
    root, drawn, counter = tree.root(size), {}, 0
    while len(drawn) < min(25, size):
        drawn[int.from_bytes(sha256(root + counter.to_bytes(8, "big")), "big") % size] = counter
        counter += 1
    for index in drawn:
        path = "samples/%d.tlog-proof" % index
        if pack.read("samples/%d.json" % index) != ledger.line(index):
            find("samples/%d.json" % index, "is not line %d" % index)
        head, _, checkpoint = pack.read(path).partition(b"\n\n")
        magic, at, *hashes = head.decode(errors="replace").split("\n") + [""] * (b"\n" not in head)
        try:
            must((magic, at, checkpoint) == ("c2sp.org/tlog-proof@v1", "index %d" % index, newest.data),
                 "is no proof for index %d under the newest checkpoint" % index)
            root = proved_root(ledger.leaves[index], index, newest.size, [unbase64(h, 32) for h in hashes])
            must(root == newest.root, "does not lead to the root")
        except Wrong as wrong:
            find(path, str(wrong))

# ---- 6. Outside time and witnesses ---------------------------------------------------------------------------------
def check_stamp(pack, data, checkpoint):
    """Seconds that a .tsr names, after its imprint and, where the pack has it, the chain as of that time."""
    good, told = openssl("ts", "-reply", "-in", "tsr", "-text", tsr=data)
    imprint = "".join(re.findall(r"^    00[01]0 - ((?:[0-9a-f]{2}[ -]){16})", told, re.M))
    moment = re.search(r"^Time stamp: (\w+ +\d+ [\d:]+)(?:\.\d+)?( \d+) GMT$", told, re.M)
    must(good and moment and "\nStatus: Granted" in "\n" + told, "is not a granted time-stamp")
    must(re.sub("[ -]", "", imprint) == sha256(checkpoint.data).hex() and "\nHash Algorithm: sha256\n" in told,
         "stamps something else than checkpoints/%d" % checkpoint.size)
    moment = datetime.datetime.strptime(moment[1] + moment[2] + "+0000", "%b %d %H:%M:%S %Y%z")
    chain = pack.read("tsa-chain.pem", needed=False)
    command = "ts -verify -in tsr -data data -CAfile chain -attime %d" % moment.timestamp()
    good, why = openssl(*command.split(), tsr=data, data=checkpoint.data, chain=chain) if chain else (True, "")
    must(good, "does not verify against tsa-chain.pem: %s" % why.partition("\n")[0])
    return int(moment.timestamp()), None

def check_cosignature(line, checkpoint, policy):
    """C2SP cosignature/v1: its time, and the digest of the witness's key or None where the policy does not name it."""
    name, key_id, raw = read_signature(line)
    moment = int.from_bytes(raw[:8], "big")
    for key in policy:
        if (key.name, key.id) == (name, key_id):
            must(key.signed(b"cosignature/v1\ntime %d\n" % moment + checkpoint.text, raw[8:]),
                 "has a cosignature that does not hold")
            return moment, sha256(key.text.encode())
    notes.append("checkpoints/%d.cosig: witness %s is not in the policy; not checked" % (checkpoint.size, name))
    return moment, None

def check_anchors(pack, ledger, tree, book, kept):
    """Checks what came from outside and the lines that tell of it. Gives (size, seconds) of each line that holds."""
    seen, times, policy = {}, [], []
    for line in pack.read("policy", needed=False).decode(errors="replace").split("\n"):
        try:
            policy += [Key(text) for text in re.findall(r"^witness\s+\S+\s+(\S+)", line)]
        except Wrong as wrong:
            find("policy", str(wrong))
    for path in sorted(pack.files):
        match = re.fullmatch(r"(anchors|checkpoints)/(\d+)(\.\d+)?\.(tsr|cosig)", path)
        checkpoint = kept.get(int(match[2])) if match else None
        try:
            if checkpoint and match[4] == "tsr":
                data = pack.read(path)
                seen[checkpoint.size, sha256(data)] = check_stamp(pack, data, checkpoint)
            elif checkpoint:
                for line in pack.read(path).decode(errors="replace").splitlines():
                    seen[checkpoint.size, line] = check_cosignature(line, checkpoint, policy)
        except Wrong as wrong:
            find(path, str(wrong))
    for index, e in book.anchors:
        try:
            size, token = e["size"], e["token"]
            must(1 <= size <= index and unbase64(e["root"]) == tree.root(size) and size in kept,
                 "anchors a checkpoint that is not kept or has another root")
            name = (size, unbase64(token) if token else e["cosignature"])
            must(name in seen, "names a time-stamp or cosignature that is not in the pack or does not hold")
            moment, authority = seen.pop(name)
            must(moment == seconds(e["time"]) and authority in (None, unbase64(e["authority"])),
                 "tells another time or authority than the time-stamp or cosignature has")
            times.append((size, moment))
        except (Wrong, LookupError, TypeError, ValueError) as wrong:
            find("entries.jsonl", str(wrong), index)
    notes.extend("checkpoints/%d: a time-stamp or cosignature is not told in the ledger yet" % size for size, _ in seen)
    if "tsa-chain.pem" not in pack.files:
        notes.append("there is no tsa-chain.pem: signatures of time-stamps were not checked")
    return times

def check_brackets(ledger, times):
    """Every line lies between two outside times: the newest from before it, the oldest from after it."""
    times, uppers, lower, passed = sorted(times), [NEVER], 0, 0
    for _, moment in reversed(times):
        uppers.insert(0, min(moment, uppers[0]))
    for index, at in enumerate(ledger.times):
        while passed < len(times) and times[passed][0] <= index:
            lower, passed = max(lower, times[passed][1]), passed + 1
        if not lower - 300 <= at <= uppers[passed] + 300:
            find("entries.jsonl", "is dated %d s outside the outside times around it" % max(
                lower - at, at - uppers[passed]), index)
    notes.append("%d lines after the last anchor have no upper bound in time" % (ledger.size - max([0, *dict(times)])))

# ---- 7. Everything -------------------------------------------------------------------------------------------------
def tell(book, newest):
    print("ledger %s: %d lines, root %s" % (newest.origin, newest.size, base64.b64encode(newest.root).decode()))
    for name, wave in book.waves.items():
        print("wave %s: %d people, %s" % (name, wave.subjects, "closed" if wave.close else "still open"))
        for partner, p in sorted(wave.partners.items()):
            told = ["%d %s (%s)" % (n, word, grade or "nothing proves it") for (word, grade), n in p.grades.items()]
            print("  %s: asked for %d; %s; %d without outcome" % (
                partner, p.asked, ", ".join(sorted(told)) or "no outcomes", p.settled.count(0)))

def verify(pack, against, pinned):
    pack.check_sums()
    newest = Checkpoint(pack.read("checkpoint"))
    ledger = Ledger(pack.read("entries.jsonl"), newest.origin)
    tree, book = Tree(ledger.leaves), Book(ledger)
    must(book.keys and [ledger.entry(0)["origin"], book.keys[0]["key"].name] == 2 * [newest.origin],
         "is of another ledger than the genesis in entries.jsonl, or there is none")
    if newest.size != ledger.size:
        find("entries.jsonl", "has %d lines; the checkpoint signed %d" % (ledger.size, newest.size))
    for path, text in ("origin", newest.origin), ("ledger.vkey", "".join(book.active(ledger.size)[-1:])):
        if pack.read(path) != text.encode() + b"\n":
            find(path, "is not that of the genesis, or not the newest active key of the ledger")
    if pinned and pinned not in [k["key"].text for k in book.keys]:
        find("ledger.vkey", "the key given with --key never was a key of this ledger")
    schema = pack.read("schema.txt", needed=False)
    if "schema.txt" in pack.files and sha256(schema) != unbase64(ledger.entry(0)["schema"]):
        find("schema.txt", "is not the field list that the genesis names")
    if not schema:
        notes.append("schema.txt is not here; it should be, unless the genesis names a list of another version")
    kept = check_heads(pack, against, ledger, tree, book)
    check_tiles(pack, ledger, tree, sorted(size for size in kept if size <= ledger.size))
    check_sets(pack, book)
    check_samples(pack, ledger, tree, newest)
    check_brackets(ledger, check_anchors(pack, ledger, tree, book, kept))
    for path in sorted(pack.files - pack.used):
        find(path, "is nothing that this ledger and its checkpoints need")
    tell(book, newest)

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack", nargs="?", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent)
    parser.add_argument("--against", action="append", default=[], metavar="CHECKPOINT")
    parser.add_argument("--key", metavar="VKEY")
    options = parser.parse_args()
    try:
        openssl("version")
        verify(Pack(options.pack), options.against, options.key)
    except FileNotFoundError:
        parser.error("openssl 3 or the folder is not there")
    except Wrong as wrong:
        find("checkpoint", str(wrong))
    except (LookupError, TypeError, ValueError, AttributeError, OSError, MemoryError) as error:
        find(getattr(error, "filename", None) or "entries.jsonl", "stops the check here: %s" % type(error).__name__)
    print("\n".join(["note: " + note for note in notes] + findings[:200]))
    print("NOT SOUND: %d findings" % len(findings) if findings else "SOUND: everything in the pack holds together")
    sys.exit(1 if findings else 0)

if __name__ == "__main__":
    main()
