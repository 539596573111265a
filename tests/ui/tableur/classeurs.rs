//! Workbooks: what each says, to the line, or why it is refused. Made on the spot, the hostile
//! ones part by part.

use std::io::{Cursor, Write as _};

use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::commun::{carnet, lit, plan, plan_with, raconte, recit, simple, uai};

const NEUVE: &str = "2 + 0880001Y ONE: Début 01/09/2019, Périmètre école";

/// The titles of most sheets below, and one line.
const TITRES: [&str; 3] = ["UAI", "Solution", "Début"];
const LIGNE: [&str; 3] = ["0880001Y", "ONE", "01/09/2019"];

fn row(feuille: &mut Worksheet, ligne: u32, cellules: &[&str]) {
    for (colonne, texte) in (0..).zip(cellules) {
        if !texte.is_empty() {
            feuille
                .write_string(ligne, colonne, *texte)
                .expect("written");
        }
    }
}

fn classeur(remplir: impl FnOnce(&mut Workbook)) -> Vec<u8> {
    let mut classeur = Workbook::new();
    remplir(&mut classeur);
    classeur.save_to_buffer().expect("a workbook")
}

fn une_feuille(remplir: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    classeur(|c| remplir(c.add_worksheet()))
}

fn jour() -> Format {
    Format::new().set_num_format("dd/mm/yyyy")
}

