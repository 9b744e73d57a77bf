//! The hosts of the regions.

/// AWS region and host of each region, as the official SDK (259) lists them. Other hosts exist: gateways, and regions that are newer.
const REGIONS: [(&str, &str); 18] = [
    ("us-east-1", "mypurecloud.com"),
    ("us-east-2", "use2.us-gov-pure.cloud"),
    ("us-west-2", "usw2.pure.cloud"),
    ("ca-central-1", "cac1.pure.cloud"),
    ("eu-west-1", "mypurecloud.ie"),
    ("eu-west-2", "euw2.pure.cloud"),
    ("eu-central-1", "mypurecloud.de"),
    ("eu-central-2", "euc2.pure.cloud"),
    ("eusc-de-east-1", "edee1.eusc-pure.cloud"),
    ("ap-southeast-1", "apse1.pure.cloud"),
    ("ap-southeast-2", "mypurecloud.com.au"),
    ("ap-northeast-1", "mypurecloud.jp"),
    ("ap-northeast-2", "apne2.pure.cloud"),
    ("ap-northeast-3", "apne3.pure.cloud"),
    ("ap-south-1", "aps1.pure.cloud"),
    ("sa-east-1", "sae1.pure.cloud"),
    ("me-central-1", "mec1.pure.cloud"),
    ("mx-central-1", "mxc1.pure.cloud"),
];

/// What stands before the region's host in the addresses that people copy.
const SERVICES: [&str; 4] = ["api.", "login.", "apps.", "streaming."];

/// Gives the host that the option `region` names: an AWS region becomes its host, and of `api.mypurecloud.ie` the region's part is
/// taken. Any other host is given back as it is.
pub(crate) fn host(region: &str) -> String {
    let region = region.to_ascii_lowercase();
    let by_name = REGIONS.iter().find(|(name, _)| json::same(name, &region));
    let bare = SERVICES.iter().find_map(|service| region.strip_prefix(service));
    let by_service = bare.filter(|bare| REGIONS.iter().any(|(_, host)| json::same(host, bare)));
    match (by_name, by_service) {
        (Some((_, host)), _) => (*host).to_owned(),
        (None, Some(bare)) => bare.to_owned(),
        (None, None) => region,
    }
}
