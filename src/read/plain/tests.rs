//! Time: it grows with the length of a text, and with nothing else. That no word is lost is tried in `tests/safety.rs`.

use super::*;

#[test]
fn large_inputs_take_linear_time() {
    let (start, before) = (std::time::Instant::now(), processor());
    for text in [
        "word ".repeat(200_000),
        "x".repeat(1_000_000),
        "> ".repeat(10_000) + "deep",
        (0..3_000).map(|i| "  ".repeat(i % 400) + "- item\n").collect::<String>(),
        "``` a\n".repeat(50_000),
        "*a ".repeat(100_000),
        "_a".repeat(100_000),
        "[1] ".repeat(100_000),
        "* note\n\n".repeat(20_000),
        "a*\n\n* note\n\n".repeat(10_000),
        "THE SEA\n\n".repeat(20_000),
        "CHAPTER I\n\n".repeat(20_000),
        "1. a\n".repeat(50_000),
        "a  b\n".repeat(50_000),
        "@".repeat(200_000),
        "http://".repeat(50_000),
        "exam-\nple ".repeat(30_000),
        "a | b\n".repeat(30_000),
        "│ a\n".repeat(30_000),
    ] {
        let source = Source::new("a", text, 0);
        let document = Plain.read(&source, &ReadOptions::default(), &mut Diagnostics::new());
        assert!(!document.blocks.is_empty());
    }
    // Far more than it takes, and far less than anything quadratic would.
    let spent = processor().zip(before).map_or(start.elapsed(), |(now, before)| now - before);
    assert!(spent.as_secs() < 60, "{spent:?}");
}

/// The time that this thread had a processor, where the system tells it: a machine may have more to do.
fn processor() -> Option<std::time::Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(std::time::Duration::from_nanos(told.split(' ').next()?.parse().ok()?))
}
