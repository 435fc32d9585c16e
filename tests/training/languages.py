#!/usr/bin/env python3
"""Makes src/transform/language/table.bin: the weights by which languages of one script are told apart.

    languages.py MODEL.npz.xz REGISTRY > src/transform/language/table.bin

Run by hand, with numpy; the same inputs give the same table. Neither input is part of the project; the frequencies of
letters are taken from them.

- MODEL is the model of py3langid 0.4.0 (BSD-3-Clause; `pip download py3langid==0.4.0`, data/model.npz.xz): how often
  each of 100,000 pieces of one to four bytes occurs in each of 139 languages.
- REGISTRY is a folder with the crates lingua-*-language-model 1.3.0 (Apache-2.0; `cargo fetch` of a package with
  `lingua = "=1.8.0"` lays them into ~/.cargo/registry/src/*), each with a thousand sentences of its language. Every
  fifth sentence is left aside, to measure with.

A piece of bytes becomes a feature of lower-case letters, `_` for a word's edge. The features that tell most (by the
languages' divergence) are kept; what the others counted goes to the longest of their endings that is kept, since a
place in a text counts for the longest feature that ends there. A weight is how much oftener than FLOOR the feature is.
What the bytes mean stands in src/transform/language/table.rs.
"""

import collections
import lzma
import io
import pathlib
import re
import struct
import sys
import unicodedata

import numpy

# Features of the Latin script; the other scripts keep all.
FEATURES = 5000
# What is rarer counts as nothing.
FLOOR = 3e-5
# Steps of weight for one unit of the natural logarithm.
UNIT = 6

SCRIPTS = {
    "latin": "af az br bs ca cs cy da de en eo es et eu fi fr fy ga gd gl ha hr ht hu id ig is it jv ku la lg ln lt lv "
    "mg ms nl no om pl pt qu ro sk sl so sq sr-Latn sv sw tl tr uz vi xh yo zu zxx ace bcl ext gcf gug kik nso pcm rw "
    "se sn st an crh fo fuv gcr guw kab lb lij ltg wa mt nn oc tk vec vo",
    "cyrillic": "be bg kk ky mk mn ru sr uk uz-Cyrl ba tg tt",
    "arabic": "ar fa ps ug ur ary uzs sdh arz",
    "devanagari": "hi mr ne sa gom",
}
# The models' names → tags. `?`: never said.
TAGS = {"no": "nb", "ary": "ar", "arz": "ar", "sdh": "ckb", "gom": "kok", "zxx": "?", "pcm": "?", "uzs": "?"}
# What the odds are against a language before a text is seen: little for those that most is written in, more for those
# that live beside a great cousin (Nynorsk, Bosnian, Malay …), most for those that less is written in.
ODDS = {tag: 0 for tag in "en de fr es it pt nl pl sv da no fi cs hu ro tr id vi ru uk ar fa ur hi".split()}
ODDS |= {tag: 1 for tag in "bg hr sk sl sr ca el lt lv et sq mk be kk mr az".split()}
ODDS |= {tag: 3 for tag in "nn bs ms af sr-Latn".split()}
ODDS |= {tag: 4 for tag in "la eo ha jv ku mg rw sn so st yo ig xh zu ht".split()}
ODDS |= {
    tag: 6
    for tag in "an ext pcm gcr gcf lij vec ltg crh sa uzs sdh ace bcl fuv guw kab kik wa vo zxx gom lb fy se fo oc br "
    "gd gug qu mt nso ba ln lg om".split()
}
# For all others.
OTHERS = 2
SENTENCES = dict(
    line.split(":")
    for line in "af:afrikaans ar:arabic az:azerbaijani be:belarusian bg:bulgarian bs:bosnian ca:catalan cs:czech "
    "cy:welsh da:danish de:german en:english eo:esperanto es:spanish et:estonian eu:basque fa:persian fi:finnish "
    "fr:french ga:irish hi:hindi hr:croatian hu:hungarian id:indonesian is:icelandic it:italian kk:kazakh la:latin "
    "lg:ganda lt:lithuanian lv:latvian mk:macedonian mn:mongolian mr:marathi ms:malay nl:dutch nn:nynorsk no:bokmal "
    "pl:polish pt:portuguese ro:romanian ru:russian sk:slovak sl:slovene sn:shona so:somali sq:albanian sr:serbian "
    "sr-Latn:serbian st:sotho sv:swedish sw:swahili tl:tagalog tr:turkish uk:ukrainian ur:urdu vi:vietnamese xh:xhosa "
    "yo:yoruba zu:zulu".split()
)
LATIN = dict(zip("абвгдђежзијклљмнњопрстћуфхцчџш", "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š".split()))


def is_letter(c):
    return c.isalpha() or unicodedata.category(c) in ("Mn", "Mc") or c == "\u200c"


def letters(text):
    text = unicodedata.normalize("NFC", text).lower()
    return re.sub("_+", "_", "".join(c if is_letter(c) else "_" for c in text))


def feature(piece):
    """What a piece of bytes is as a feature; None: a part of a letter stands at its end."""
    while piece and 0x80 <= piece[0] < 0xC0:
        piece = piece[1:]
    try:
        text = letters(piece.decode())
    except UnicodeDecodeError:
        return None
    edge = text.rfind("_", 0, max(len(text) - 1, 0))
    text = text[edge:] if edge > 0 else text
    return text if text.strip("_") else None


