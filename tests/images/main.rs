//! Pictures of every kind that people have, made here: each is shown in the PDF and the EPUB as it is meant to be, and what
//! can't be is said. `cmyk.jpg` is a file, since no crate at hand writes one; [`samples`] holds others.

#![allow(clippy::unwrap_used)] // all of it is test code

mod converted;
#[path = "../judged/mod.rs"]
mod judged;
mod samples;
mod tiff;

use base64::{Engine, prelude::BASE64_STANDARD as BASE64};
use folio::diagnostic::Diagnostics;
use folio::document::Document;
use folio::files::MemoryFiles;
use folio::options::Options;
use folio::read::{self, Detected};
use folio::source::Input;
use folio::theme;
use folio::typeset::model::PageItem;
use folio::write;
use image::{DynamicImage, ExtendedColorType, ImageEncoder, RgbImage};
use lopdf::Object;
use std::io::{Cursor, Read};

/// What became of a picture.
struct Shown {
    /// What was said: codes and messages.
    said: Vec<String>,
    /// Width and height on the page, in points.
    page: Option<(f64, f64)>,
    /// Width, height and bits of the image in the PDF, and whether it has a mask.
    pdf: Option<(i64, i64, i64, bool)>,
    /// Its file's name in the EPUB and its bytes.
    epub: Option<(String, Vec<u8>)>,
}

/// A document that shows the picture under a name, which may have a million pixels, and what was said of it.
fn read(name: &str, bytes: Vec<u8>) -> (Document, Diagnostics, Options) {
    let mut diagnostics = Diagnostics::new();
    let text = format!("---\ntitle: A picture\nlang: en\n---\n\n![a picture]({name})\n");
    let input = Input::new("a.md", text);
    let mut options = Options::default();
    options.transform.max_pixels = 1_000_000;
    let files = MemoryFiles([(name.to_owned(), bytes)].into());
    let (_, document) =
        folio::read(&[Detected::asked(&input, read::by_name("markdown").unwrap())], &files, &options, &mut diagnostics);
    (document, diagnostics, options)
}

/// Converts a document that shows the picture under a name.
fn show(name: &str, bytes: Vec<u8>) -> Shown {
    let (document, mut diagnostics, options) = read(name, bytes);
    let theme = folio::theme::choose(&document, &options.look);
    let layout = folio::typeset::typeset(
        &document,
        &theme,
        &folio::fonts::Fonts::default(),
        &Default::default(),
        &mut diagnostics,
    );
    let page = layout.pages.iter().flat_map(|p| &p.items).find_map(|i| match i.item {
        PageItem::Image { size, .. } => Some((size.width.to_pt(), size.height.to_pt())),
        _ => None,
    });
    let mut write = |name: &str| {
        let writer = write::WRITERS.iter().find(|w| w.name() == name).unwrap();
        writer.write(&document, &theme::choose(&document, &options.look), &options, &mut diagnostics).unwrap().bytes
    };
    let (pdf, epub) = (write("pdf"), write("epub"));
    let plain = name.replace(['.', '/'], "-");
    judged::judge(&format!("images/{plain}.pdf"), &pdf);
    judged::judge(&format!("images/{plain}.epub"), &epub);
    let said = diagnostics.iter().map(|d| format!("{} {}", d.code, d.message)).collect();
    Shown { said, page, pdf: in_pdf(&pdf), epub: in_epub(&epub) }
}

fn in_pdf(bytes: &[u8]) -> Option<(i64, i64, i64, bool)> {
    let file = lopdf::Document::load_mem(bytes).unwrap();
    let images = file.objects.values().filter_map(|o| match o {
        Object::Stream(stream) => {
            let dict = &stream.dict;
            let image = dict.get(b"Subtype").is_ok_and(|s| s.as_name().is_ok_and(|n| n == b"Image"));
            let number = |key: &[u8]| dict.get(key).unwrap().as_i64().unwrap();
            image.then(|| (number(b"Width"), number(b"Height"), number(b"BitsPerComponent"), dict.has(b"SMask")))
        }
        _ => None,
    });
    // The image, not its mask: the one with a mask, or the only one.
    images.max_by_key(|i| i.3)
}

