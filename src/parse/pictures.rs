//! What stands in the place of a picture.

use crate::phrases::Words;

/// Whether what stands in the place of a picture tells what is on it: neither `图片` nor the name of its file, nor a word in
/// small letters, which names a file or a button (`zoomable`, `img_2034`).
pub(super) fn says_something(caption: &str) -> bool {
    let bare = caption.trim().to_lowercase();
    let word = || caption.trim().bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"_-.".contains(&b));
    !bare.is_empty() && !is_address(&bare) && !Words::Picture.has(&bare) && !word()
}

/// Whether an address is that of a picture.
pub(crate) fn is_address(address: &str) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["jpg", "jpeg", "png", "gif", "webp", "bmp", "svg", "avif"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}
