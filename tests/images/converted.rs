//! Pictures of kinds that books and pages can't hold, which become PNG or JPEG: BMP, ICO, TIFF, JPEG XL.

use super::tiff::{self, Page, tiff};
use super::{BASE64, Engine as _, encoded, jpeg, rainbow, read, sample, samples, show};
use folio::document::ImageFormat;
use image::{DynamicImage, ImageFormat as Kind, Rgba, RgbaImage};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The rainbow's pixel, as red, green, blue.
fn light(x: u32, y: u32) -> [u8; 3] {
    [(x * 9) as u8, (y * 17) as u8, 90]
}

/// Its pixel, less and less transparent to the right.
fn see_through(x: u32, y: u32) -> [u8; 4] {
    let [red, green, blue] = light(x, y);
    [red, green, blue, (x * 10) as u8]
}

fn opaque([red, green, blue]: [u8; 3]) -> [u8; 4] {
    [red, green, blue, 255]
}

fn plain(x: u32, y: u32) -> [u8; 4] {
    opaque(light(x, y))
}

fn ramp(x: u32, y: u32) -> [u8; 4] {
    opaque([(9 * x + y) as u8; 3])
}

fn veiled() -> DynamicImage {
    DynamicImage::ImageRgba8(RgbaImage::from_fn(24, 12, |x, y| Rgba(see_through(x, y))))
}

fn gray() -> DynamicImage {
    DynamicImage::ImageLuma8(image::GrayImage::from_fn(24, 12, |x, y| image::Luma([(9 * x + y) as u8])))
}

/// A page with a palette in which place n is (9 n, 17 n, 3 n).
fn in_palette() -> Page {
    let part = |step: u16| (0..256).map(move |place: u16| place * step % 256 * 257);
    let map: Vec<u16> = part(9).chain(part(17)).chain(part(3)).collect();
    Page::of(tiff::PALETTE, |x, y| [(x + y) as u8]).with(0x140, &map)
}

/// A page of one bit a pixel: white where column and row make an odd number.
fn checkered() -> Page {
    let data = (0..12).flat_map(|y: u8| [0x55_u8.rotate_left((y % 2).into()); 3]).collect();
    Page { meaning: tiff::BLACK_IS_ZERO, bits: 1, samples: 1, data, more: Vec::new() }
}

/// A page that is a JPEG within.
fn photograph() -> Page {
    let page = Page::of(tiff::CHROMA, light).with(0x103, &[7]).with(0x212, &[2, 1]);
    Page { data: jpeg(&rainbow(24, 12)), ..page }
}