fn in_epub(bytes: &[u8]) -> Option<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let name = archive.file_names().find(|n| n.contains("images/"))?.to_owned();
    let mut out = Vec::new();
    archive.by_name(&name).unwrap().read_to_end(&mut out).unwrap();
    Some((name, out))
}

fn rainbow(width: u32, height: u32) -> DynamicImage {
    let pixel = |x: u32, y: u32| image::Rgb([(x * 9) as u8, (y * 17) as u8, 90]);
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, pixel))
}

/// A picture in base64.
fn sample(text: &str) -> Vec<u8> {
    BASE64.decode(text).unwrap()
}

fn encoded(image: &DynamicImage, format: image::ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    image.write_to(&mut out, format).unwrap();
    out.into_inner()
}

fn png(image: &DynamicImage) -> Vec<u8> {
    encoded(image, image::ImageFormat::Png)
}

fn jpeg(image: &DynamicImage) -> Vec<u8> {
    encoded(image, image::ImageFormat::Jpeg)
}

/// A JPEG with an Exif segment that says how it is turned.
fn turned(orientation: u8) -> Vec<u8> {
    with_applications(&[exif(orientation)])
}

/// What an Exif segment holds: how the picture is turned.
fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    exif
}

/// A JPEG with such segments of applications (APP1).
fn with_applications(segments: &[Vec<u8>]) -> Vec<u8> {
    let plain = jpeg(&rainbow(24, 12));
    let mut out = plain[..2].to_vec();
    for segment in segments {
        out.extend([0xff, 0xe1]);
        out.extend((segment.len() as u16 + 2).to_be_bytes());
        out.extend(segment);
    }
    out.extend(&plain[2..]);
    out
}

/// A PNG with a palette of four colours, the first one transparent.
fn palette() -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, 4, 2);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Two);
    encoder.set_palette(vec![0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255]);
    encoder.set_trns(vec![0]);
    encoder.write_header().unwrap().write_image_data(&[0b00_01_10_11, 0b11_10_01_00]).unwrap();
    out
}

fn one_bit() -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = png::Encoder::new(&mut out, 8, 2);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    encoder.write_header().unwrap().write_image_data(&[0b1010_1010, 0b0101_0101]).unwrap();
    out
}

/// A PNG whose colour profile is none: the picture is shown without it.
fn with_odd_profile() -> Vec<u8> {
    let mut out = Vec::new();
    let mut encoder = image::codecs::png::PngEncoder::new(&mut out);
    encoder.set_icc_profile(b"not a profile".to_vec()).unwrap();
    encoder.write_image(&[7; 12], 2, 2, ExtendedColorType::Rgb8).unwrap();
    out
}

