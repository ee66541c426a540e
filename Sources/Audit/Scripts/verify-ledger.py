#!/usr/bin/env python3
"""Checks an audit pack: a whole ledger, without expunge and without a network.

  verify-ledger.py [PACK] [--against CHECKPOINT]... [--key VKEY]

PACK is the folder (without one: the folder this script lies in). --against takes a checkpoint kept from earlier, by you
or on paper: a ledger that was cut or rewritten since cannot agree with it. --key takes the ledger's key as you know it
from elsewhere. Needs Python 3.8 with its standard library, and openssl 3 for signatures and time-stamps.

Exit code 0: everything holds. 1: something does not; each finding names its file. 2: it could not start.
Formats: RFC 9162 section 2 (tree), C2SP signed-note, tlog-checkpoint, tlog-tiles, tlog-proof, tlog-cosignature,
RFC 8785 (lines), RFC 3161 (time-stamps). schema.txt says what the fields of a line mean.
"""
import argparse, array, base64, binascii, collections, datetime, functools, hashlib, json, mmap, os, re, struct
import subprocess, sys, tempfile

findings, notes = [], []


def find(file, what, index=None):
    findings.append("%s: %s%s" % (file, "" if index is None else "entry %d: " % index, what))


class Wrong(Exception):
    """What is wrong with something that was read."""


# ---- 1. Bytes, hashes, the tree ------------------------------------------------------------------------------------

def sha256(data):
    return hashlib.sha256(data).digest()


def leaf_hash(line):
    return sha256(b"\0" + line)