/// A zip of these parts.
fn archive(parties: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (nom, contenu) in parties {
        zip.start_file(*nom, SimpleFileOptions::default())
            .expect("started");
        zip.write_all(contenu).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

const TYPES: &str =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>";
const RELS: &str = "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
const FEUILLES: &str = "<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
const CLASSEUR: &str = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";

/// A workbook made part by part; `autres` replace or add parts.
fn brut(feuille: &str, autres: &[(&str, &str)]) -> Vec<u8> {
    let feuille = format!("<worksheet><sheetData>{feuille}</sheetData></worksheet>");
    let mut parties: Vec<(&str, &[u8])> = vec![
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELS.as_bytes()),
        ("xl/_rels/workbook.xml.rels", FEUILLES.as_bytes()),
        ("xl/worksheets/sheet1.xml", feuille.as_bytes()),
    ];
    for (nom, contenu) in autres {
        parties.retain(|(n, _)| n != nom);
        parties.push((nom, contenu.as_bytes()));
    }
    if !parties.iter().any(|(n, _)| *n == "xl/workbook.xml") {
        parties.push(("xl/workbook.xml", CLASSEUR.as_bytes()));
    }
    archive(&parties)
}

fn inline(reference: &str, texte: &str) -> String {
    format!("<c r=\"{reference}\" t=\"inlineStr\"><is><t>{texte}</t></is></c>")
}

/// Titles and one line, the start as given.
fn deux_lignes(debut: &str) -> String {
    format!(
        "<row r=\"1\">{}{}{}</row><row r=\"2\">{}{}{debut}</row>",
        inline("A1", "UAI"),
        inline("B1", "Solution"),
        inline("C1", "Début"),
        inline("A2", "0880001Y"),
        inline("B2", "ONE"),
    )
}

type Fait = (&'static str, Vec<u8>, Vec<&'static str>);

fn lisibles() -> Vec<Fait> {
    vec![
        (
            "texts",
            une_feuille(|f| {
                row(f, 0, &TITRES);
                row(f, 1, &LIGNE);
            }),
            vec![NEUVE],
        ),
        (
            "a real date",
            une_feuille(|f| {
                row(f, 0, &TITRES);
                row(f, 1, &["0880001Y", "ONE"]);
                f.write_number_with_format(1, 2, 43_709, &jour())
                    .expect("written");
            }),
            vec![NEUVE],
        ),
        (
            "a date that lost its format",
            une_feuille(|f| {
                row(f, 0, &TITRES);
                row(f, 1, &["0880001Y", "ONE"]);
                f.write_number(1, 2, 43_709).expect("written");
            }),
            vec![
                "2 + 0880001Y ONE: Début 01/09/2019, Périmètre école (« 43709 » lu 1er septembre 2019)",
            ],
        ),
        (
            "a workbook that counts from 1904",
            brut(
                &deux_lignes("<c r=\"C2\"><v>42247</v></c>"),
                &[(
                    "xl/workbook.xml",
                    "<workbook xmlns:r=\"r\"><workbookPr date1904=\"1\"/><sheets><sheet name=\"A\" sheetId=\"1\" \
                     r:id=\"rId1\"/></sheets></workbook>",
                )],
            ),
            vec![
                "2 + 0880001Y ONE: Début 01/09/2019, Périmètre école (« 42247 » lu 1er septembre 2019)",
            ],
        ),
        (
            "a formatted date that counts from 1904",
            brut(
                &deux_lignes("<c r=\"C2\" s=\"1\"><v>42247</v></c>"),
                &[
                    (
                        "xl/workbook.xml",
                        "<workbook xmlns:r=\"r\"><workbookPr date1904=\"true\"/><sheets><sheet name=\"A\" sheetId=\"1\" \
                         r:id=\"rId1\"/></sheets></workbook>",
                    ),
                    (
                        "xl/styles.xml",
                        "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>",
                    ),
                ],
            ),
            vec![NEUVE],
        ),
        (
            "numbers for UAIs and years",
            une_feuille(|f| {
                row(f, 0, &TITRES);
                row(f, 1, &["", "ONE"]);
                f.write_number(1, 0, 880_003).expect("written");
                f.write_number(1, 2, 2020).expect("written");
            }),
            vec![
                "2 + 0880003A ONE: Début 01/01/2020, Périmètre école (« 2020 » lu 1er janvier 2020) (UAI complété : « \
                 880003 » → 0880003A)",
            ],
        ),
        (
            "formulas with what they last gave",
            une_feuille(|f| {
                row(f, 0, &TITRES);
                row(f, 1, &["0880001Y", "", "01/09/2019"]);
                f.write_formula(1, 1, Formula::new("=UPPER(\"one\")").set_result("ONE"))
                    .expect("written");
            }),
            vec![NEUVE],
        ),
        (
            "a formula in error",
            brut(
                &deux_lignes("<c r=\"C2\" t=\"e\"><f>A9</f><v>#REF!</v></c>"),
                &[],
            ),
            vec!["2 x Colonne « Début » : « #REF! » n'est pas une date."],
        ),
        (
            "titles above the header, over merged cells, and rows left blank",
            une_feuille(|f| {
                f.merge_range(0, 0, 0, 5, "Suivi des ENT 2019", &Format::new())
                    .expect("written");
                row(f, 3, &TITRES);
                row(f, 6, &LIGNE);
            }),
            vec!["7 + 0880001Y ONE: Début 01/09/2019, Périmètre école"],
        ),
        (
            "one solution over merged rows",
            une_feuille(|f| {
                row(f, 0, &TITRES);
                row(f, 1, &LIGNE);
                row(f, 2, &["0880002Z", "", "01/09/2019"]);
                f.merge_range(1, 1, 2, 1, "ONE", &Format::new())
                    .expect("written");
            }),
            vec![NEUVE, "3 + 0880002Z ONE: Début 01/09/2019, Périmètre école"],
        ),
        (
            "true and false",
            une_feuille(|f| {
                row(f, 0, &["UAI", "Solution", "Début", "Toute l’école"]);
                row(f, 1, &LIGNE);
                row(f, 2, &["0880002Z", "ONE", "01/09/2019"]);
                f.write_boolean(1, 3, true).expect("written");
                f.write_boolean(2, 3, false).expect("written");
            }),
            vec![
                NEUVE,
                "3 + 0880002Z ONE: Début 01/09/2019, Périmètre quelques classes",
            ],
        ),
        (
            "« 2/5 » that Excel took for a day",
            une_feuille(|f| {
                row(f, 0, &["UAI", "Solution", "Début", "Périmètre"]);
                row(f, 1, &LIGNE);
                f.write_number_with_format(1, 3, 43_953, &jour())
                    .expect("written");
            }),
            vec![
                "2 + 0880001Y ONE: Début 01/09/2019, Périmètre 2 classes sur 5 (« 2020-05-02 », que le tableur avait pris \
                 pour une date, lu 2/5)",
            ],
        ),
        (
            "2020 that Excel shows as a day of 1905",
            une_feuille(|f| {
                row(f, 0, &TITRES);
                row(f, 1, &["0880001Y", "ONE"]);
                f.write_number_with_format(1, 2, 2020, &jour())
                    .expect("written");
            }),
            vec![
                "2 x Colonne « Début » : « 1905-07-12 » n'est pas vraisemblable : un ENT ne peut pas dater de 1905.",
            ],
        ),
        (
            "the sheet that is a list of deployments, wherever it is",
            classeur(|c| {
                row(c.add_worksheet(), 0, &["Notes", "diverses"]);
                let feuille = c.add_worksheet();
                row(feuille, 0, &TITRES);
                row(feuille, 1, &LIGNE);
                row(c.add_worksheet(), 0, &["Commune", "Maire"]);
            }),
            vec![NEUVE],
        ),
        (
            "rich texts",
            brut(
                &deux_lignes("<c r=\"C2\" t=\"s\"><v>0</v></c>"),
                &[(
                    "xl/sharedStrings.xml",
                    "<sst count=\"1\" uniqueCount=\"1\"><si><r><t xml:space=\"preserve\">rentrée </t></r><r><rPr><b/></rPr><t>2019</t></r><rPh><t>x\
                     </t></rPh></si></sst>",
                )],
            ),
            vec![
                "2 + 0880001Y ONE: Début 01/09/2019, Périmètre école (« rentrée 2019 » lu 1er septembre 2019)",
            ],
        ),
        (
            "rows and cells that do not say where they are",
            brut(
                "<row><c t=\"inlineStr\"><is><t>UAI</t></is></c><c t=\"inlineStr\"><is><t>ENT</t></is></c><c \
                 t=\"inlineStr\"><is><t>Début</t></is></c></row><row><c t=\"inlineStr\"><is><t>0880001Y</t></is></c><c \
                 t=\"inlineStr\"><is><t>ONE</t></is></c><c t=\"inlineStr\"><is><t>01/09/2019</t></is></c></row>",
                &[],
            ),
            vec![NEUVE],
        ),
        (
            "an ODS",
            ods(&ods_table(
                "",
                &[&ODS_TITRES, &["0880001Y", "ONE", "01/09/2019"]],
            )),
            vec![NEUVE],
        ),
        (
            "an ODS with numbers, dates, truths and remarks",
            ods(&format!(
                "<table:table table:name=\"A\">{}<table:table-row>{}<table:table-cell office:value-type=\"string\"><office:\
                 annotation><text:p>une remarque</text:p></office:annotation><text:p>ONE</text:p></table:table-cell>\
                 <table:table-cell office:value-type=\"date\" office:date-value=\"2019-09-01T00:00:00\"><text:p>01/09/19\
                 </text:p></table:table-cell><table:table-cell office:value-type=\"boolean\" \
                 office:boolean-value=\"true\"><text:p>VRAI</text:p></table:table-cell></table:table-row></table:table>",
                ods_row("", &["UAI", "Solution", "Début", "Toute l’école"]),
                "<table:table-cell office:value-type=\"float\" office:value=\"880003\"><text:p>880003</text:p>\
                 </table:table-cell>",
            )),
            vec![
                "2 + 0880003A ONE: Début 01/09/2019, Périmètre école (UAI complété : « 880003 » → 0880003A)",
            ],
        ),
        (
            "an ODS with rows and columns repeated to the end of the sheet",
            ods(&format!(
                "<table:table table:name=\"A\">{}<table:table-row table:number-rows-repeated=\"3\"><table:table-cell \
                 table:number-columns-repeated=\"16384\"/></table:table-row>{}<table:table-row \
                 table:number-rows-repeated=\"1048571\"><table:table-cell table:number-columns-repeated=\"16384\"/>\
                 </table:table-row></table:table>",
                ods_row("", &ODS_TITRES),
                ods_row("", &["0880001Y", "ONE", "01/09/2019"]),
            )),
            vec!["5 + 0880001Y ONE: Début 01/09/2019, Périmètre école"],
        ),
        (
            "an ODS with one solution over merged rows",
            ods(&format!(
                "<table:table table:name=\"A\">{}<table:table-row>{}<table:table-cell table:number-rows-spanned=\"2\" \
                 office:value-type=\"string\"><text:p>ONE</text:p></table:table-cell>{}</table:table-row><table:table-row>\
                 {}<table:covered-table-cell/>{}</table:table-row></table:table>",
                ods_row("", &ODS_TITRES),
                ods_cell("0880001Y"),
                ods_cell("01/09/2019"),
                ods_cell("0880002Z"),
                ods_cell("01/09/2019"),
            )),
            vec![NEUVE, "3 + 0880002Z ONE: Début 01/09/2019, Périmètre école"],
        ),
        (
            "an ODS with blanks, tabs, entities and two paragraphs",
            ods(&format!(
                "<table:table table:name=\"A\">{}<table:table-row>{}{}{}<table:table-cell office:value-type=\"string\">\
                 <text:p>a<text:s text:c=\"2\"/>b<text:tab/>c</text:p><text:p>d &amp; &#233;<text:span>f</text:span>\
                 </text:p></table:table-cell></table:table-row></table:table>",
                ods_row("", &["UAI", "Solution", "Début", "Commentaire"]),
                ods_cell("0880001Y"),
                ods_cell("ONE"),
                ods_cell("01/09/2019"),
            )),
            vec!["2 + 0880001Y ONE: Début 01/09/2019, Périmètre école, Commentaire a  b c\nd & éf"],
        ),
    ]
}

const ODS_TITRES: [&str; 3] = ["UAI", "Solution", "Début"];

fn ods_cell(texte: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\"><text:p>{texte}</text:p></table:table-cell>"
    )
}