#[test]
fn every_kind_is_shown_and_kept() {
    let plain = rainbow(24, 12);
    let veiled =
        DynamicImage::ImageRgba8(image::RgbaImage::from_fn(6, 4, |x, _| image::Rgba([9, 9, 9, (x * 40) as u8])));
    let deep = DynamicImage::ImageRgb16(plain.to_rgb16());
    // Name, bytes, the extension in the EPUB, and what the PDF holds: width, height, bits, mask.
    let kinds = [
        ("a.png", png(&plain), "png", (24, 12, 8, false)),
        ("veiled.png", png(&veiled), "png", (6, 4, 8, true)),
        ("deep.png", png(&deep), "png", (24, 12, 16, false)),
        ("deep-gray.png", png(&DynamicImage::ImageLuma16(plain.to_luma16())), "png", (24, 12, 16, false)),
        ("gray.png", png(&DynamicImage::ImageLuma8(plain.to_luma8())), "png", (24, 12, 8, false)),
        ("gray-veiled.png", png(&DynamicImage::ImageLumaA8(veiled.to_luma_alpha8())), "png", (6, 4, 8, true)),
        ("palette.png", palette(), "png", (4, 2, 8, true)),
        ("one-bit.png", one_bit(), "png", (8, 2, 1, false)),
        ("odd-profile.png", with_odd_profile(), "png", (2, 2, 8, false)),
        ("a.jpg", jpeg(&plain), "jpg", (24, 12, 8, false)),
        ("gray.jpg", jpeg(&DynamicImage::ImageLuma8(plain.to_luma8())), "jpg", (24, 12, 8, false)),
        ("cmyk.jpg", include_bytes!("../cmyk.jpg").to_vec(), "jpg", (16, 8, 8, false)),
        ("a.gif", encoded(&plain, image::ImageFormat::Gif), "gif", (24, 12, 8, false)),
        ("a.webp", encoded(&plain, image::ImageFormat::WebP), "webp", (24, 12, 8, false)),
        ("veiled.webp", encoded(&veiled, image::ImageFormat::WebP), "webp", (6, 4, 8, true)),
        // The bytes say what a picture is, not its name.
        ("jpeg-inside.png", jpeg(&plain), "jpg", (24, 12, 8, false)),
    ];
    for (name, bytes, extension, pdf) in kinds {
        let shown = show(name, bytes.clone());
        assert_eq!(shown.said, Vec::<String>::new(), "{name}");
        assert_eq!(shown.pdf, Some(pdf), "{name}");
        let (width, height) = shown.page.unwrap_or_else(|| panic!("{name} is not on the page"));
        assert!((width / height - pdf.0 as f64 / pdf.1 as f64).abs() < 0.01, "{name}: {width} × {height}");
        let (file, kept) = shown.epub.unwrap_or_else(|| panic!("{name} is not in the EPUB"));
        assert!(file.ends_with(&format!(".{extension}")), "{name} is {file}");
        assert_eq!(kept, bytes, "{name} was changed in the EPUB");
    }
}

#[test]
fn a_picture_stands_as_its_camera_was_held() {
    for (orientation, upright) in [(1, false), (3, false), (6, true), (8, true)] {
        let (width, height) = show("held.jpg", turned(orientation)).page.unwrap();
        assert_eq!(height > width, upright, "orientation {orientation}: {width} × {height}");
    }
    // XMP stands in segments of the same kind, before or behind Exif's.
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x='adobe:ns:meta/'/>".to_vec();
    for (what, segments) in [
        ("behind", vec![exif(6), xmp.clone()]),
        ("before", vec![xmp.clone(), exif(6)]),
        ("of no kind", vec![exif(6), Vec::new()]),
    ] {
        let (width, height) = show("held.jpg", with_applications(&segments)).page.unwrap();
        assert!(height > width, "XMP {what}: {width} × {height}");
    }
    let (width, height) = show("held.jpg", with_applications(&[xmp])).page.unwrap();
    assert!(height < width, "XMP alone: {width} × {height}");
}

/// A GIF of so many frames, of which the first is the rainbow.
fn moving(frames: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    let white = || image::RgbaImage::from_pixel(24, 12, image::Rgba([255; 4]));
    let frames = std::iter::once(rainbow(24, 12).to_rgba8()).chain(std::iter::repeat_with(white)).take(frames);
    encoder.encode_frames(frames.map(image::Frame::new)).unwrap();
    drop(encoder);
    bytes
}

/// A PNG of two frames; its still picture is the first of them.
fn moving_png() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 24, 12);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_animated(2, 0).unwrap();
    let mut writer = encoder.write_header().unwrap();
    for value in [90, 200] {
        writer.write_image_data(&[value; 24 * 12 * 3]).unwrap();
    }
    writer.finish().unwrap();
    bytes
}

#[test]
fn what_moves_stands_still_on_a_page_and_that_is_told() {
    for (name, bytes) in [("moving.gif", moving(3)), ("moving.png", moving_png())] {
        let shown = show(name, bytes.clone());
        assert_eq!(
            shown.said,
            [format!("F0507 `{name}`: it has several frames, of which the first is shown in a PDF")]
        );
        assert_eq!(shown.pdf, Some((24, 12, 8, false)), "{name}");
        assert!(shown.epub.is_some_and(|(_, kept)| kept == bytes), "{name} moves in an EPUB");
    }
    assert!(show("still.gif", moving(1)).said.is_empty());
}

