//! Elements taken out of lists. `Vec::remove` brings the formatting of its panic along, which would weigh more than our rules.

use crate::prelude::*;

/// Takes out one element; the order of the others stays.
pub(crate) fn take<T>(list: &mut Vec<T>, at: usize) -> Option<T> {
    let tail = list.get_mut(at..)?;
    for place in 1..tail.len() {
        tail.swap(place - 1, place);
    }
    if tail.is_empty() { None } else { list.pop() }
}

/// Makes room for another element where there are as many as there may be. Returns the one that had to go.
pub(crate) fn make_room<T>(list: &mut Vec<T>, at_most: usize) -> Option<T> {
    if list.len() >= at_most { take(list, 0) } else { None }
}