fn ods_row(attributs: &str, cellules: &[&str]) -> String {
    let cellules: String = cellules.iter().map(|c| ods_cell(c)).collect();
    format!("<table:table-row{attributs}>{cellules}</table:table-row>")
}

fn ods_table(style: &str, lignes: &[&[&str]]) -> String {
    let lignes: String = lignes.iter().map(|l| ods_row("", l)).collect();
    format!(
        "<table:table table:name=\"A{style}\" table:style-name=\"{style}\">{lignes}</table:table>"
    )
}

fn ods(tables: &str) -> Vec<u8> {
    ods_with(tables, "<manifest:manifest/>")
}

fn ods_with(tables: &str, manifeste: &str) -> Vec<u8> {
    let contenu = format!(
        "<office:document-content><office:automatic-styles><style:style style:name=\"cache\" \
         style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>\
         </office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>\
         </office:document-content>"
    );
    archive(&[
        (
            "mimetype",
            b"application/vnd.oasis.opendocument.spreadsheet",
        ),
        ("META-INF/manifest.xml", manifeste.as_bytes()),
        ("content.xml", contenu.as_bytes()),
    ])
}

#[test]
fn each_workbook_gives_its_lines() {
    let store = carnet();
    for (quoi, octets, attendu) in lisibles() {
        assert_eq!(raconte(&store, "a.xlsx", &octets), attendu, "{quoi}");
    }
}

