//! A date as people write it, by language (the long forms of CLDR).

use crate::document::{Date, Language};

/// The date in words; in ISO 8601 where the language's words are not known here.
pub(super) fn in_words(date: Date, language: &Language) -> String {
    let (Some(month), year) = (date.month, date.year) else { return date.to_string() };
    let tag = language.tag();
    let primary = tag.split('-').next().unwrap_or("");
    let Some(names) = months(primary) else {
        return match (primary, date.day) {
            ("ja" | "zh", Some(day)) => format!("{year}年{month}月{day}日"),
            ("ja" | "zh", None) => format!("{year}年{month}月"),
            ("ko", Some(day)) => format!("{year}년 {month}월 {day}일"),
            ("ko", None) => format!("{year}년 {month}월"),
            _ => date.to_string(),
        };
    };
    let name = names[usize::from(month) - 1];
    let Some(day) = date.day else {
        return match primary {
            "es" | "pt" | "ca" | "gl" => format!("{name} de {year}"),
            _ => format!("{name} {year}"),
        };
    };
    match primary {
        "en" if tag == "en-US" || tag.starts_with("en-US-") => format!("{name} {day}, {year}"),
        "de" | "da" | "nb" | "nn" | "no" | "fi" | "cs" | "sk" | "is" => format!("{day}. {name} {year}"),
        "es" | "pt" | "gl" => format!("{day} de {name} de {year}"),
        "fr" if day == 1 => format!("1er {name} {year}"),
        "ru" => format!("{day} {name} {year} г."),
        "hu" => format!("{year}. {name} {day}."),
        _ => format!("{day} {name} {year}"),
    }
}

/// The names of the months, in the case that stands behind a day.
fn months(primary: &str) -> Option<[&'static str; 12]> {
    let names = match primary {
        "en" => "January February March April May June July August September October November December",
        "de" => "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "fr" => "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "es" => "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "it" => "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "pt" => "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "gl" => "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro",
        "nl" => "januari februari maart april mei juni juli augustus september oktober november december",
        "sv" => "januari februari mars april maj juni juli augusti september oktober november december",
        "da" => "januar februar marts april maj juni juli august september oktober november december",
        "nb" | "nn" | "no" => "januar februar mars april mai juni juli august september oktober november desember",
        "fi" => {
            "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta \
             lokakuuta marraskuuta joulukuuta"
        }
        "pl" => "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "cs" => "ledna února března dubna května června července srpna září října listopadu prosince",
        "sk" => "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra",
        "hu" => "január február március április május június július augusztus szeptember október november december",
        "ro" => "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
        "tr" => "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
        "ru" => "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
        "uk" => "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
        _ => return None,
    };
    let mut out = [""; 12];
    for (slot, name) in out.iter_mut().zip(names.split_whitespace()) {
        *slot = name;
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_by_language() {
        let date = Date::day(2026, 3, 14).unwrap();
        let words = |tag: &str| in_words(date, &Language::parse(tag).unwrap());
        assert_eq!(words("en"), "14 March 2026");
        assert_eq!(words("en-US"), "March 14, 2026");
        assert_eq!(words("de-AT"), "14. März 2026");
        assert_eq!(words("es"), "14 de marzo de 2026");
        assert_eq!(words("fi"), "14 maaliskuuta 2026".replace("14", "14."));
        assert_eq!(words("ja"), "2026年3月14日");
        assert_eq!(words("xx"), "2026-03-14");
    }
}
