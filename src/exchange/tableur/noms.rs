//! How well two names of schools fit.

use super::proximite::strictly_near;

/// How well a name fits, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Accord {
    /// One name has words the other has not.
    Partiel,
    /// The same words, a slip or an initial apart.
    Presque,
    Entier,
}

/// How well two lists of words fit, each not empty.
pub(super) fn accord(a: &[String], b: &[String]) -> Option<Accord> {
    if a == b {
        return Some(Accord::Entier);
    }
    let (court, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut restants: Vec<&String> = long.iter().collect();
    let mut entiers = 0;
    for mot in court {
        let trouve = restants
            .iter()
            .position(|autre| *autre == mot)
            .or_else(|| restants.iter().position(|autre| alike(mot, autre)))?;
        entiers += usize::from(restants.remove(trouve) == mot);
    }
    if restants.is_empty() {
        return Some(Accord::Presque);
    }
    // An initial or a slip is not enough when other words are missing.
    (entiers > 0).then_some(Accord::Partiel)
}

/// « macé » and « mace », « j » and « jules », « ferry » and « fery ».
fn alike(a: &str, b: &str) -> bool {
    let initiale = |court: &str, long: &str| court.len() == 1 && long.starts_with(court);
    initiale(a, b)
        || initiale(b, a)
        || (a.len().min(b.len()) >= 4 && strictly_near(a, b, 1).is_some())
}