/// The first bytes of old workbooks and of protected ones, then `suite`.
fn ole(suite: &str) -> Vec<u8> {
    let mut octets = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    octets.resize(9000, 0);
    octets.extend(suite.encode_utf16().flat_map(u16::to_le_bytes));
    octets
}

const ABIME: &str = "« a.xlsx » est abîmé, ou n'est pas un classeur que l'on sait lire. Ouvrez-le dans un tableur et \
                     enregistrez-le de nouveau, ou au format CSV.";
const BOMBE: &str = "« a.xlsx » gonfle démesurément une fois décompressé : il n'a pas été lu. Enregistrez au format CSV \
                     la feuille qui vous intéresse.";
const TEXTES: &str =
    "« a.xlsx » contient trop de textes : enregistrez au format CSV la feuille qui vous intéresse.";
const STYLES: &str =
    "« a.xlsx » contient trop de styles : enregistrez au format CSV la feuille qui vous intéresse.";
const TROP: &str = "« a.xlsx » a plus de 2 millions de cellules, ou trop de texte : enregistrez au format CSV la \
                    feuille qui vous intéresse.";
const PROTEGE: &str =
    "« a.xlsx » est protégé par un mot de passe. Ôtez-le dans votre tableur, puis enregistrez.";

/// The one sheet of the workbooks made part by part.
const FEUILLE: &str = "xl/worksheets/sheet1.xml";

