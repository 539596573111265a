//! How near two words are.

/// Letters to change, add, drop or exchange to go from one word to the other, when at most `max`.
pub(super) fn strictly_near(a: &str, b: &str, max: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > max {
        return None;
    }
    let mut avant: Vec<usize> = vec![0; b.len() + 1];
    let mut ligne: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut suite = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let cout = usize::from(a[i - 1] != b[j - 1]);
            suite[j] = (ligne[j] + 1)
                .min(suite[j - 1] + 1)
                .min(ligne[j - 1] + cout);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                suite[j] = suite[j].min(avant[j - 2] + 1);
            }
        }
        avant = std::mem::replace(&mut ligne, suite);
    }
    ligne.last().copied().filter(|distance| *distance <= max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_hand_are_counted() {
        assert_eq!(strictly_near("beneylu", "benelyu", 1), Some(1));
        assert_eq!(strictly_near("klassly", "klasly", 1), Some(1));
        assert_eq!(strictly_near("one", "two", 1), None);
        assert_eq!(strictly_near("", "ab", 2), Some(2));
    }
}
