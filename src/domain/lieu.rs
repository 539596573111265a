//! Places on the map, in degrees (WGS84): latitude, then longitude.

/// Mean radius of the Earth, in metres.
const RAYON: f64 = 6_371_000.0;

/// Metres between two places, as the crow flies.
pub fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let [(latitude_a, longitude_a), (latitude_b, longitude_b)] =
        [a, b].map(|(latitude, longitude)| (latitude.to_radians(), longitude.to_radians()));
    // Haversine: right to the metre between a school and its collège, unlike the law of cosines.
    let demi = |ecart: f64| (ecart / 2.0).sin().powi(2);
    let h = demi(latitude_b - latitude_a)
        + latitude_a.cos() * latitude_b.cos() * demi(longitude_b - longitude_a);
    2.0 * RAYON * h.sqrt().min(1.0).asin()
}

/// « 850 m », « 3,4 km ».
pub fn distance_texte(metres: f64) -> String {
    if metres < 1000.0 {
        let dizaines = (metres / 10.0).round() as u32;
        return format!("{}\u{a0}m", dizaines * 10);
    }
    let hectometres = (metres / 100.0).round() as u32;
    format!("{},{}\u{a0}km", hectometres / 10, hectometres % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_of_latitude_is_a_hundred_and_eleven_kilometres() {
        let metres = distance((48.0, 6.0), (49.0, 6.0));
        assert!((metres - 111_195.0).abs() < 10.0, "{metres}");
        // Paris, Notre-Dame, to Strasbourg, cathedral.
        let metres = distance((48.853, 2.35), (48.582, 7.751));
        assert!((metres - 397_000.0).abs() < 2_000.0, "{metres}");
        assert!(distance((48.1, 6.4), (48.1, 6.4)) < 1e-6);
    }

    #[test]
    fn a_distance_is_said_as_people_say_it() {
        for (metres, dit) in [
            (0.0, "0\u{a0}m"),
            (848.0, "850\u{a0}m"),
            (3_449.0, "3,4\u{a0}km"),
            (12_000.0, "12,0\u{a0}km"),
        ] {
            assert_eq!(distance_texte(metres), dit);
        }
    }
}
