//! The keys of the grid, read from what the window received.
//!
//! Digits are read where they stand on the keyboard: on an AZERTY one, « & » is the key of 1.

use egui::{Event, Key};

/// What one key asks of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Touche {
    Haut,
    Bas,
    Gauche,
    Droite,
    Debut,
    Fin,
    /// Enter, Space or F2.
    Ouvrir,
    Echap,
    /// Suppr or backspace.
    Effacer,
    Chiffre(u8),
    /// Anything else that writes.
    Signe(char),
}

const CHIFFRES: [Key; 10] = [
    Key::Num0,
    Key::Num1,
    Key::Num2,
    Key::Num3,
    Key::Num4,
    Key::Num5,
    Key::Num6,
    Key::Num7,
    Key::Num8,
    Key::Num9,
];

/// The keys among these events, in their order.
pub(super) fn touches(evenements: &[Event]) -> Vec<Touche> {
    let mut touches = Vec::new();
    // The text of a key that was read already.
    let mut lu = false;
    for evenement in evenements {
        match evenement {
            Event::Key {
                key,
                physical_key,
                pressed: true,
                modifiers,
                ..
            } if !modifiers.ctrl && !modifiers.alt && !modifiers.command => {
                let chiffre = |key: Key| CHIFFRES.iter().position(|c| *c == key);
                if let Some(chiffre) = physical_key.and_then(chiffre).or_else(|| chiffre(*key)) {
                    lu = true;
                    touches.push(Touche::Chiffre(chiffre as u8));
                    continue;
                }
                lu = *key == Key::Space;
                touches.extend(named(*key));
            }
            Event::Text(_) if std::mem::take(&mut lu) => {}
            Event::Text(texte) => touches.extend(texte.chars().filter_map(|c| match c {
                ' ' => Some(Touche::Ouvrir),
                c if c.is_control() => None,
                c => Some(match c.to_digit(10) {
                    Some(chiffre) => Touche::Chiffre(chiffre as u8),
                    None => Touche::Signe(c),
                }),
            })),
            _ => {}
        }
    }
    touches
}

const fn named(key: Key) -> Option<Touche> {
    Some(match key {
        Key::ArrowUp => Touche::Haut,
        Key::ArrowDown => Touche::Bas,
        Key::ArrowLeft => Touche::Gauche,
        Key::ArrowRight => Touche::Droite,
        Key::Home => Touche::Debut,
        Key::End => Touche::Fin,
        Key::Enter | Key::F2 | Key::Space => Touche::Ouvrir,
        Key::Escape => Touche::Echap,
        Key::Delete | Key::Backspace => Touche::Effacer,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use egui::Modifiers;

    use super::*;

    fn key(key: Key, physical_key: Option<Key>, modifiers: Modifiers) -> Event {
        Event::Key {
            key,
            physical_key,
            pressed: true,
            repeat: false,
            modifiers,
        }
    }

    #[test]
    fn digits_are_read_where_they_stand_and_once() {
        let texte = |t: &str| Event::Text(t.to_owned());
        let rien = Modifiers::NONE;
        for (evenements, attendu) in [
            // QWERTY, AZERTY without then with Shift, a text alone.
            (
                vec![key(Key::Num2, Some(Key::Num2), rien), texte("2")],
                vec![Touche::Chiffre(2)],
            ),
            (
                vec![key(Key::Quote, Some(Key::Num2), rien), texte("é")],
                vec![Touche::Chiffre(2)],
            ),
            (
                vec![
                    key(Key::Num2, Some(Key::Num2), Modifiers::SHIFT),
                    texte("2"),
                ],
                vec![Touche::Chiffre(2)],
            ),
            (
                vec![texte("2u")],
                vec![Touche::Chiffre(2), Touche::Signe('u')],
            ),
            (
                vec![key(Key::U, Some(Key::U), rien), texte("u")],
                vec![Touche::Signe('u')],
            ),
            (
                vec![key(Key::Space, None, rien), texte(" ")],
                vec![Touche::Ouvrir],
            ),
            (vec![key(Key::Num2, None, Modifiers::CTRL)], vec![]),
            (
                vec![key(Key::ArrowDown, None, rien), key(Key::Enter, None, rien)],
                vec![Touche::Bas, Touche::Ouvrir],
            ),
        ] {
            assert_eq!(touches(&evenements), attendu, "{evenements:?}");
        }
    }
}
