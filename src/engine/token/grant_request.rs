//! Builds the request to the token endpoint (T1).

use crate::engine::context::Context;
use crate::engine::output::HttpRequest;
use crate::engine::secret::{Secret, percent_encode};

/// Returns the request of the OAuth 2.0 client-credentials grant (T1).
pub(super) fn grant_request(cx: &Context) -> HttpRequest {
    let id = percent_encode(cx.config.client_id.as_deref().unwrap_or_default());
    let secret = percent_encode(cx.config.client_secret.as_ref().map_or("", Secret::expose));
    HttpRequest {
        method: "POST",
        url: cx.config.token_endpoint(),
        headers: vec![("Content-Type", Secret::new("application/x-www-form-urlencoded"))],
        body: Some(Secret::new(format!("grant_type=client_credentials&client_id={id}&client_secret={secret}"))),
        shared: true,
    }
}