#[test]
fn of_a_choice_the_picture_that_every_browser_shows_is_taken() {
    let page = "<p><picture><source type='image/avif' srcset='a.avif'><source type='image/jxl' srcset='a.jxl'>\
        <img src='a.png' alt='one'></picture> One.</p><p><img src='a.png' srcset='a.avif 2x' alt='two'> Two.</p>";
    let mut diagnostics = Diagnostics::new();
    let input = Input::new("a.html", page.to_owned());
    let files =
        MemoryFiles([("a.png".to_owned(), png(&rainbow(2, 2))), ("a.avif".to_owned(), sample(samples::AVIF))].into());
    let (_, document) = folio::read(
        &[Detected::asked(&input, read::by_name("html").unwrap())],
        &files,
        &Options::default(),
        &mut diagnostics,
    );
    let names: Vec<&str> = document.resources.iter().map(|resource| resource.name.as_str()).collect();
    assert_eq!(names, ["a.png"]);
    assert!(diagnostics.iter().all(|d| !d.message.contains("avif") && !d.message.contains("jxl")));
}

#[test]
fn what_lies_or_is_broken_is_said_and_not_shown() {
    let whole = png(&rainbow(24, 12));
    let mut huge = whole.clone();
    huge[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    huge[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    let mut tall = encoded(&rainbow(24, 12), image::ImageFormat::Gif);
    tall[8..10].copy_from_slice(&60_000_u16.to_le_bytes());
    tall[6..8].copy_from_slice(&60_000_u16.to_le_bytes());
    let cut = whole[..whole.len() / 2].to_vec();
    let kinds: Vec<(&str, Vec<u8>, &[&str])> = vec![
        ("cut.png", cut, &["F0502"]),
        ("huge.png", huge, &["F0502", "F0504"]),
        ("tall.gif", tall, &["F0504"]),
        ("text.jpg", b"this is no picture".to_vec(), &["F0502"]),
        ("empty.png", Vec::new(), &["F0502"]),
        ("cut.jpg", jpeg(&rainbow(24, 12))[..40].to_vec(), &["F0502"]),
        ("cut.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><g>".to_vec(), &["F0502"]),
    ];
    for (name, bytes, codes) in kinds {
        let shown = show(name, bytes);
        assert_eq!(shown.said.len(), 1, "{name}: {:?}", shown.said);
        assert!(codes.iter().any(|code| shown.said[0].starts_with(code)), "{name}: {:?}", shown.said);
        assert!(shown.pdf.is_none() && shown.epub.is_none(), "{name} is shown");
    }
}

#[test]
fn a_drawing_says_what_the_pdf_lacks() {
    let drawing = |inner: &str| {
        let head = "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'><defs><filter id='f'>\
            <feGaussianBlur stdDeviation='2'/></filter></defs>";
        format!("{head}<rect width='9' height='9' {inner}/></svg>").into_bytes()
    };
    assert_eq!(show("plain.svg", drawing("fill='red'")).said, Vec::<String>::new());
    let said = show("blurred.svg", drawing("filter='url(#f)'")).said;
    assert_eq!(said, ["F0505 `blurred.svg`: filter effects can't be shown in a PDF"]);
}

#[test]
fn a_drawing_takes_its_gradients_by_style_attributes_too() {
    // The names are as drawing programs write them: letters, digits and `-` are asked of the text's only.
    let drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'><linearGradient id='SVG_1.g_'>\
        <stop offset='1'/></linearGradient><rect width='9' height='9' style='fill:url(#SVG_1.g_);stroke:url( \"#SVG_1.g_\" )'/></svg>";
    let shown = show("plain.svg", drawing.as_bytes().to_vec());
    assert_eq!(shown.said, Vec::<String>::new());
    assert!(String::from_utf8(shown.epub.unwrap().1).unwrap().contains("fill:url(#SVG_1.g_)"));
}

#[test]
fn a_drawing_says_which_other_file_it_lacks() {
    let drawing = |target: &str| {
        let head = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='20' height='10'>";
        format!(
            "{head}<path id='p' d='M0 0h9v9z'/><use xlink:href='#p'/><image width='9' xlink:href='{target}'/></svg>"
        )
    };
    let dot = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";
    assert_eq!(show("whole.svg", drawing(dot).into_bytes()).said, Vec::<String>::new());
    for target in ["photo.png", "https://example.org/photo.png"] {
        let said = show("plan.svg", drawing(target).into_bytes()).said;
        assert_eq!(said, [format!("F0506 `plan.svg`: it shows `{target}`, another file, which is left out")]);
    }
}

#[test]
fn a_drawing_says_which_pictures_in_it_are_left_out_and_shows_the_others() {
    let address = |kind: &str, bytes: &[u8]| format!("data:{kind};base64,{}", BASE64.encode(bytes));
    let drawing = |targets: &[String]| {
        let image = |target: &String| format!("<image width='9' height='9' xlink:href='{target}'/>");
        let images: String = targets.iter().map(image).collect();
        let head = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='20' height='10'>";
        format!("{head}{images}</svg>").into_bytes()
    };
    let said = |targets: &[String]| show("plan.svg", drawing(targets)).said;
    let whole = encoded(&rainbow(24, 12), image::ImageFormat::Png);
    let photo = jpeg(&rainbow(24, 12));
    let inner = String::from_utf8(drawing(&[])).unwrap();
    // What it is counts, not what it is called; lines may be broken in the address.
    let lines = address("image/png", &whole).replace("AAA", "A&#10;AA");
    let shown = show("plan.svg", drawing(&[lines, address("image/jpg", &photo), address("image/png", &photo)]));
    assert_eq!(shown.said, Vec::<String>::new());
    let book = String::from_utf8(shown.epub.unwrap().1).unwrap();
    assert_eq!((book.matches("data:image/png;base64").count(), book.matches("data:image/jpeg;base64").count()), (1, 2));
    assert_eq!(
        said(&[address("text/xml", inner.as_bytes())]),
        ["F0506 `plan.svg`: drawings in it can't be shown in an EPUB"]
    );
    let holder = drawing(&[address("image/svg+xml", inner.as_bytes())]);
    assert_eq!(
        said(&[address("image/svg+xml", &holder)])[0],
        "F0506 `plan.svg`: pictures of a drawing in it are left out"
    );
    let mut huge = whole.clone();
    huge[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
    huge[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
    let mut tall = encoded(&rainbow(24, 12), image::ImageFormat::Gif);
    tall[6..10].copy_from_slice(&[0x60, 0xea, 0x60, 0xea]);
    for (target, why) in [
        (address("image/png", &whole[..whole.len() / 2]), "it can't be decoded"),
        (address("image/gif", &tall), "60000 × 60000 pixels are more than 1000000"),
        (address("image/png", &huge), ""),
        (address("image/avif", &sample(samples::AVIF)), "it is a picture (AVIF), which can't"),
        ("data:image/png;base64,*".to_owned(), "its `data:` address can't be decoded"),
        ("data:image/png".to_owned(), "its `data:` address can't be decoded"),
        (address("image/svg+xml", b"<svg><g>"), "it is no well-formed SVG"),
    ] {
        let shown = show("plan.svg", drawing(&[target, "other.png".into(), address("image/png", &whole)]));
        let [said] = &shown.said[..] else { panic!("{why}: {:?}", shown.said) };
        let head = format!("F0506 `plan.svg`: a picture in it is left out: {why}");
        assert!(shown.pdf.is_some(), "{why}: the others are shown in the PDF");
        assert!(said.starts_with(&head) && said.ends_with(" (and 1 more)"), "{said}");
        let book = String::from_utf8(shown.epub.unwrap().1).unwrap();
        assert_eq!(book.matches("<image").count(), 1, "{why}: the others are shown");
    }
    assert_eq!(said(&["#p".to_owned()]), ["F0506 `plan.svg`: an image in it refers to no picture and is left out"]);
}