/// A picture: its name, its bytes, whether it becomes a JPEG, bits and mask in the PDF, and each of its pixels.
type Kept = (&'static str, Vec<u8>, bool, (i64, bool), fn(u32, u32) -> [u8; 4]);

fn pictures() -> Vec<Kept> {
    let of = |page: Page| tiff(false, &[page]);
    let deep = |image: DynamicImage| encoded(&image, Kind::Tiff);
    let few = DynamicImage::ImageRgb8(image::RgbImage::from_fn(24, 12, |x, y| image::Rgb([200, 0, (x + y) as u8 & 1])));
    vec![
        ("a.bmp", encoded(&rainbow(24, 12), Kind::Bmp), false, (8, false), plain),
        ("veiled.bmp", encoded(&veiled(), Kind::Bmp), false, (8, true), see_through),
        ("gray.bmp", encoded(&gray(), Kind::Bmp), false, (8, false), ramp),
        ("few.bmp", encoded(&few, Kind::Bmp), false, (1, false), |x, y| [200, 0, (x + y) as u8 & 1, 255]),
        ("veiled.ico", encoded(&veiled(), Kind::Ico), false, (8, true), see_through),
        ("a.tiff", encoded(&rainbow(24, 12), Kind::Tiff), false, (8, false), plain),
        ("little.tiff", of(Page::of(tiff::RGB, light)), false, (8, false), plain),
        ("big.tiff", tiff(true, &[Page::of(tiff::RGB, light)]), false, (8, false), plain),
        ("gray.tiff", of(Page::of(tiff::BLACK_IS_ZERO, |x, y| [(9 * x + y) as u8])), false, (8, false), ramp),
        ("negative.tiff", of(Page::of(tiff::WHITE_IS_ZERO, |x, y| [!(9 * x + y) as u8])), false, (8, false), ramp),
        ("bits.tiff", of(checkered()), false, (1, false), |x, y| opaque([if (x + y) % 2 == 1 { 255 } else { 0 }; 3])),
        ("palette.tiff", of(in_palette()), false, (8, false), |x, y| {
            opaque([9, 17, 3].map(|step| ((x + y) * step) as u8))
        }),
        ("palette-big.tiff", tiff(true, &[in_palette()]), false, (8, false), |x, y| {
            opaque([9, 17, 3].map(|step| ((x + y) * step) as u8))
        }),
        ("inks.tiff", of(Page::of(tiff::INKS, |x, _| [0, 255, (x * 10) as u8, 0])), false, (8, false), |x, _| {
            opaque([255, 0, 255 - (x * 10) as u8])
        }),
        (
            "chroma.tiff",
            of(Page::of(tiff::CHROMA, |x, _| [(x * 10) as u8, 128, 128]).with(0x212, &[1, 1])),
            false,
            (8, false),
            |x, _| opaque([(x * 10) as u8; 3]),
        ),
        // Pure red (ITU-T T.871, 7): 76, 85, 255 is within a step of it.
        (
            "red.tiff",
            of(Page::of(tiff::CHROMA, |_, _| [76, 85, 255]).with(0x212, &[1, 1])),
            false,
            (1, false),
            |_, _| [254, 0, 0, 255],
        ),
        ("veiled.tiff", of(Page::of(tiff::RGB, see_through).with(0x152, &[2])), false, (8, true), see_through),
        // Colours that were multiplied with their opacity: 100 of 128 is 199 of 255.
        (
            "multiplied.tiff",
            of(Page::of(tiff::RGB, |_, _| [100, 50, 25, 128]).with(0x152, &[1])),
            false,
            (8, true),
            |_, _| [199, 100, 50, 128],
        ),
        ("photograph.tiff", of(photograph()), true, (8, false), plain),
        ("deep.tiff", deep(DynamicImage::ImageRgb16(rainbow(24, 12).to_rgb16())), false, (16, false), plain),
        ("deep-gray.tiff", deep(DynamicImage::ImageLuma16(gray().to_luma16())), false, (16, false), ramp),
        ("deep-veiled.tiff", deep(DynamicImage::ImageRgba16(veiled().to_rgba16())), false, (16, true), see_through),
        ("lossless.jxl", sample(samples::LOSSLESS), false, (8, false), plain),
        ("lossy.jxl", sample(samples::LOSSY), true, (8, false), plain),
        ("veiled.jxl", sample(samples::VEILED), false, (8, true), see_through),
        ("veiled-lossy.jxl", sample(samples::VEILED_LOSSY), false, (8, true), see_through),
        ("gray.jxl", sample(samples::GRAY), false, (8, false), ramp),
        ("wide.jxl", sample(samples::WIDE), false, (8, false), plain),
        ("deep.jxl", sample(samples::DEEP), false, (16, false), |x, y| {
            opaque([2700 * x, 5400 * y, 23_000].map(|n| ((n + 128) / 257) as u8))
        }),
    ]
}

#[test]
fn every_kind_is_shown_with_its_own_colours() {
    for (name, bytes, is_jpeg, (bits, mask), expected) in pictures() {
        let shown = show(name, bytes.clone());
        assert_eq!(shown.said, Vec::<String>::new(), "{name}");
        assert_eq!(shown.pdf, Some((24, 12, bits, mask)), "{name}");
        let (file, made) = shown.epub.unwrap_or_else(|| panic!("{name} is not in the EPUB"));
        assert!(file.ends_with(if is_jpeg { ".jpg" } else { ".png" }), "{name} is {file}");
        let lossy = is_jpeg || name.contains("lossy");
        let found = image::load_from_memory(&made).unwrap().to_rgba8();
        for (x, y, pixel) in found.enumerate_pixels() {
            let expected = expected(x, y);
            // Where nothing is seen, no colour is wrong; a photograph of so few pixels is far from smooth.
            let (most, count) = if lossy { (40, if expected[3] < 30 { 0 } else { 3 }) } else { (0, 4) };
            let near = (0..count).all(|i| pixel.0[i].abs_diff(expected[i]) <= most);
            assert!(near, "{name}: at {x}, {y} it is {:?}, not {expected:?}", pixel.0);
        }
        assert_eq!(show(name, bytes).epub.unwrap().1, made, "{name}: the same again");
    }
}

#[test]
fn colours_of_a_profile_keep_it() {
    let (_, made) = show("wide.jxl", sample(samples::WIDE)).epub.unwrap();
    let reader = png::Decoder::new(std::io::Cursor::new(made)).read_info().unwrap();
    let profile = reader.info().icc_profile.clone().unwrap();
    assert_eq!((&profile[16..20], &profile[36..40]), (&b"RGB "[..], &b"acsp"[..]));
    // That of inks is not that of the light which they became.
    let (_, made) =
        show("inks.tiff", tiff(false, &[Page::of(tiff::INKS, |x, y| [x as u8, y as u8, 0, 0])])).epub.unwrap();
    assert!(png::Decoder::new(std::io::Cursor::new(made)).read_info().unwrap().info().icc_profile.is_none());
}

#[test]
fn a_picture_is_turned_once() {
    let corner = |name: &str, bytes| {
        let (_, made) = show(name, bytes).epub.unwrap();
        let image = image::load_from_memory(&made).unwrap().to_rgb8();
        (image.width(), image.height(), image.get_pixel(0, 0).0)
    };
    // The first pixel of what is seen is, of 24 × 12 stored ones: the first, the last, the last of the first column, the
    // last of the first row (TIFF 6.0, section 8).
    for (orientation, expected) in [
        (1, (24, 12, light(0, 0))),
        (3, (24, 12, light(23, 11))),
        (6, (12, 24, light(0, 11))),
        (8, (12, 24, light(23, 0))),
    ] {
        let page = Page::of(tiff::RGB, light).with(0x112, &[orientation]);
        assert_eq!(corner("held.tiff", tiff(orientation == 3, &[page])), expected, "orientation {orientation}");
    }
    let (width, height, [red, green, blue]) = corner("held.jxl", sample(samples::JPEG));
    assert_eq!((width, height), (8, 16));
    let near = |value: u8, expected: u8| value.abs_diff(expected) < 24;
    assert!(near(red, 0) && near(green, 210) && near(blue, 90), "{red} {green} {blue}");
}

#[test]
fn inches_are_known() {
    let mut bitmap = encoded(&rainbow(24, 12), Kind::Bmp);
    bitmap[38..46].copy_from_slice(&[0x13, 0x0b, 0, 0, 0x13, 0x0b, 0, 0]); // 2835 pixels a metre
    let document = read("a.bmp", bitmap).0;
    assert_eq!(document.resources[0].resolution.map(f32::round), Some(72.0));
    assert_eq!(read("a.tiff", tiff(false, &[Page::of(tiff::RGB, light)])).0.resources[0].resolution, None);
}

#[test]
fn of_several_pages_the_first_is_shown_and_the_others_are_told() {
    let pages = [Page::of(tiff::RGB, light), checkered()];
    for (name, bytes, what) in
        [("pages.tiff", tiff(false, &pages), "pages"), ("moving.jxl", sample(samples::MOVING), "frames")]
    {
        let shown = show(name, bytes);
        assert_eq!(shown.said, [format!("F0507 `{name}`: it has several {what}, of which the first is shown")]);
        let image = image::load_from_memory(&shown.epub.unwrap().1).unwrap().to_rgb8();
        assert_eq!(image.get_pixel(23, 11).0, light(23, 11), "{name}");
    }
}

#[test]
fn what_lies_is_broken_or_unknown_is_told_by_name() {
    let mut bitmap = encoded(&rainbow(24, 12), Kind::Bmp);
    bitmap[18..26].copy_from_slice(&[0x60, 0xea, 0, 0, 0x60, 0xea, 0, 0]);
    let huge = |page: Page| tiff(false, &[page.with(0x100, &[60_000]).with(0x101, &[60_000]).with(0x116, &[60_000])]);
    // A head of 2¹⁶ × 2¹⁶ pixels (ISO/IEC 18181-1, D.2 and D.3), and nothing behind it.
    let jxl = [&[0xff, 0x0a, 0xfe, 0xff, 0x07, 0x00, 0x32][..], &[0; 41]].concat();
    let cut = |bytes: &[u8]| bytes[..bytes.len() * 2 / 3].to_vec();
    let kinds: Vec<(&str, Vec<u8>, &str)> = vec![
        ("huge.bmp", bitmap, "F0504 `huge.bmp`: 60000 × 60000 pixels"),
        ("huge.tiff", huge(Page::of(tiff::RGB, light)), "F0504 `huge.tiff`: 60000 × 60000 pixels"),
        ("huge-palette.tiff", huge(in_palette()), "F0504 `huge-palette.tiff`: 60000 × 60000 pixels"),
        ("huge.jxl", jxl, "F0504 `huge.jxl`: it takes more memory than a picture may"),
        ("cut.bmp", cut(&encoded(&rainbow(24, 12), Kind::Bmp)), "F0502 `cut.bmp`: it can't be decoded"),
        ("cut.tiff", cut(&tiff(false, &[Page::of(tiff::RGB, light)])), "F0502 `cut.tiff`: it "),
        ("cut.jxl", cut(&sample(samples::LOSSY)), "F0502 `cut.jxl`: it can't be decoded"),
        ("cut.ico", cut(&encoded(&veiled(), Kind::Ico)), "F0502 `cut.ico`: it can't be decoded"),
        ("no.tiff", b"II*\0\x08\0\0\0".to_vec(), "F0502 `no.tiff`: it is a TIFF without a page"),
        ("a.avif", sample(samples::AVIF), "F0502 `a.avif`: it is a picture (AVIF), which can't be shown here"),
        ("a.pdf", b"%PDF-1.7\n1 0 obj\n".to_vec(), "F0502 `a.pdf`: it is a PDF, which can't be shown here"),
    ];
    for (name, bytes, expected) in kinds {
        let shown = show(name, bytes);
        let [said] = &shown.said[..] else { panic!("{name}: {:?}", shown.said) };
        assert!(said.starts_with(expected), "{name}: {said}");
        assert!(shown.pdf.is_none() && shown.epub.is_none(), "{name} is shown");
    }
    let helps: Vec<Option<String>> = read("a.avif", sample(samples::AVIF)).1.iter().map(|d| d.help.clone()).collect();
    assert!(helps[0].as_ref().unwrap().contains("avifdec NAME.avif NAME.png"), "{helps:?}");
}

#[test]
fn the_explanation_names_every_kind() {
    let code = folio::diagnostic::codes::CODES.iter().find(|code| code.name == "image-broken").unwrap();
    let words = code.explanation.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(&folio::transform::picture_kinds("and")), "{words}");
    let readme = std::fs::read_to_string("README.md").unwrap();
    let words = readme.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(&folio::transform::picture_kinds("and")));
}