def merkle_root(hashes):
    """RFC 9162 2.1.1. Pairing level by level and carrying an odd last one up splits at the largest power of two."""
    if not hashes:
        return sha256(b"")
    while len(hashes) > 1:
        pairs = [sha256(b"\1" + hashes[i] + hashes[i + 1]) for i in range(0, len(hashes) - 1, 2)]
        hashes = pairs + hashes[len(hashes) // 2 * 2:]
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


def follow_path(leaf, index, size, path):
    """The root that a proof leads to: RFC 9162 2.1.3.2. Its length is fixed by index and size."""
    inner = (index ^ (size - 1)).bit_length()
    if len(path) != inner + bin(index >> inner).count("1"):
        raise Wrong("the path has %d hashes; it is for another index or size" % len(path))
    fn, sn, result = index, size - 1, leaf
    for sibling in path:
        if fn & 1 or fn == sn:
            result = sha256(b"\1" + sibling + result)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            result = sha256(b"\1" + result + sibling)
        fn, sn = fn >> 1, sn >> 1
    return result


def unbase64(text, length=None):
    """Canonical base64 only: a value has one spelling."""
    data = text if isinstance(text, bytes) else text.encode()
    try:
        raw = base64.b64decode(data, validate=True)
    except binascii.Error:
        raise Wrong("base64 that cannot be read")
    if base64.b64encode(raw) != data or length not in (None, len(raw)):
        raise Wrong("base64 that is not canonical or of the wrong length")
    return raw


def number(text):
    if not re.fullmatch(rb"0|[1-9][0-9]{0,18}", text) or int(text) >= 1 << 63:
        raise Wrong("a size or index that is not a number below 2^63")
    return int(text)


# ---- 2. Keys, notes, checkpoints, proofs ---------------------------------------------------------------------------

def openssl(*arguments, **files):
    """Runs openssl; files are written to a folder of their own and named by {name} in the arguments."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(data)
        places = {name: os.path.join(folder, name) for name in list(files) + ["out"]}
        run = subprocess.run(["openssl"] + [a.format(**places) for a in arguments], capture_output=True)
        out = b""
        if os.path.exists(places["out"]):
            with open(places["out"], "rb") as file:
                out = file.read()
        return run.returncode == 0, out or run.stdout, (run.stderr.decode(errors="replace").split("\n") + [""])[0]


class Key:
    """name+id+base64(algorithm || public key); algorithm 1 signs the ledger, 4 is a witness's."""

    def __init__(self, text):
        parts = text.split("+", 2)
        if len(parts) != 3:
            raise Wrong("a key that is not name+id+key")
        raw = unbase64(parts[2], 33)
        self.text, self.name, self.algorithm, self.public = text, parts[0], raw[0], raw[1:]
        self.id = sha256(self.name.encode() + b"\n" + raw)[:4]
        if not self.name or self.id.hex() != parts[1] or self.algorithm not in (1, 4):
            raise Wrong("a key whose id or algorithm is not the one its name and bytes give")

    @functools.lru_cache(maxsize=None)
    def signed(self, message, signature):
        spki = bytes.fromhex("302a300506032b6570032100") + self.public  # RFC 8410
        return len(signature) == 64 and openssl(
            "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "{key}", "-rawin", "-in", "{text}",
            "-sigfile", "{signature}", key=spki, text=message, signature=signature)[0]


SIGNATURE = re.compile(rb"\xe2\x80\x94 ([^\s+]+) ([A-Za-z0-9+/=]+)")


class Checkpoint:
    def __init__(self, data):
        gap = data.rfind(b"\n\n")
        if gap < 0 or not data.endswith(b"\n"):
            raise Wrong("not a signed note")
        self.data, self.text, self.signatures = data, data[:gap + 1], []
        for line in data[gap + 2:-1].split(b"\n"):
            match = SIGNATURE.fullmatch(line)
            raw = unbase64(match[2]) if match else b""
            if len(raw) < 5:
                raise Wrong("a malformed signature line")
            self.signatures.append((match[1].decode(errors="replace"), raw[:4], raw[4:]))
        lines = self.text[:-1].split(b"\n")
        if len(lines) != 3:
            raise Wrong("not a checkpoint of three lines")
        self.origin = lines[0].decode(errors="replace")
        self.size, self.root = number(lines[1]), unbase64(lines[2], 32)

    def signers(self, keys):
        """Texts of the keys that signed. A known key whose signature fails spoils the note; others are ignored."""
        names = []
        for name, key_id, signature in self.signatures:
            for key in keys:
                if (key.name, key.id) == (name, key_id):
                    if not key.signed(self.text, signature):
                        raise Wrong("the signature does not fit the text")
                    names.append(key.text)
        if len(names) != len(set(names)):
            raise Wrong("a key signed twice")
        return names


def read_proof(data):
    """Index, path and the checkpoint's bytes of a .tlog-proof without an extra line."""
    head, gap, checkpoint = data.partition(b"\n\n")
    lines = head.split(b"\n")
    if not gap or lines[0] != b"c2sp.org/tlog-proof@v1" or len(lines) < 2 or not lines[1].startswith(b"index "):
        raise Wrong("not a proof file")
    return number(lines[1][6:]), [unbase64(line, 32) for line in lines[2:]], checkpoint


# ---- 3. Lines: canonical JSON, every field of its kind and no other ------------------------------------------------

# A check takes a value and says whether it is one of its sort.
def pattern(text):
    match = re.compile(text, re.ASCII).fullmatch
    return lambda v: isinstance(v, str) and match(v) is not None


def words(known):
    known = frozenset(known.split())
    return lambda v: isinstance(v, str) and v in known


def optional(check): return lambda v: v is None or check(v)
def many(check): return lambda v: isinstance(v, list) and all(map(check, v))
def text(v): return isinstance(v, str) and 0 < len(v.encode()) <= 255
def whole(v): return type(v) is int


def fields(**checks):
    names = list(checks)
    return lambda v: isinstance(v, dict) and list(v) == names and all(checks[n](v[n]) for n in names)


def ranges(v):
    after = 0
    if not isinstance(v, list):
        return False
    for pair in v:
        if not (isinstance(pair, list) and len(pair) == 2 and all(map(whole, pair)) and after <= pair[0] <= pair[1]):
            return False
        after = pair[1] + 2
    return True


@functools.lru_cache(maxsize=4096)
def seconds(v):
    """Seconds since 1970 of 2025-12-06T23:59:59Z, or None for anything else."""
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z", v, re.ASCII)
    try:
        moment = datetime.datetime(*map(int, match.groups()))
    except (AttributeError, ValueError):
        return None
    return int((moment - datetime.datetime(1970, 1, 1)).total_seconds()) if moment.year >= 1970 else None


def time(v): return isinstance(v, str) and seconds(v) is not None
def date(v): return isinstance(v, str) and time(v + "T00:00:00Z")
def date_or_time(v): return time(v) or date(v)


def total_order(v):
    pairs = [(t["partner"], t["outcome"]) for t in v]
    return all(a < b for a, b in zip(pairs, pairs[1:]))


OUTCOMES = ("deleted partly-deleted not-found not-held expired-by-retention no-identifier retained-with-reason refused "
            "not-possible unanswered withdrawn")
GRADES = ("transmitted accepted-unsigned accepted-signed claimed-complete-unsigned claimed-complete-signed "
          "presumed-by-elapsed-time attested-by-person verified-by-probe")
STRENGTH = {word: at for at, word in enumerate(GRADES.split())}
digest = pattern("[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=")
code = pattern("[a-z0-9.-]{1,48}")
holder = fields(key=pattern("SHA256:[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]"), role=code)
outcome, grade, scope = words(OUTCOMES), words(GRADES), words("subjects selector both")
PARTNER = fields(best_grade=optional(grade), id=text, name=text, rest=optional(outcome), route=optional(code),
                 scope=scope, subjects=ranges)
FIXED = {"kind", "at", "wave", "partner"}
HOLD = dict(at=time, basis=code, kind=text, partner=optional(text), subjects=optional(ranges),
            until=optional(date_or_time), wave=text)
KINDS = {kind: fields(**checks) for kind, checks in {
    "genesis/1": dict(at=time, commitment=words("hmac-sha256/1"), kind=text, operator=text, origin=text, schema=digest,
                      vkey=text),
    "matter/1": dict(at=time, clocks=many(fields(due=optional(date_or_time), duty=code, **{"from": date_or_time})),
                     contained_at=optional(time), data=many(code), digest=digest, discovered_on=date, kind=text,
                     matter=text),
    "wave.open/1": dict(approvals=many(holder), at=time, kind=text, matter=text, partners=many(PARTNER), plan=digest,
                        set_root=digest, subjects=whole, wave=pattern("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")),
    "dispatch/1": dict(adapter=digest, at=time, attempt=whole, dispatch=text, evidence=optional(digest),
                       grade=optional(grade), identifiers=many(code), kind=text, partner=text, reason=optional(code),
                       result=words("accepted failed in-doubt"), route=code, sent_at=optional(time),
                       subjects=optional(ranges), wave=text),
    "answer/1": dict(answered_at=optional(time), at=time, dispatch=optional(text), evidence=optional(digest),
                     grade=optional(grade), kind=text, outcome=optional(outcome), partner=text, reason=optional(code),
                     signer=optional(digest), subjects=optional(ranges),
                     via=words("response poll callback mail file person"), wave=text),
    "outcome/1": dict(answers=many(whole), at=time, grade=optional(grade), kind=text, outcome=outcome, partner=text,
                      reason=optional(code), residual=optional(fields(backups_until=date)),
                      subjects=optional(ranges), wave=text),
    "hold/1": HOLD, "release/1": HOLD,
    "amend/1": dict(at=time, fields=lambda v: isinstance(v, dict) and v and not FIXED & set(v), index=whole, kind=text,
                    reason=code),
    "key/1": dict(action=words("add retire compromised"), at=time, from_size=whole, kind=text, vkey=text),
    "anchor/1": dict(at=time, authority=digest, cosignature=optional(text), kind=text, root=digest, size=whole,
                     time=time, token=optional(digest)),
    "shred/1": dict(at=time, by=holder, kind=text, subjects=optional(ranges), wave=text),
    "wave.close/1": dict(at=time, by=holder, kind=text, totals=lambda v: many(
        fields(outcome=outcome, partner=text, subjects=whole))(v) and total_order(v), wave=text),
}.items()}


def natural(digits):
    value = int(digits)
    if not 0 <= value < 1 << 53:
        raise ValueError
    return value


def no_fraction(digits):
    raise ValueError


parse_json = json.JSONDecoder(parse_int=natural, parse_float=no_fraction, parse_constant=no_fraction).decode
# For what schema.txt allows, this is RFC 8785.
write_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def read_line(line):
    try:
        if len(line) > 16384 or not line.endswith(b"\n"):
            raise Wrong("is over 16 KiB or does not end in a newline")
        plain = line[:-1].decode()
        entry = parse_json(plain)
        if not isinstance(entry, dict) or write_json(entry) != plain:
            raise Wrong("is not one JSON object in canonical form (RFC 8785)")
        check_fields(entry)
        return entry
    except (ValueError, RecursionError):
        raise Wrong("is not JSON with whole numbers from 0 to 2^53 - 1")


def check_fields(entry):
    kind = entry.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise Wrong("is of no kind that schema.txt knows")
    if not KINDS[kind](entry):
        raise Wrong("does not have exactly the fields of a %s as schema.txt tells them" % kind)
    if kind == "anchor/1" and (entry["token"] is None) == (entry["cosignature"] is None):
        raise Wrong("must have a token or a cosignature and not both")


# ---- 4. What the lines must add up to ------------------------------------------------------------------------------

def mask(spans):
    """Ranges of subjects as the bits of a number."""
    bits = 0
    for first, last in spans:
        bits |= ((1 << last - first + 1) - 1) << first
    return bits


class Partner:
    def __init__(self, told):
        self.told = {name: value for name, value in told.items() if name != "subjects"}
        self.routed = self.sent = self.settled = 0
        self.totals, self.grades = collections.Counter(), collections.Counter()


class Wave:
    def __init__(self, index, entry):
        self.index, self.subjects, self.partners = index, entry["subjects"], {}
        self.told = {name: value for name, value in entry.items() if name != "partners"}
        self.has_traffic, self.close, self.close_totals, self.is_closed = False, None, None, False


PARTNERS_WORD = set("deleted partly-deleted not-found not-held retained-with-reason refused".split())
CLAIMS = set("claimed-complete-unsigned claimed-complete-signed attested-by-person verified-by-probe".split())


class Book:
    """Follows the lines in order, as corrected, and says what does not add up."""

    def __init__(self, ledger, upto_close=False):
        self.ledger, self.upto_close, self.problems = ledger, upto_close, []
        self.waves, self.dispatches, self.keys, self.anchors = {}, {}, [], []
        self.closing = self.group = self.matter_told = None
        self.previous = {}
        for index, line in ledger.lines():
            self.add(index, *ledger.corrected(index, line, self.closed_before if upto_close else None))
        self.judge()
        self.finish_close()
        for wave in self.waves.values():
            self.check_partners(wave)

    def closed_before(self, wave, at):
        return at < self.ledger.closes.get(wave, 1 << 63)

    def find(self, index, what):
        self.problems.append((index, what))

    def add(self, index, entry, newest):
        kind = entry["kind"] if entry else None
        if (kind == "genesis/1") != (index == 0):
            self.find(index, "a genesis stands at index 0 and nowhere else")
        if self.closing and not (kind == "wave.close/1" and entry["wave"] == self.closing):
            self.finish_close()
        if entry:
            getattr(self, kind[:-2].replace(".", "_"), lambda *_: None)(index, entry, newest)
            self.previous = entry

    def genesis(self, index, e, _):
        self.keys.append(dict(key=Key(e["vkey"]), start=0, end=1 << 63, bad=1 << 63))

    def matter_name(self, index, e):
        if e["matter"] != self.ledger.origin.rpartition("/")[2]:
            self.find(index, "names matter %s, which is not the ledger's" % e["matter"])

    def matter(self, index, e, _):
        self.matter_name(index, e)
        self.matter_told = e["matter"]

    def wave_open(self, index, e, _):
        if e["subjects"] > 1 << 28:
            return self.find(index, "has more people than this program checks")
        wave = self.waves.setdefault(e["wave"], Wave(index, e))
        if wave.index == index:
            self.matter_name(index, e)
            if self.matter_told is None:
                self.find(index, "opens a wave before any matter/1")
            if len({a["key"] for a in e["approvals"]}) < 2:
                self.find(index, "was not approved by two different keys")
        elif wave.has_traffic or any(wave.told[n] != e[n] for n in wave.told):
            return self.find(index, "opens wave %s again, differently or after its first line" % e["wave"])
        for told in e["partners"]:
            partner = wave.partners.get(told["id"])
            known, partner = partner is not None, partner or wave.partners.setdefault(told["id"], Partner(told))
            if told["subjects"] and told["subjects"][-1][1] >= wave.subjects:
                self.find(index, "routes a subject that is not below N to partner %s" % told["id"])
                continue
            routed = mask(told["subjects"])
            differs = any(partner.told[n] != told[n] for n in partner.told)
            if known and (differs or not routed or routed & partner.routed):
                self.find(index, "names partner %s again with other fields or the same subjects" % told["id"])
            partner.routed |= routed

    def check_partners(self, wave):
        for name, p in wave.partners.items():
            whole_wave = p.routed == (1 << wave.subjects) - 1
            if p.told["route"] is None and (p.routed or p.told["rest"] is None and not whole_wave):
                self.find(wave.index, "partner %s has no route, but subjects routed or no outcome for them" % name)
            if p.told["scope"] == "subjects" and not whole_wave and p.told["rest"] is None:
                self.find(wave.index, "partner %s: subjects are not routed and no outcome is told for them" % name)

    def traffic(self, index, e, after_close=False):
        """The wave, the partner and the subjects' bits (None for null); None where the line has no place."""
        wave = self.waves.get(e["wave"])
        partner = wave and wave.partners.get(e["partner"])
        if wave:
            wave.has_traffic = True
        if not partner:
            return self.find(index, "belongs to no wave and partner opened before it")
        if wave.is_closed and not after_close:
            self.find(index, "belongs to wave %s, which was closed before it" % e["wave"])
        return self.within(index, e, wave) and (wave, partner, None if e["subjects"] is None else mask(e["subjects"]))

    def dispatch(self, index, e, _):
        place = self.traffic(index, e)
        if not place:
            return
        wave, partner, bits = place
        scope_of = partner.told["scope"]
        if e["attempt"] < 1 or e["subjects"] == []:
            self.find(index, "has no attempt or no subjects")
        if (bits is None) != (scope_of == "selector") and scope_of != "both":
            self.find(index, "does not fit the partner's scope, which is %s" % scope_of)
        if bits and bits & ~partner.routed:
            self.find(index, "sends subjects that were not routed to partner %s" % e["partner"])
        partner.sent |= bits or 0
        sent = e["sent_at"] and seconds(e["sent_at"])
        if sent is None and e["result"] == "accepted" or sent is not None and not (
                seconds(wave.told["at"]) <= sent <= seconds(e["at"])):
            self.find(index, "was sent at no time between the wave's opening and its own")
        known = self.dispatches.get(e["dispatch"], ((e["wave"], e["partner"]), 0, None))
        # A long one stands in several lines, one after the other, that agree in everything but subjects.
        is_piece = all(self.previous.get(n) == v for n, v in e.items() if n != "subjects")
        if known[0] != (e["wave"], e["partner"]):
            self.find(index, "has the name of another partner's dispatch")
        elif e["attempt"] < known[1] or e["attempt"] == known[1] and known[2] != "in-doubt" and not is_piece:
            self.find(index, "attempt %d of dispatch %s comes after attempt %d, which was %s" % (
                e["attempt"], e["dispatch"], known[1], known[2]))
        self.dispatches[e["dispatch"]] = (known[0], e["attempt"], e["result"])

    def answer(self, index, e, _):
        place = self.traffic(index, e, after_close=True)
        if not place:
            return
        _, partner, bits = place
        known = e["dispatch"] and self.dispatches.get(e["dispatch"])
        if e["dispatch"] and (not known or known[0] != (e["wave"], e["partner"])):
            self.find(index, "answers dispatch %s, which this partner was not sent before" % e["dispatch"])
        if e["subjects"] == [] or e["via"] not in ("mail", "person") and bits and bits & ~partner.sent:
            self.find(index, "answers for no subjects, or for subjects that were not sent to partner %s" % e["partner"])
        if e["answered_at"] and seconds(e["answered_at"]) > seconds(e["at"]) and not self.upto_close:
            notes.append("entry %d: answered later than it was written down" % index)

    def outcome(self, index, e, newest):
        place = self.traffic(index, e)
        if not place:
            return
        wave, partner, bits = place
        bits = (1 << wave.subjects) - 1 if bits is None else bits
        if bits & partner.settled:
            twice = bits & partner.settled
            self.find(index, "settles subject %d of partner %s a second time" % (
                (twice & -twice).bit_length() - 1, e["partner"]))
        count = bin(bits & ~partner.settled).count("1")
        partner.settled |= bits
        partner.totals[e["outcome"]] += count
        partner.grades[e["outcome"], e["grade"]] += count
        listed = []
        for at in e["answers"]:
            other = self.ledger.entry(at, self.closed_before if self.upto_close else None) if at < newest else None
            if other and other["kind"] in ("dispatch/1", "answer/1") and all(
                    other[n] == e[n] for n in ("wave", "partner")):
                listed.append(other)
            else:
                self.find(index, "rests on entry %d, no earlier dispatch or answer of this wave and partner" % at)
        if len(set(e["answers"])) != len(e["answers"]):
            self.find(index, "lists an answer twice")
        # A long outcome stands in several lines that agree in everything but subjects and answers.
        alike = {n: v for n, v in e.items() if n not in ("subjects", "answers")}
        if self.group and self.group[0] == alike and self.group[1] == index - 1:
            self.group[1:3] = [index, self.group[2] | bits]
            self.group[3] += listed
        else:
            self.judge()
            self.group = [alike, index, bits, listed, partner]

    def judge(self):
        """Whether what an outcome says rests on what came in."""
        if not self.group:
            return
        (e, index, bits, listed, partner), self.group = self.group, None

        def without(lines):
            held = 0
            for line in lines:
                held = -1 if line["subjects"] is None else held | mask(line["subjects"])
                if held == -1:
                    return 0
            return bits & ~held
        word, level = e["outcome"], e["grade"]
        if word in ("deleted", "partly-deleted") and not listed:
            self.find(index, "says %s and rests on nothing" % word)
        elif word in PARTNERS_WORD and level in CLAIMS:
            same = [a for a in listed if a["kind"] == "answer/1" and a["outcome"] == word]
            if without(same):
                self.find(index, "says %s of subjects for whom none of its answers says so" % word)
            elif STRENGTH[level] > max((STRENGTH.get(a["grade"], -1) for a in same), default=-1):
                self.find(index, "has the grade %s, which none of its answers has" % level)
        elif level == "presumed-by-elapsed-time" or word == "expired-by-retention":
            if without([a for a in listed if a["kind"] == "answer/1" or a["result"] == "accepted"]):
                self.find(index, "presumes %s of subjects whom no accepted dispatch of its list holds" % word)
        elif word in ("not-possible", "no-identifier") and bits & partner.routed and without(listed) & partner.routed:
            self.find(index, "says %s of subjects that were routed to the partner" % word)

    def hold(self, index, e, _):
        wave = self.waves.get(e["wave"])
        if not wave or wave.is_closed or e["partner"] not in (None, *wave.partners):
            self.find(index, "belongs to no open wave and partner")
        self.within(index, e, wave)
    release = hold

    def shred(self, index, e, _):
        wave = self.waves.get(e["wave"])
        if not wave:
            self.find(index, "shreds a wave that was not opened before it")
        elif not wave.is_closed and not self.upto_close:
            notes.append("entry %d: keys were destroyed before wave %s was closed" % (index, e["wave"]))
        self.within(index, e, wave)

    def within(self, index, e, wave):
        spans = e["subjects"]
        if wave and spans and spans[-1][1] >= wave.subjects:
            self.find(index, "holds subject %d; the wave has %d" % (spans[-1][1], wave.subjects))
            return False
        return True

    def amend(self, index, e, _):
        if e["index"] >= index:
            self.find(index, "corrects a line that is not before it")

    def key(self, index, e, _):
        try:
            key = Key(e["vkey"])
        except Wrong as wrong:
            return self.find(index, "names %s" % wrong)
        known = [k for k in self.keys if k["key"].text == key.text]
        if key.name != self.ledger.origin or key.algorithm != 1 or bool(known) == (e["action"] == "add"):
            return self.find(index, "adds a known key, or ends an unknown one, or one of another ledger")
        if e["from_size"] <= index and e["action"] != "compromised":
            self.find(index, "counts from size %d, before the first tree that holds it" % e["from_size"])
        if e["action"] == "add":
            self.keys.append(dict(key=key, start=e["from_size"], end=1 << 63, bad=1 << 63))
        elif e["action"] == "retire":
            known[0]["end"] = min(known[0]["end"], e["from_size"])
        else:
            known[0]["end"] = min(known[0]["end"], e["from_size"])
            known[0]["bad"] = e["from_size"]
        if not all(self.active(size) for size in {index + 1, *(k["end"] for k in self.keys)} if index < size < 1 << 63):
            self.find(index, "leaves a size at which no key is active")

    def active(self, size):
        return [k["key"] for k in self.keys if k["start"] <= size < k["end"]]

    def anchor(self, index, e, _):
        self.anchors.append((index, e))

    def wave_close(self, index, e, _):
        wave = self.waves.get(e["wave"])
        if not wave or wave.is_closed:
            return self.find(index, "closes wave %s, which is not open" % e["wave"])
        if wave.close is None:
            wave.close, wave.close_totals, self.closing = (index, e["at"], e["by"]), collections.Counter(), e["wave"]
        elif wave.close[1:] != (e["at"], e["by"]):
            self.find(index, "goes on closing with another time or key")
        for total in e["totals"]:
            wave.close_totals[total["partner"], total["outcome"]] += total["subjects"]

    def finish_close(self):
        if not self.closing:
            return
        wave, self.closing = self.waves[self.closing], None
        wave.is_closed = True
        for name, p in wave.partners.items():
            missing = wave.subjects - bin(p.settled).count("1")
            if missing and not self.upto_close:
                self.find(wave.close[0], "closes while %d subjects of partner %s have no outcome" % (missing, name))
        counted = {(name, word): n for name, p in wave.partners.items() for word, n in p.totals.items() if n}
        if self.upto_close or not self.ledger.amendments:
            for place in sorted(set(counted) | set(wave.close_totals)):
                if counted.get(place, 0) != wave.close_totals[place]:
                    self.find(wave.close[0], "states %d subjects as %s at partner %s; the outcomes add up to %d" % (
                        wave.close_totals[place], place[1], place[0], counted.get(place, 0)))


# ---- 5. The entries, and corrections laid over them ----------------------------------------------------------------

class Ledger:
    """entries.jsonl: hashed and read strictly once; later only where each line starts is remembered."""

    def __init__(self, data, origin):
        self.data, self.origin, self.starts, self.leaves = data, origin, array.array("Q", [0]), []
        self.amendments, self.closes, self.unreadable, self.times = {}, {}, set(), array.array("q")
        self.newest_close, second, seen, start = None, 0, set(), 0
        while start < len(data):
            end = data.find(b"\n", start) + 1 or len(data)
            line, start = data[start:end], end
            index = len(self.leaves)
            self.leaves.append(leaf_hash(line))
            self.starts.append(end)
            try:
                entry = read_line(line)
            except Wrong as wrong:
                find("entries.jsonl", str(wrong), index)
                self.unreadable.add(index)
                self.times.append(second)
                continue
            at = seconds(entry["at"])
            if at < second:
                find("entries.jsonl", "is dated before a line that stands before it", index)
            elif at > second:
                second, seen = at, set()
            if self.leaves[-1] in seen:
                find("entries.jsonl", "repeats an earlier line byte for byte", index)
            seen.add(self.leaves[-1])
            self.times.append(at)
            if entry["kind"] == "amend/1":
                self.amendments.setdefault(entry["index"], []).append((index, entry))
            elif entry["kind"] == "wave.close/1":
                self.closes.setdefault(entry["wave"], index)
                self.newest_close = index
        self.size = len(self.leaves)

    def line(self, index):
        return self.data[self.starts[index]:self.starts[index + 1]]

    def lines(self):
        for index in range(self.size):
            yield index, None if index in self.unreadable else parse_json(self.line(index)[:-1].decode())

    def entry(self, index, allowed):
        if index >= self.size or index in self.unreadable:
            return None
        return self.corrected(index, self.parsed(index), allowed)[0]

    @functools.lru_cache(maxsize=2048)
    def parsed(self, index):
        return parse_json(self.line(index)[:-1].decode())

    def corrected(self, index, entry, allowed):
        """The line with its corrections, and the index up to which it knows the ledger."""
        newest = index
        for at, amendment in self.amendments.get(index, ()):
            if entry is None or at <= index or allowed and not allowed(entry.get("wave"), at):
                continue
            try:
                if entry["kind"] not in ("dispatch/1", "answer/1", "outcome/1", "hold/1", "release/1"):
                    raise Wrong("is of a kind that cannot be corrected")
                if not set(amendment["fields"]) <= set(entry):
                    raise Wrong("does not have these fields")
                changed = {**entry, **amendment["fields"]}
                check_fields(changed)
                entry, newest = changed, at
            except Wrong as wrong:
                message = "entries.jsonl: entry %d: corrects entry %d, which %s" % (at, index, wrong)
                if message not in findings:
                    findings.append(message)
        return entry, newest


# ---- 6. The folder -------------------------------------------------------------------------------------------------

LAYOUT = re.compile(
    r"README\.txt|SHA256SUMS|policy|origin|ledger\.vkey|checkpoint|entries\.jsonl|schema\.txt|tsa-chain\.pem|"
    r"report\.html|verify-(receipt\.sh|ledger\.py)|checkpoints/\d+(\.cosig)?|tile/.*|sets/[^/]+|"
    r"anchors/\d+(\.\d+)?\.tsr|samples/\d+\.(json|tlog-proof)")


class Pack:
    def __init__(self, folder):
        self.folder, self.files = folder, set()
        for place, folders, names in os.walk(folder):
            for name in names + folders:
                path = os.path.join(place, name)
                relative = os.path.relpath(path, folder)
                if os.path.islink(path) or not (os.path.isdir(path) or os.path.isfile(path)):
                    find(relative, "is not a plain file")
                elif name in names:
                    self.files.add(relative)

    def read(self, path, required=True):
        if path not in self.files:
            if required:
                find(path, "is missing")
            return b""
        with open(os.path.join(self.folder, path), "rb") as file:
            return file.read()

    def one_line(self, path):
        data = self.read(path)
        if data and not re.fullmatch(rb"[!-~]+\n", data):
            find(path, "is not one line of printable ASCII")
        return data[:-1].decode(errors="replace")

    def check_sums(self):
        listed = []
        for line in self.read("SHA256SUMS").split(b"\n")[:-1]:
            match = re.fullmatch(rb"([0-9a-f]{64})  ([!-~]+)", line)
            if not match:
                find("SHA256SUMS", "has a line that is not a digest, two spaces and a path")
                continue
            path = match[2].decode()
            listed.append(path)
            if path not in self.files:
                find(path, "is listed in SHA256SUMS and missing")
            elif sha256(self.read(path)).hex() != match[1].decode():
                find(path, "does not have the digest that SHA256SUMS lists")
        if listed != sorted(set(listed)) or not self.read("SHA256SUMS").endswith(b"\n"):
            find("SHA256SUMS", "is cut off, not sorted, or lists a file twice")
        for path in sorted(self.files - set(listed) - {"SHA256SUMS"}):
            find(path, "is not listed in SHA256SUMS")
        for path in sorted(self.files):
            if not LAYOUT.fullmatch(path):
                find(path, "is no part of an audit pack")


def tile_name(level, tile, width):
    digits = "%03d" % (tile % 1000)
    while tile >= 1000:
        tile //= 1000
        digits = "x%03d/%s" % (tile % 1000, digits)
    return "tile/%s/%s%s" % (level, digits, "" if width == 256 else ".p/%d" % width)


def check_tiles(pack, ledger, tree, kept):
    """Every tile of the newest size, and the partial ones that proofs at kept sizes read. No others."""
    wanted = {}
    for size in [ledger.size] + kept:
        for level in range(len(tree.levels)):
            held = size >> 8 * level
            for tile in range(held >> 8 if size < ledger.size else 0, (held + 255) // 256):
                wanted[level, tile, min(256, held - 256 * tile)] = None
    paths = set()
    for level, tile, width in wanted:
        first = 256 * tile
        expected = {level: b"".join(tree.levels[level][first:first + width])}
        if level == 0:
            lines = map(ledger.line, range(first, first + width))
            expected["entries"] = b"".join(struct.pack(">H", min(len(line), 65535)) + line for line in lines)
        for name, data in expected.items():
            path = tile_name(name, tile, width)
            paths.add(path)
            if pack.read(path) != data and path in pack.files:
                find(path, "does not hold what entries.jsonl gives for it")
    for path in sorted(p for p in pack.files - paths if p.startswith("tile/")):
        find(path, "is no tile of the newest or a kept checkpoint")


def check_counts(path, checkpoint, ledger, tree, book):
    """Whether a checkpoint is signed by a key that counts at its size and has the root of its size."""
    try:
        signers = checkpoint.signers([k["key"] for k in book.keys])
    except Wrong as wrong:
        return find(path, str(wrong))
    if checkpoint.origin != ledger.origin:
        find(path, "is of the ledger %s" % checkpoint.origin)
    if checkpoint.size > ledger.size:
        return find(path, "is of %d lines, the pack has %d; the ledger was cut off" % (checkpoint.size, ledger.size))
    if checkpoint.root != tree.root(checkpoint.size):
        return find(path, "its root is not that of the first %d lines; the history was rewritten" % checkpoint.size)
    active = {key.text for key in book.active(checkpoint.size)}
    if not active & set(signers):
        if any(k["key"].text in signers and k["bad"] <= checkpoint.size for k in book.keys) and path != "checkpoint":
            notes.append("%s is signed by a key that was later declared compromised" % path)
        else:
            find(path, "is not signed by a key of the ledger that was active at its size")


def check_sets(pack, book):
    for name, wave in book.waves.items():
        data = pack.read("sets/" + name)
        leaves = [data[i:i + 32] for i in range(0, len(data), 32)]
        if len(data) != 32 * wave.subjects or merkle_root(leaves) != unbase64(wave.told["set_root"]):
            find("sets/" + name, "is not the subject set that wave.open committed to")
    for path in sorted(pack.files):
        if path.startswith("sets/") and path[5:] not in book.waves:
            find(path, "belongs to no wave of the ledger")


def check_samples(pack, ledger, tree, newest):
    """Redraws the samples: SHA-256(root || counter, 8 bytes) mod size, after the newest wave.close, 25 at most."""
    size = ledger.size if ledger.newest_close is None else ledger.newest_close + 1
    root, drawn, counter = tree.root(size), [], 0
    while len(drawn) < min(25, size):
        index = int.from_bytes(sha256(root + struct.pack(">Q", counter)), "big") % size
        counter += 1
        if index not in drawn:
            drawn.append(index)
    for index in drawn:
        line, path = "samples/%d.json" % index, "samples/%d.tlog-proof" % index
        if pack.read(line) != ledger.line(index):
            find(line, "is not line %d" % index)
        try:
            at, hashes, checkpoint = read_proof(pack.read(path))
            if at != index or checkpoint != newest.data:
                find(path, "is not for index %d under the newest checkpoint" % index)
            elif follow_path(ledger.leaves[index], index, newest.size, hashes) != newest.root:
                find(path, "does not lead to the root")
        except Wrong as wrong:
            find(path, str(wrong))
    for path in sorted(pack.files):
        if path.startswith("samples/") and int(re.findall(r"\d+", path)[0]) not in drawn:
            find(path, "is not one of the samples that the root draws")


# ---- 7. Outside time and witnesses ---------------------------------------------------------------------------------

def stamp(data):
    """Imprint, seconds and the signer's certificate digest of a .tsr; its signature is checked, its chain is not."""
    good, out, _ = openssl("ts", "-reply", "-in", "{tsr}", "-text", tsr=data)
    told = out.decode(errors="replace")
    status = re.search(r"^Status: (Granted|Granted with modifications)\.$", told, re.M)
    imprint = "".join(re.findall(r"^    00[01]0 - ((?:[0-9a-f]{2}[ -]){16})", told, re.M))
    moment = re.search(r"^Time stamp: (\w+) +(\d+) ([\d:]+)(?:\.\d+)? (\d+) GMT$", told, re.M)
    if not (good and status and moment and re.search(r"^Hash Algorithm: sha256$", told, re.M)):
        raise Wrong("is not a granted time-stamp over SHA-256")
    moment = datetime.datetime.strptime(" ".join(moment.groups()), "%b %d %H:%M:%S %Y")
    token = openssl("ts", "-reply", "-in", "{tsr}", "-token_out", "-out", "{out}", tsr=data)[1]
    good, signer, why = openssl("cms", "-verify", "-inform", "DER", "-in", "{token}", "-noverify", "-signer", "{out}",
                                token=token)
    certificate = re.search(rb"-----BEGIN CERTIFICATE-----(.*?)-----END", signer, re.S)
    if not good or not certificate:
        raise Wrong("its signature does not hold: %s" % why)
    return (bytes.fromhex(re.sub("[ -]", "", imprint)), int((moment - datetime.datetime(1970, 1, 1)).total_seconds()),
            sha256(base64.b64decode(certificate[1])))


def check_stamp(pack, path, data, checkpoint):
    """What stamp() gives, after the imprint and, where the pack has it, the chain as of the time it names."""
    imprint, moment, authority = stamp(data)
    if imprint != sha256(checkpoint.data):
        raise Wrong("stamps something else than checkpoints/%d" % checkpoint.size)
    chain = pack.read("tsa-chain.pem", required=False)
    if chain:
        good, _, why = openssl("ts", "-verify", "-in", "{tsr}", "-data", "{data}", "-CAfile", "{chain}", "-attime",
                               str(moment), tsr=data, data=checkpoint.data, chain=chain)
        if not good:
            raise Wrong("does not verify against tsa-chain.pem: %s" % why)
    return moment, authority


def witnesses(pack):
    keys = []
    for line in pack.read("policy", required=False).decode(errors="replace").split("\n"):
        if line.split()[:1] == ["witness"]:
            try:
                keys.append(Key(line.split()[2]))
            except (Wrong, IndexError) as wrong:
                find("policy", str(wrong))
    return keys


def check_cosignature(line, checkpoint, keys):
    """Its time and the witness's key; both None where the policy does not know it. C2SP cosignature/v1."""
    match = SIGNATURE.fullmatch(line)
    raw = unbase64(match[2]) if match else b""
    if len(raw) != 76:
        raise Wrong("is not a cosignature line")
    for key in keys:
        if key.name.encode() == match[1] and key.id == raw[:4]:
            moment = int.from_bytes(raw[4:12], "big")
            if not key.signed(b"cosignature/v1\ntime %d\n" % moment + checkpoint.text, raw[12:]):
                raise Wrong("has a cosignature that does not hold")
            return moment, key
    return None, None


def check_anchors(pack, ledger, tree, book, kept):
    """Gives (size, seconds) of every anchor/1 that holds."""
    times, keys, used = [], witnesses(pack), set()
    stamps = {path: pack.read(path) for path in sorted(pack.files) if path.startswith("anchors/")}
    for path, data in stamps.items():
        size = int(re.findall(r"\d+", path)[0])
        if size not in kept:
            find(path, "stamps checkpoints/%d, which is missing" % size)
            continue
        try:
            check_stamp(pack, path, data, kept[size])
        except Wrong as wrong:
            find(path, str(wrong))
    for size, checkpoint in kept.items():
        path = "checkpoints/%d.cosig" % size
        for line in pack.read(path, required=False).split(b"\n")[:-1]:
            try:
                if not check_cosignature(line, checkpoint, keys)[1]:
                    notes.append("%s has a cosignature by a witness that the policy does not name" % path)
            except Wrong as wrong:
                find(path, str(wrong))
    for index, e in book.anchors:
        size, moment = e["size"], seconds(e["time"])
        if not 1 <= size <= index or unbase64(e["root"]) != tree.root(size) or size not in kept:
            find("entries.jsonl", "anchors a checkpoint that is not kept or has another root", index)
            continue
        try:
            if e["token"] is None:
                found = check_cosignature(e["cosignature"].rstrip("\n").encode(), kept[size], keys)
                found = found[1] and (found[0], sha256(found[1].text.encode()))
                if not found:
                    notes.append("entry %d: its witness is not named in the policy; not checked" % index)
            else:
                path = [p for p, d in stamps.items() if sha256(d) == unbase64(e["token"])
                        and re.match(r"anchors/%d\." % size, p)]
                if not path:
                    raise Wrong("names a time-stamp that is not in anchors/")
                used.update(path)
                found = check_stamp(pack, path[0], stamps[path[0]], kept[size])
            if found and found != (moment, unbase64(e["authority"])):
                raise Wrong("tells another time or authority than the time-stamp or cosignature has")
            times.append((size, moment))
        except Wrong as wrong:
            find("entries.jsonl", str(wrong), index)
    if stamps and "tsa-chain.pem" not in pack.files:
        notes.append("there is no tsa-chain.pem: time-stamps are checked against their own certificates only")
    for path in sorted(set(stamps) - used):
        notes.append("%s is not told in the ledger yet" % path)
    return times


def check_brackets(ledger, times):
    """Every line lies between two outside times: the newest from before it, the oldest from after it."""
    times, uppers = sorted(times), [1 << 62]
    for _, moment in reversed(times):
        uppers.insert(0, min(moment, uppers[0]))
    lower, passed = -1 << 62, 0
    for index, at in enumerate(ledger.times):
        while passed < len(times) and times[passed][0] <= index:
            lower, passed = max(lower, times[passed][1]), passed + 1
        if not lower - 300 <= at <= uppers[passed] + 300:
            find("entries.jsonl", "is dated %d s outside the outside times around it" % max(
                lower - at, at - uppers[passed]), index)
    bare = ledger.size - max((size for size, _ in times), default=0)
    if bare:
        notes.append("%d lines after the last anchor have no upper bound in time" % bare)


# ---- 8. Everything -------------------------------------------------------------------------------------------------

def tell(book, newest):
    print("ledger %s: %d lines, root %s" % (newest.origin, newest.size, base64.b64encode(newest.root).decode()))
    for name, wave in book.waves.items():
        print("wave %s: %d people, %s" % (name, wave.subjects, "closed" if wave.is_closed else "still open"))
        for partner, p in sorted(wave.partners.items()):
            told = ", ".join("%d %s (%s)" % (n, word, level or "nothing proves it")
                             for (word, level), n in sorted(p.grades.items(), key=str))
            print("  %s: asked for %d; %s; %d without outcome" % (
                partner, bin(p.routed).count("1"), told or "no outcomes", wave.subjects - bin(p.settled).count("1")))


def verify(folder, against, pinned):
    pack = Pack(folder)
    pack.check_sums()
    origin, vkey = pack.one_line("origin"), pack.one_line("ledger.vkey")
    try:
        newest = Checkpoint(pack.read("checkpoint"))
    except Wrong as wrong:
        return find("checkpoint", str(wrong))
    if "entries.jsonl" not in pack.files or not os.path.getsize(os.path.join(folder, "entries.jsonl")):
        return find("entries.jsonl", "is missing or empty")
    with open(os.path.join(folder, "entries.jsonl"), "rb") as file:
        ledger = Ledger(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), origin)
    tree = Tree(ledger.leaves)
    book = Book(ledger)
    problems = book.problems + (Book(ledger, upto_close=True).problems if ledger.amendments else [])
    for index, what in sorted(set(problems)):
        find("entries.jsonl", what, index)
    if not book.keys:
        return find("entries.jsonl", "has no genesis, so there is no key to check with", 0)
    genesis = ledger.entry(0, None)
    if genesis["origin"] != origin or book.keys[0]["key"].name != origin:
        find("origin", "is not the origin of the genesis and its key's name")
    if not book.active(ledger.size) or vkey != book.active(ledger.size)[-1].text:
        find("ledger.vkey", "is not the newest active key of the ledger")
    if pinned and pinned not in [k["key"].text for k in book.keys]:
        find("ledger.vkey", "the key given with --key never was a key of this ledger")
    if "schema.txt" in pack.files and sha256(pack.read("schema.txt")) != unbase64(genesis["schema"]):
        find("schema.txt", "is not the field list that the genesis names")
    if newest.size != ledger.size:
        find("entries.jsonl", "has %d lines; the checkpoint signed %d" % (ledger.size, newest.size))
    kept = {}
    for path in sorted(pack.files):
        if re.fullmatch(r"checkpoints/\d+", path):
            try:
                checkpoint = Checkpoint(pack.read(path))
                if path != "checkpoints/%d" % checkpoint.size:
                    find(path, "is signed for %d lines" % checkpoint.size)
                kept[checkpoint.size] = checkpoint
                check_counts(path, checkpoint, ledger, tree, book)
            except Wrong as wrong:
                find(path, str(wrong))
    check_counts("checkpoint", newest, ledger, tree, book)
    for path in against:
        try:
            with open(path, "rb") as file:
                check_counts(path, Checkpoint(file.read()), ledger, tree, book)
        except (OSError, Wrong) as wrong:
            find(path, str(wrong))
    check_tiles(pack, ledger, tree, sorted(size for size in kept if size <= ledger.size))
    check_sets(pack, book)
    check_samples(pack, ledger, tree, newest)
    check_brackets(ledger, check_anchors(pack, ledger, tree, book, kept))
    tell(book, newest)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack", nargs="?", default=os.path.dirname(os.path.abspath(__file__)))
    parser.add_argument("--against", action="append", default=[], metavar="CHECKPOINT")
    parser.add_argument("--key", metavar="VKEY")
    options = parser.parse_args()
    try:
        openssl("version")
    except FileNotFoundError:
        print("openssl 3 is not installed", file=sys.stderr)
        sys.exit(2)
    verify(options.pack, options.against, options.key)
    for note in notes:
        print("note: " + note)
    for finding in findings[:200]:
        print(finding)
    if len(findings) > 200:
        print("and %d findings more" % (len(findings) - 200))
    print("NOT SOUND: %d findings" % len(findings) if findings else "SOUND: everything in the pack holds together")
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
