//! Hyphenation exceptions: words that the patterns divide wrongly or not at all, sorted.
//!
//! English words that are divided differently as noun and verb (present, record) are never divided.

/// English.
#[rustfmt::skip]
pub(super) const ENGLISH: [&str; 224] = [
    "al-mighty", "an-gry", "any-thing", "apos-tle", "apos-tles", "arch-an-gel", "as-so-ciate", "as-so-ci-ates",
    "ba-leen", "beau-ti-ful", "be-loved", "be-neath", "be-thought", "bow-sprit", "bring-ing", "broth-er",
    "broth-ers", "cap-tain", "cap-tains", "ce-leb-ri-ty", "chap-el", "chap-els", "colo-nists", "col-umn",
    "col-umns", "com-ment", "com-ments", "cor-ner", "cor-ners", "coun-ter", "coun-ters", "cour-age", "day-light",
    "dec-li-na-tion", "down-ward", "drag-on", "drag-ons", "dwell-ing", "dwell-ings", "ear-nest", "ear-nest-ly",
    "equi-nox", "es-sence", "eve-ning", "eve-nings", "every-thing", "fall-ing", "fare-well", "fath-er", "fath-ers",
    "fa-vor-ite", "fa-vour-ite", "fel-low-ship", "fore-noon", "found-er", "found-ers", "friend-ship", "frig-ate",
    "frig-ates", "fright-en", "gal-lery", "gran-deur", "gren-a-dier", "growl-ing", "half-way", "hid-eous",
    "him-self", "hogs-head", "home-ward", "hunt-er", "hunt-ers", "in-ward", "jew-el", "jew-els", "jour-ney",
    "jour-neys", "kill-ing", "kind-ness", "kitch-en", "kitch-ens", "knowl-edge", "lan-tern", "lan-terns", "law-yer",
    "law-yers", "lead-er", "lead-ers", "leath-er", "leath-ers", "lei-sure", "le-vi-a-than", "le-vi-a-thans",
    "maj-es-ty", "man-kind", "mar-i-ner", "mar-i-ners", "mar-ket", "mar-kets", "mas-ter", "mas-ters", "mo-ment",
    "mo-ments", "moth-er", "moth-ers", "nar-whale", "non-sense", "north-ward", "nose-gay", "noth-ing", "no-where",
    "oblig-a-tory", "on-ward", "out-ward", "own-er", "own-ers", "paint-er", "paint-ers", "peo-ple",
    "phil-an-thropic", "plum-age", "port-cul-lis", "prai-rie", "prai-ries", "present", "presents", "project",
    "projects", "prom-ise", "prom-ised", "prom-is-es", "proph-et", "proph-ets", "pros-pect", "pros-pects",
    "prov-erb", "prov-erbs", "prov-ince", "prov-inces", "pull-ing", "put-ting", "quad-ru-ped", "ques-tion",
    "ques-tions", "raft-er", "raft-ers", "reach-ing", "read-er", "read-ers", "rec-og-ni-zance", "record", "records",
    "ref-or-ma-tion", "ret-ri-bu-tion", "roll-ing", "sail-or", "sail-ors", "sap-ling", "scen-ery", "schoon-er",
    "schoon-ers", "sell-ing", "ship-mate", "ship-mates", "ship-wreck", "sing-ing", "smell-ing", "some-how",
    "some-thing", "some-times", "some-where", "south-ward", "spar-kling", "spill-ing", "stew-ard", "stran-ger",
    "stran-gers", "sum-mer", "sun-light", "swell-ing", "ta-ble", "ta-bles", "tab-let", "tab-lets", "taff-rail",
    "teach-er", "teach-ers", "tell-ing", "them-self", "them-selves", "there-after", "thou-sand", "thou-sands",
    "through-out", "to-day", "to-mor-row", "to-night", "town-ship", "trag-e-dy", "un-less", "un-til", "up-ward",
    "up-wards", "val-iant", "venge-ance", "wa-ter", "weap-on", "weap-ons", "what-ever", "when-ever", "wheth-er",
    "whirl-pool", "whisk-ers", "with-in", "with-out", "wool-len", "work-er", "work-ers", "wor-ship", "wor-thy",
    "writ-er", "writ-ers", "yell-ing", "your-self", "your-selves",
];
