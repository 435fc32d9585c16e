//! Pictures that no crate at hand writes, made by tools of Debian (libjxl-tools, libavif-bin) from pictures of our own, in
//! base64. The rainbow has 24 × 12 pixels, (9 x, 17 y, 90) each.

/// The rainbow: `cjxl -d 0 -e 9 rainbow.png`.
pub const LOSSLESS: &str = "\
    /wpYcBBQXAgIAgEABAFLKCTGkxJBQcHEhkCLIRBj8BLG4AkxuFwoJsYYZxYiwABAtLEJA4BPf1H1D+LXZls+H07+Sqo46Xq1t7LnDvBeAw==\
";
/// The rainbow with loss: `cjxl -d 1 -e 9 rainbow.png`.
pub const LOSSY: &str = "\
    /wpYcJBQXAgAEogCAMABxdgUAAAVKqOMG7yc6/nyQ4fFtI3rDG21bWEJY+IZYCHHC0J5M+CWkiQiqGcEEvNevfCH73aKFD5azIrH25qxkUwC\
    gAqAAoBd/QqZxYpb5gfc5oYsSafgXjGbOJ1ISxz4pCVr+S9RVH3BJUNXaACYMQ==\
";
/// The rainbow, less and less transparent from left to right (opacity 10 × x): `cjxl -d 0 -e 9 veiled.png`.
pub const VEILED: &str = "\
    /wpYcLCguBAICBAA4ABLKCTGkxIKAWLAn6WLkRcvxuBTLzLG40IEGACIJnqh+y1eH/70QUB7/edA/5YBfnt4a9NAMsH0AA==\
";
/// The same with loss: `cjxl -d 1 -e 9 veiled.png`.
pub const VEILED_LOSSY: &str = "\
    /wpYcLChuBAASIAoALgCdd0SAAAVKqOMG7yc6/nyQ4fFtI3rDG21bWEJBbaN7ci4ABM3IPCGGWC4SYz9Mt4sxWCaYvCLPFGFswEYiiNlNCh2\
    NMHwl90AsgC+/3Xl4Af0DjCZPgIAmZFMNv1QGoZQYcCMGuklFDeHhkZoxPk5Zl6gDABMQsYGL4U9BBFwrwAoANTVogwBQITM8M3/yzEB7Hps\
    pe0wxlFWfRqRB0gyyeKDStSdWiQOcHkYAOgP\
";
/// 24 × 12 pixels of 16 bits, (2700 x, 5400 y, 23000): `cjxl -d 0 -e 9 deep.png`.
pub const DEEP: &str = "\
    AAAADEpYTCANCocKAAAAFGZ0eXBqeGwgAAAAAGp4bCAAAAAJanhsbAoAAABganhsY/8KWHD8ABQXAggCAQAkAUsoJMaTEkFBIcDEI8CPHYYx\
    uLEx+KTG4s+KMVhmxhj8ZSrGYORCBBgAiAYQ0AHA9wajZv+jHcNStpKFnfVoHJZfGDU5ZiXiMGM=\
";
/// 24 × 12 gray pixels, 9 x + y: `cjxl -d 0 -e 9 gray.png`.
pub const GRAY: &str = "\
    /wpYcBAUFwIIAgEARABLGBMvBwsTE2VjKaswLjC/BA==\
";
/// The rainbow in the colours of Display P3: `cjxl -d 0 -e 9 -x color_space=RGB_D65_DCI_Rel_SRG rainbow.png`.
pub const WIDE: &str = "\
    /wpYcBCQyY0IAgEABAFLKCTGkxJBQcHEhkCLIRBj8BLG4AkxuFwoJsYYZxYiwABAtLEJA4BPf1H1D+LXZls+H07+Sqo46Xq1t7LnDvBeAw==\
";
/// A JPEG of 16 × 8 pixels, (15 x, 30 y, 90), Exif orientation 6, packed anew: `cjxl -j 1 -e 9 turned.jpg`.
pub const JPEG: &str = "\
    AAAADEpYTCANCocKAAAAFGZ0eXBqeGwgAAAAAGp4bCAAAAASanhscAAAAAD/CsEtEBMAAABaamJyZMBw2wCCIAgtAwJAIgChRoEIAAAAIP9P\
    SAIAAACRiwwz6P9KCQAAAIry/wUhFAAAABTHIMMM9r/ADwBUFgALCIDgABBKRklGAAEBAAABAAEAAAMAAAArYnJvYkV4aWYbHQAABHRjGwcx\
    W6KpvxMJZZRYtIAkD9CW/4seKRkAAAAAyGp4bHCAAAAB4FsAEADUAghxCHAIcf7/DgAAGAAIAAEAAAAAAICAJZSYbvLVxKTE6R0AECAWok+2\
    GGM0EaGwkTH4S4oxkjNfX2OMZwGjRukD9cEE4AAAOACAE0AMMu0hQUKMfJAHZFkDYy3LEhIfWbn3swTwm0fCJBpTcSbAlQg1NsyjciDEM1jd\
    Y5ElFekrm2LqZpf2U0CpPhDNnAJcP/MfNyU8QN8BAAAAAACUUGbsGuh+3cWEgChuAek+3cWEgChuAQE=\
";
/// The rainbow, then the rainbow upside down: `cjxl -d 0 moving.png` (APNG).
pub const MOVING: &str = "\
    /wpYcMEAAopLAggCkgkAAFwBSyg1xj6sCgomwIhSmhhn4iAxLGIMXsIYHFiIAAMAEe/kMgD+/QVQ7w/A9y8oozpCwJ/Qk6M1M0C3Usl40M05\
    il1dAKF1AE92sFG4M9FlvGUaDuVcgmMLCAKSBQB4AUsoNlYfvA/uFRQUjGAETURjMBARg4EYnCZqMsYYJ+YsRIABgOzBIQcA/P8L/v8BxP8B\
    CKig6TxG1KiqVCmp0qlCghSlaEAfObcDdx9yPhpjqQHWfkAlE8DOBAMxTMA=\
";
/// The rainbow as AVIF: `avifenc -s 0 rainbow.png`.
pub const AVIF: &str = "\
    AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUEAAADybWV0YQAAAAAAAAAoaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAGxpYmF2\
    aWYAAAAADnBpdG0AAAAAAAEAAAAeaWxvYwAAAABEAAABAAEAAAABAAABGgAAADYAAAAoaWluZgAAAAAAAQAAABppbmZlAgAAAAABAABhdjAx\
    Q29sb3IAAAAAamlwcnAAAABLaXBjbwAAABRpc3BlAAAAAAAAABgAAAAMAAAAEHBpeGkAAAAAAwgICAAAAAxhdjFDgSAAAAAAABNjb2xybmNs\
    eAABAA0ABoAAAAAXaXBtYQAAAAAAAAABAAEEAQKDBAAAAD5tZGF0EgAKCDgQ73ygIaDSMigWQAAAQADDfRbdepVgQ3f6rR+A3+HsYrKibDT/\
    zb/J8/OxCE4C/Nuh\
";