/// A part that says it holds `declare` bytes and holds another number.
fn menteur(mut octets: Vec<u8>, nom: &str, declare: u32) -> Vec<u8> {
    // In the local header and in the central directory, the size stands 8 and 18 bytes before the name.
    for (signature, ecart) in [(&b"PK\x03\x04"[..], 8), (b"PK\x01\x02", 22)] {
        let places: Vec<usize> = (0..octets.len() - nom.len())
            .filter(|&i| octets[i..].starts_with(nom.as_bytes()))
            .filter(|&i| {
                let entete = if ecart == 8 { 30 } else { 46 };
                i >= entete && octets[i - entete..].starts_with(signature)
            })
            .collect();
        for place in places {
            octets[place - ecart..place - ecart + 4].copy_from_slice(&declare.to_le_bytes());
        }
    }
    octets
}

/// What a made-up workbook is made for, and what is said of it.
fn hostiles() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let grosse_feuille = format!(
        "<worksheet>{}<sheetData/></worksheet>",
        "<a/>".repeat(12 << 20)
    );
    let repetes = "<si><t>a</t></si>".repeat(600_001);
    let long = "x".repeat(30_000);
    let cellules = "<c t=\"s\"><v>0</v></c>".repeat(400);
    let repetee = format!("<row>{cellules}</row>").repeat(10);
    let polices = format!("<fonts><font><name val=\"{long}\"/></font></fonts>");
    let formats = "<xf numFmtId=\"0\" fontId=\"0\"/>".repeat(4_000);
    let pleine = {
        let ligne = "<c><v>1</v></c>".repeat(500);
        format!("<row>{ligne}</row>").repeat(4_001)
    };
    let feuilles: Vec<String> = (0..2_001)
        .map(|i| format!("xl/worksheets/sheet{i}.xml"))
        .collect();
    let mut nombreuses: Vec<(&str, &[u8])> = vec![("[Content_Types].xml", TYPES.as_bytes())];
    nombreuses.extend(feuilles.iter().map(|nom| (nom.as_str(), &b"<a/>"[..])));
    let bon = brut(&deux_lignes(&inline("C2", "01/09/2019")), &[]);
    vec![
        (
            "an old workbook",
            ole("Workbook"),
            "« a.xlsx » est un ancien classeur Excel (.xls). Ouvrez-le et enregistrez-le au format .xlsx ou CSV.",
        ),
        ("a protected workbook", ole("EncryptedPackage"), PROTEGE),
        (
            "a protected ODS",
            ods_with(
                "",
                "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>",
            ),
            PROTEGE,
        ),
        (
            "macros",
            brut("", &[("xl/vbaProject.bin", "x")]),
            "« a.xlsx » contient des macros (vbaProject.bin). Enregistrez-le au format .xlsx, qui n'en a pas.",
        ),
        (
            "a binary workbook",
            brut("", &[("xl/workbook.bin", "x")]),
            "« a.xlsx » est un classeur Excel binaire (.xlsb). Enregistrez-le au format .xlsx.",
        ),
        (
            "a zip of something else",
            archive(&[("annuaire.csv", b"UAI;Nom\n")]),
            "« a.xlsx » est une archive ZIP, pas un classeur. Décompressez-la d'abord.",
        ),
        ("a truncated one", bon[..bon.len() / 2].to_vec(), ABIME),
        (
            "no sheet",
            brut("", &[]),
            "« a.xlsx » n'a aucune feuille visible qui contienne quelque chose.",
        ),
        (
            "no workbook",
            archive(&[("[Content_Types].xml", TYPES.as_bytes())]),
            ABIME,
        ),
        (
            "a bomb that says so",
            menteur(bon.clone(), FEUILLE, 600_000_000),
            BOMBE,
        ),
        (
            "a bomb that lies",
            menteur(brut("", &[(FEUILLE, &grosse_feuille)]), FEUILLE, 1000),
            ABIME,
        ),
        (
            "a part that swells out of measure",
            brut("", &[(FEUILLE, &grosse_feuille)]),
            BOMBE,
        ),
        (
            "a text announced a billion times",
            brut(
                "",
                &[(
                    "xl/sharedStrings.xml",
                    "<sst uniqueCount=\"99999999999\"><si><t>a</t></si></sst>",
                )],
            ),
            TEXTES,
        ),
        (
            "more texts than a list holds",
            brut(
                "",
                &[("xl/sharedStrings.xml", &format!("<sst>{repetes}</sst>"))],
            ),
            TEXTES,
        ),
        (
            "one long text in all cells",
            brut(
                &repetee,
                &[(
                    "xl/sharedStrings.xml",
                    &format!("<sst><si><t>{long}</t></si></sst>"),
                )],
            ),
            TROP,
        ),
        (
            "styles that copy one long name",
            brut(
                "",
                &[(
                    "xl/styles.xml",
                    &format!("<styleSheet>{polices}<cellXfs>{formats}</cellXfs></styleSheet>"),
                )],
            ),
            STYLES,
        ),
        ("more cells than can be read", brut(&pleine, &[]), TROP),
        (
            "thousands of sheets",
            archive(&nombreuses),
            "« a.xlsx » a plus de 2 000 parties : ce n'est pas un classeur que l'on tient à la main.",
        ),
        (
            "one endless cell",
            brut(&deux_lignes(&inline("C2", &"é".repeat(1 << 20))), &[]),
            "« a.xlsx » contient une cellule démesurée : il n'a pas été lu.",
        ),
        (
            "rows out of order",
            brut(
                "<row r=\"5\"><c r=\"A5\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row>",
                &[],
            ),
            ABIME,
        ),
        (
            "a text that is not there",
            brut("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>", &[]),
            ABIME,
        ),
        (
            "markup that never ends",
            brut("<row r=\"1\"><c r=\"A1\"", &[]),
            ABIME,
        ),
        (
            "columns of no spreadsheet",
            brut("<row r=\"1\"><c r=\"ZZZZZZZZZ1\"><v>1</v></c></row>", &[]),
            ABIME,
        ),
        (
            "an ODS that repeats a full row a million times",
            ods(&format!(
                "<table:table table:name=\"A\">{}</table:table>",
                ods_row(" table:number-rows-repeated=\"1000000\"", &["a"; 300])
            )),
            TROP,
        ),
        (
            "an ODS cut short",
            ods("<table:table><table:table-row>"),
            ABIME,
        ),
    ]
}