/// Whatever is done to its bytes, a picture is shown as it says that it is, or told; nothing ends the program, and nothing
/// takes more memory than a picture of a million pixels may.
#[test]
fn spoiled_pictures_are_shown_or_told() {
    let others = [("turned.jxl", sample(samples::JPEG)), ("moving.jxl", sample(samples::MOVING))];
    let whole = pictures().into_iter().map(|(name, bytes, ..)| (name, bytes)).chain(others);
    let (mut shown, mut told) = (0, 0);
    let mut hold = |name: &str, bytes: Vec<u8>| {
        let (document, diagnostics, _) = read(name, bytes);
        let Some(resource) = document.resources.first() else {
            told += 1;
            assert_eq!(diagnostics.iter().count(), 1, "{name}");
            return;
        };
        shown += 1;
        let kind = if resource.format == ImageFormat::Jpeg { Kind::Jpeg } else { Kind::Png };
        let image = image::load_from_memory_with_format(&resource.bytes, kind).unwrap();
        assert_eq!((image.width(), image.height()), (resource.width, resource.height), "{name}");
    };
    for (name, bytes) in whole {
        let step = bytes.len().div_ceil(40);
        for at in (0..bytes.len()).step_by(step) {
            hold(name, bytes[..at].to_vec());
        }
        // Heads are short and hold what matters most.
        for at in (0..bytes.len().min(64)).chain((64..bytes.len()).step_by(step)) {
            for change in [|b: u8| b ^ 1, |b: u8| b ^ 0x80, |_| 0, |_| 0xff] {
                let mut spoiled = bytes.clone();
                spoiled[at] = change(spoiled[at]);
                if spoiled != bytes {
                    hold(name, spoiled);
                }
            }
        }
    }
    assert!(shown > 1000 && told > 1000, "{shown} shown, {told} told");
    assert!(MEMORY.peak_usage_as_mb() < 300.0, "{} MB", MEMORY.peak_usage_as_mb());
}

#[test]
fn a_drawing_takes_such_pictures_too() {
    let page = tiff(false, &[Page::of(tiff::RGB, light)]);
    let address = format!("data:image/tiff;base64,{}", BASE64.encode(&page));
    let head =
        "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='20' height='10'>";
    let shown =
        show("plan.svg", format!("{head}<image width='9' height='9' xlink:href='{address}'/></svg>").into_bytes());
    assert_eq!((shown.said, shown.pdf), (Vec::new(), Some((24, 12, 8, false))));
    let text = String::from_utf8(shown.epub.unwrap().1).unwrap();
    let start = text.find("data:image/png;base64,").unwrap() + "data:image/png;base64,".len();
    let inner = &text[start..start + text[start..].find(['"', '\'']).unwrap()];
    let image = image::load_from_memory(&sample(inner)).unwrap().to_rgb8();
    assert_eq!(image.get_pixel(23, 11).0, light(23, 11));
}
