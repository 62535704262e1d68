//! Control sequences as ECMA-48 writes them, put together without the machinery of formatting: a
//! frame holds a hundred of them.

/// Appends a control sequence with one parameter, which is left out where it is the usual one, 1.
pub(super) fn one(out: &mut Vec<u8>, parameter: u16, end: u8) {
    out.extend_from_slice(b"\x1b[");
    if parameter != 1 {
        number(out, parameter);
    }
    out.push(end);
}

/// Appends a control sequence with two parameters.
pub(super) fn two(out: &mut Vec<u8>, first: u16, second: u16, end: u8) {
    out.extend_from_slice(b"\x1b[");
    number(out, first);
    out.push(b';');
    number(out, second);
    out.push(end);
}

fn number(out: &mut Vec<u8>, number: u16) {
    let start = out.len();
    let mut rest = number;
    loop {
        out.push(b'0' + (rest % 10) as u8);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    out.get_mut(start..).unwrap_or_default().reverse();
}

#[cfg(test)]
mod tests {
    #[test]
    fn parameters_are_decimal() {
        let mut out = Vec::new();
        super::two(&mut out, 1, 10_203, b'H');
        super::one(&mut out, 70, b'C');
        super::one(&mut out, 1, b'D');
        assert_eq!(out, b"\x1b[1;10203H\x1b[70C\x1b[D");
    }
}