#[test]
fn each_hostile_or_foreign_workbook_is_refused_with_what_it_is() {
    for (quoi, octets, attendu) in hostiles() {
        assert_eq!(lit("a.xlsx", &octets).unwrap_err(), attendu, "{quoi}");
    }
}

#[test]
fn one_far_cell_costs_itself_only() {
    let store = carnet();
    let loin = une_feuille(|f| {
        row(f, 0, &TITRES);
        row(f, 1, &LIGNE);
        f.write_string(1_048_575, 16_383, "ici").unwrap();
    });
    let lu = lit("a.xlsx", &loin).unwrap();
    assert_eq!(recit(&plan(&store, &lu)), [NEUVE]);
    assert_eq!(
        simple(&lu.remarques[0]),
        "La cellule XFD1048576 est au-delà de la colonne 500 : laissée de côté."
    );
    let blancs = ods(&format!(
        "<table:table table:name=\"A\">{}{}<table:table-row><table:table-cell table:number-columns-repeated=\"16383\"/>\
         <table:table-cell office:value-type=\"string\"><text:p>loin<text:s text:c=\"4000000000\"/></text:p>\
         </table:table-cell></table:table-row></table:table>",
        ods_row("", &TITRES),
        ods_row("", &LIGNE),
    ));
    let lu = lit("a.ods", &blancs).unwrap();
    assert_eq!(recit(&plan(&store, &lu)), [NEUVE]);
    assert!(lu.remarques[0].contains("XFD3"), "{:?}", lu.remarques);
}

