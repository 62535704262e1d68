//! Moments as text: in UTC, so that two machines write the same.

use std::fmt;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::Time;

impl fmt::Display for Time {
    /// Writes the time as RFC 3339 does: `2026-01-31T10:00:00Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Timestamp::from_second(self.0).unwrap_or_default().fmt(f)
    }
}

impl Time {
    /// Gives the time that `text` tells, as RFC 3339 writes it or, in UTC then, as a date and a
    /// time of day with a space between them.
    #[must_use]
    pub fn read(text: &str) -> Option<Time> {
        let text = text.trim();
        if let Ok(time) = text.parse::<Timestamp>() {
            return Some(Time(time.as_second()));
        }
        let time = text.parse::<DateTime>().ok()?;
        Some(Time(time.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second()))
    }

    /// Gives the moment of a date and a time of day in UTC; none where there is no such moment.
    #[must_use]
    pub fn at(date: (i16, i8, i8), clock: (i8, i8, i8)) -> Option<Time> {
        let time = DateTime::new(date.0, date.1, date.2, clock.0, clock.1, clock.2, 0).ok()?;
        Some(Time(time.to_zoned(TimeZone::UTC).ok()?.timestamp().as_second()))
    }

    /// Gives the time as `form` says, in the letters of strftime: `%Y-%m-%d` for `2026-01-31`;
    /// none if `form` holds a letter that stands for nothing.
    #[must_use]
    pub fn written(self, form: &str) -> Option<String> {
        let time: Zoned =
            Timestamp::from_second(self.0).unwrap_or_default().to_zoned(TimeZone::UTC);
        jiff::fmt::strtime::format(form, &time).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::Time;

    #[test]
    fn a_time_is_written_and_read() {
        let time = Time(1_769_853_600);
        assert_eq!(time.to_string(), "2026-01-31T10:00:00Z");
        for text in ["2026-01-31T10:00:00Z", "2026-01-31 10:00:00", "2026-01-31T11:00:00+01:00"] {
            assert_eq!(Time::read(text), Some(time), "{text}");
        }
        assert_eq!(Time::read("yesterday"), None);
        assert_eq!(Time::at((2026, 1, 31), (10, 0, 0)), Some(time));
        assert_eq!(Time::at((2026, 2, 31), (10, 0, 0)), None);
        assert_eq!(time.written("[%Y-%m-%d %a %H:%M]").as_deref(), Some("[2026-01-31 Sat 10:00]"));
        assert_eq!(time.written("%Q%!"), None);
    }
}
