//! Other names of the solutions and funding schemes shipped with the program.

/// Other names of what is shipped, by code, in compact form (`domain.md` §1.5, §1.10).
pub(super) const ALIAS: [(&str, &str); 19] = [
    ("ONE", "edifice|onedifice|onepremierdegre|one1d"),
    ("BENEYLU", "beneylu|bns|beneyluecole|beneyluscool"),
    ("ARIANE57", "ariane|arianne57|arine57"),
    ("PRIMOT", "primot57|primotdane"),
    ("EPRIMO", "primo|eprimo2"),
    ("KLASSLY", "klassroom|klassboard"),
    ("TOUTEMONANNEE", "tma"),
    ("BLOG", "blogs|blogecole|blogpeda|blogpedagogique"),
    ("ENIR2017", "enir1|enirphase1|enirvague1"),
    ("ENIR2018", "enir2|enirphase2|enirvague2"),
    (
        "LEN2020",
        "label2020|labelecolenumerique|labelecolesnumeriques|labelecolenumerique2020\
         |label|len|labelen",
    ),
    ("SNEE", "soclenumerique|aapsnee|socle|planderelance"),
    ("TNE", "tne88|territoirenumeriqueeducatif"),
    ("FUSE", "fusae|fus"),
    (
        "DANE3ANS",
        "dane|abonnementdane|abonnementdane3ans|dane3ans|abodane|abonnement3ansdane",
    ),
    (
        "ENR2009",
        "enr|ecolesnumeriquesrurales|ecolenumeriquerurale",
    ),
    (
        "COMMUNE",
        "commune|mairie|ville|municipalite|collectivite|intercommunalite|epci\
         |communautedecommunes|comcom|cc|agglo|sivom|sivu|sis",
    ),
    ("COOPERATIVE", "coop|cooperative|coopecole|occe"),
    ("SANS", "gratuit|sans|versiongratuite"),
];