#[test]
fn hidden_sheets_are_left_aside_and_said() {
    let store = carnet();
    let xlsx = classeur(|c| {
        let cachee = c.add_worksheet().set_name("Vieille liste").unwrap();
        row(cachee, 0, &TITRES);
        row(cachee, 1, &["0880002Z", "ONE", "01/09/2019"]);
        cachee.set_hidden(true);
        let tres_cachee = c.add_worksheet().set_name("Secrète").unwrap();
        tres_cachee.set_very_hidden(true);
        let vue = c.add_worksheet();
        row(vue, 0, &TITRES);
        row(vue, 1, &LIGNE);
        vue.set_active(true);
    });
    let lu = lit("a.xlsx", &xlsx).unwrap();
    assert_eq!(lu.feuilles.len(), 1);
    assert_eq!(recit(&plan(&store, &lu)), [NEUVE]);
    assert_eq!(
        simple(&lu.remarques[0]),
        "Feuilles masquées, laissées de côté : « Vieille liste », « Secrète »."
    );
    let tables = [
        ods_table("cache", &[&TITRES]),
        ods_table("", &[&TITRES, &LIGNE]),
    ];
    let lu = lit("a.ods", &ods(&tables.concat())).unwrap();
    assert_eq!(recit(&plan(&store, &lu)), [NEUVE]);
    assert_eq!(
        simple(&lu.remarques[0]),
        "Feuille masquée, laissée de côté : « Acache »."
    );
}

#[test]
fn another_sheet_can_be_chosen() {
    let store = carnet();
    let deux = classeur(|c| {
        for (nom, uai) in [("2019", "0880001Y"), ("2020", "0880002Z")] {
            let feuille = c.add_worksheet().set_name(nom).unwrap();
            row(feuille, 0, &TITRES);
            row(feuille, 1, &[uai, "ONE", "01/09/2019"]);
        }
    });
    let lu = lit("a.xlsx", &deux).unwrap();
    let faits = store.faits().unwrap();
    assert_eq!(recit(&plan(&store, &lu)), [NEUVE]);
    let autre = plan_with(&store, &lu, |choix| {
        choix.choose_sheet(&lu, 1, &faits, super::commun::aujourdhui());
    });
    assert_eq!(
        recit(&autre),
        ["2 + 0880002Z ONE: Début 01/09/2019, Périmètre école"]
    );
}

/// A multiplicative walk: spread out, and the same at every run.
#[test]
fn a_thousand_damaged_workbooks_are_read_or_refused_and_nothing_else() {
    let xlsx = brut(&deux_lignes(&inline("C2", "01/09/2019")), &[]);
    let deux = ods(&ods_table("", &[&TITRES, &LIGNE]));
    let mut pas: u64 = 880_001;
    for essai in 0..1_000 {
        let mut octets = if essai % 2 == 0 {
            xlsx.clone()
        } else {
            deux.clone()
        };
        for _ in 0..=essai % 5 {
            pas = pas * 48_271 % 2_147_483_647;
            let place = (pas % octets.len() as u64) as usize;
            octets[place] = (pas >> 16) as u8;
        }
        if let Err(refus) = lit("a.xlsx", &octets) {
            assert!(refus.starts_with("« a.xlsx » "), "{refus}");
        }
    }
    assert_eq!(uai(880_001), "0880001Y");
}
