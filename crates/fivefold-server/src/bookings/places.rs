//! How far places are from each other.

use fivefold_api::vocabulary::GeoPoint;

/// The earth's mean radius in metres (IUGG).
const RADIUS: f64 = 6_371_008.8;

/// How far it is from one point to the other as the crow flies, in metres: the haversine formula on a sphere, which is
/// wrong by half a percent at most.
pub(crate) fn distance(from: GeoPoint, to: GeoPoint) -> u64 {
    let radians = |millionths: i64| (millionths as f64 / 1e6).to_radians();
    let half_sine = |from: i64, to: i64| (radians(to - from) / 2.0).sin();
    let north = half_sine(from.latitude, to.latitude);
    let east = half_sine(from.longitude, to.longitude);
    let level = radians(from.latitude).cos() * radians(to.latitude).cos();
    let haversine = (north * north + level * east * east).clamp(0.0, 1.0);
    // Half the earth's girth is far below what fits.
    (2.0 * RADIUS * haversine.sqrt().asin()).round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const fn point(latitude: i64, longitude: i64) -> GeoPoint {
        GeoPoint { latitude, longitude }
    }

    #[test]
    fn o2o_01_distances_are_those_of_the_earth() {
        let berlin = point(52_520_000, 13_405_000);
        // By Vincenty's formula on the ellipsoid: 2,315 km, 880 km, 8,975 km.
        for (to, metres) in [
            (point(38_722_000, -9_139_000), 2_315_314.0),
            (point(48_857_000, 2_352_000), 879_688.0),
            (point(25_033_000, 121_565_000), 8_975_007.0),
        ] {
            let found = distance(berlin, to) as f64;
            assert!((found - metres).abs() < metres * 0.006, "{found} for {metres}");
        }
        // Across the date line it is not once around the earth.
        assert!(distance(point(0, 179_990_000), point(0, -179_990_000)) < 2_300);
    }

    proptest! {
        #[test]
        fn o2o_01_a_distance_is_the_same_both_ways(
            one in (-90_000_000_i64..=90_000_000, -180_000_000_i64..=180_000_000),
            other in (-90_000_000_i64..=90_000_000, -180_000_000_i64..=180_000_000),
        ) {
            let (one, other) = (point(one.0, one.1), point(other.0, other.1));
            prop_assert_eq!(distance(one, other), distance(other, one));
            prop_assert_eq!(distance(one, one), 0);
            prop_assert!(distance(one, other) <= 20_015_200);
        }
    }
}
