//! CSV as a spreadsheet in French opens it by a double click: UTF-8 with a BOM, `;`, CRLF. No cell
//! is ever run as a formula (`design.md` §6).

/// Without it Excel reads UTF-8 as windows-1252.
pub(super) const BOM: &str = "\u{feff}";

/// Appends one record.
pub(super) fn push_ligne<'a>(csv: &mut String, cellules: impl IntoIterator<Item = &'a str>) {
    for (rang, cellule) in cellules.into_iter().enumerate() {
        if rang > 0 {
            csv.push(';');
        }
        push_cellule(csv, cellule);
    }
    csv.push_str("\r\n");
}

fn push_cellule(csv: &mut String, cellule: &str) {
    let quotes = cellule.contains([';', '"', '\n', '\r']);
    if quotes {
        csv.push('"');
    }
    csv.push_str(garde(cellule));
    for c in cellule.chars() {
        if c == '"' {
            csv.push('"');
        }
        csv.push(c);
    }
    if quotes {
        csv.push('"');
    }
}

/// What stands before a cell so that no spreadsheet runs it: nothing, mostly.
pub(super) fn garde(cellule: &str) -> &'static str {
    if is_formula(cellule) { "'" } else { "" }
}

/// Whether a spreadsheet would run it, spaces before it or not: by its first character, the
/// full-width forms included. A number is none.
fn is_formula(cellule: &str) -> bool {
    let commence = cellule
        .trim_start()
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    cellule.starts_with(['\t', '\r', '\n'])
        || commence && cellule.replace(',', ".").parse::<f64>().is_err()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_when_needed_and_never_run() {
        for (cellule, attendu) in [
            ("École", "École"),
            ("a;b", "\"a;b\""),
            (
                "dite «\u{a0}\"x\"\u{a0}»",
                "\"dite «\u{a0}\"\"x\"\"\u{a0}»\"",
            ),
            ("deux\nlignes", "\"deux\nlignes\""),
            ("=1+1", "'=1+1"),
            ("+33 3 29", "'+33 3 29"),
            ("-cmd|x", "'-cmd|x"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("  =1+1", "'  =1+1"),
            ("\t=1+1", "'\t=1+1"),
            (
                "=HYPERLINK(\"a\";\"b\")",
                "\"'=HYPERLINK(\"\"a\"\";\"\"b\"\")\"",
            ),
            ("Ari@ne57", "Ari@ne57"),
            ("-12,5", "-12,5"),
            ("REP+", "REP+"),
            ("", ""),
        ] {
            let mut csv = String::new();
            push_ligne(&mut csv, [cellule]);
            assert_eq!(csv, format!("{attendu}\r\n"));
        }
    }
}