def script(text):
    first = ord(text.strip("_")[0])
    ranges = {"latin": [(0, 0x24F), (0x1E00, 0x1EFF), (0x2BB, 0x2BC)], "cyrillic": [(0x400, 0x52F)]}
    ranges |= {"arabic": [(0x600, 0x77F)], "devanagari": [(0x900, 0x97F)]}
    return next((name for name, list in ranges.items() if any(a <= first <= b for a, b in list)), None)


def model(path):
    """The frequencies of all features: {script: {feature: [a number a class]}}, and the classes."""
    data = numpy.load(io.BytesIO(lzma.open(path).read()))
    classes = [str(name) for name in data["classes"]]
    # Serbian and Uzbek have two classes, one a script.
    classes[classes.index("sr", classes.index("sr") + 1)] = "sr-Latn"
    classes[classes.index("uz", classes.index("uz") + 1)] = "uz-Cyrl"
    move, row, out = data["nextmove"], data["nextmove_row"].astype(int), data["out_feat"]
    pieces, names, queue = {}, {0: b""}, collections.deque([0])
    while queue:
        state = queue.popleft()
        if out[state] >= 0:
            pieces.setdefault(int(out[state]), names[state])
        for byte, next in enumerate(move[row[state] << 8 : (row[state] << 8) + 256].tolist()):
            if next not in names:
                names[next] = names[state] + bytes([byte])
                queue.append(next)
    frequencies = numpy.exp(data["ptc"].astype(float))
    found = {name: {} for name in SCRIPTS}
    for number, piece in pieces.items():
        name = feature(piece)
        if name and script(name):
            into = found[script(name)]
            into[name] = into.get(name, 0) + frequencies[number]
    return found, classes


def ending(text, kept):
    """The longest ending of a text that is a feature."""
    while text and text not in kept:
        text = text[1:]
    return text


def prune(features, count):
    """Keeps as many features as this, in three rounds."""
    for target in (len(features) * 3 // 4, len(features) // 2, count):
        names, rows = list(features), numpy.array(list(features.values()))
        if len(names) <= count:
            break
        tells = (rows * numpy.log((rows + 1e-9) / (rows.mean(1, keepdims=True) + 1e-9))).sum(1)
        tells += [1000 if len(name) == 1 else 0 for name in names]
        kept = {names[i] for i in numpy.argsort(-tells, kind="stable")[: max(target, count)]}
        features = {}
        for name, row in zip(names, rows):
            if end := ending(name, kept):
                features[end] = features.get(end, 0) + row
    return features


def of_text(text, kept):
    """The features of a text."""
    text = letters("_" + text + "_")
    for end in range(2, len(text) + 1):
        part = text[max(0, end - 5) : end]
        edge = part.rfind("_", 0, len(part) - 1)
        if found := ending(part[edge:] if edge > 0 else part, kept):
            yield found


def sentences(registry, tag):
    path = pathlib.Path(registry) / f"lingua-{SENTENCES[tag]}-language-model-1.3.0/testdata/sentences.txt"
    for number, line in enumerate(path.read_text().split("\n")):
        if number % 5 != 4:
            yield "".join(LATIN.get(c, c) for c in line.lower()) if tag == "sr-Latn" else line


def main(path, registry):
    found, classes = model(path)
    for name, tags in SCRIPTS.items():
        tags = tags.split()
        columns = [classes.index(tag) for tag in tags]
        features = {feature: row[columns] for feature, row in found[name].items()}
        features = prune(features, FEATURES if name == "latin" else len(features))
        for column, tag in enumerate(tags):
            if tag not in SENTENCES:
                continue
            counts = collections.Counter(f for line in sentences(registry, tag) for f in of_text(line, features))
            share = sum(row[column] for row in features.values()) / counts.total()
            for feature, row in features.items():
                row[column] = (row[column] + share * counts[feature]) / 2
        head = " ".join([name] + [f"{TAGS.get(tag, tag)}:{ODDS.get(tag, OTHERS)}" for tag in tags]) + "\n"
        sys.stdout.buffer.write(head.encode() + packed(sorted(features.items())))


def key(feature):
    """As `mix` in table.rs has it, from the last letter to the first."""
    hash = 0x811C9DC5
    for c in reversed(feature):
        hash = (hash ^ ord(c)) * 0x9E3779B1 & 0xFFFFFFFF
        hash ^= hash >> 15
    return hash


def packed(features):
    """A table with open addressing, and the rows of weights."""
    size = 1 << (len(features) * 3 // 2).bit_length()
    slots = [(0, 0xFFFF)] * size
    for row, (feature, _) in enumerate(features):
        at = key(feature) % size
        while slots[at][1] != 0xFFFF:
            at = (at + 1) % size
        slots[at] = (key(feature), row)
    rows = numpy.round(numpy.log((numpy.array([row for _, row in features]) + FLOOR) / FLOOR) * UNIT)
    out = struct.pack("<HH", len(features), size.bit_length() - 1)
    return out + b"".join(struct.pack("<IH", *slot) for slot in slots) + rows.astype(numpy.uint8).tobytes()


main(*sys.argv[1:])
