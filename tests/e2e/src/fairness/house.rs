//! The shop that a run takes place in: accounts, lots, and the server's clock. Past the proxy, by the public API.

use crate::server::Server;
use serde_json::{Value, json};

type Error = Box<dyn std::error::Error + Send + Sync>;

/// The password of everybody here.
pub(super) const PASSWORD: &str = "harbour demo";
/// Who sells, in the demo.
const SELLER: &str = "seller@demo.example";
/// For how many minutes a lot takes bids: no shorter time is allowed.
const MINUTES: u64 = 5;

/// Somebody with an account.
#[derive(Debug, Clone)]
pub struct Member {
    /// The address to sign in with.
    pub email: String,
    /// The token of a session.
    pub token: String,
}

/// Opens an account, as anybody may.
///
/// # Errors
/// When the server refuses.
pub async fn sign_up(server: &Server, name: &str) -> Result<Member, Error> {
    let email = format!("{}@example.com", name.replace(' ', "-"));
    let http = reqwest::Client::new();
    let wish = json!({ "email": email, "name": name });
    http.post(server.url("/v1/account")).json(&wish).send().await?.error_for_status()?;
    let mails = http.get(format!("{}/mail", server.sandbox_url())).send().await?.text().await?;
    let link = mails.split("token=").nth(1).ok_or("no mail came")?;
    let token: String = link.chars().take(40).collect();
    let body = json!({ "token": token, "password": PASSWORD, "mode": "bearer" });
    let answer =
        http.post(server.url("/v1/account/password")).json(&body).send().await?.error_for_status()?;
    Ok(Member { email, token: token_of(&answer.json().await?)? })
}

/// Signs somebody of the demo in.
async fn sign_in(server: &Server, email: &str) -> Result<String, Error> {
    let body = json!({ "email": email, "password": PASSWORD, "mode": "bearer" });
    let answer = reqwest::Client::new().post(server.url("/v1/session/sign-in")).json(&body).send().await?;
    token_of(&answer.error_for_status()?.json().await?)
}

fn token_of(signed_in: &Value) -> Result<String, Error> {
    Ok(signed_in["token"].as_str().ok_or("a session has a token")?.to_owned())
}

/// Whoever sells, with a picture to sell by.
#[derive(Debug)]
pub struct Seller {
    token: String,
    picture: Value,
    sold: u32,
}

impl Seller {
    /// Signs in and uploads a picture.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn at(server: &Server) -> Result<Self, Error> {
        let token = sign_in(server, SELLER).await?;
        // The smallest file that is taken for a picture.
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        png.extend([0, 0, 4, 0, 0, 0, 3, 0]);
        let upload = reqwest::Client::new().post(server.url("/v1/media")).bearer_auth(&token);
        let upload = upload.header("content-type", "image/png").body(png).send().await?;
        let picture = upload.error_for_status()?.json::<Value>().await?["id"].take();
        Ok(Self { token, picture, sold: 0 })
    }

    /// Offers a lot that opens at 10.00, without a reserve. Returns what its page is told.
    ///
    /// # Errors
    /// When the server refuses.
    pub async fn offer(&mut self, server: &Server, minutes: u64) -> Result<Value, Error> {
        self.sold += 1;
        let euro = |minor: u64| json!({ "minor": minor, "currency": "EUR", "exponent": 2 });
        let lot = json!({
            "title": format!("A walnut writing box, number {}", self.sold),
            "description": "With a key, a secret drawer and a little ink inside.",
            "condition": "good", "category": "antiques", "pictures": [self.picture],
            "opening": euro(1_000), "shipping": euro(690), "duration_minutes": minutes,
        });
        let key = format!("offer-{}-0123456789abcdef", self.sold);
        let request = reqwest::Client::new().post(server.url("/v1/auctions")).bearer_auth(&self.token);
        let answer = request.header("idempotency-key", key).json(&lot).send().await?;
        Ok(answer.error_for_status()?.json().await?)
    }

    /// Offers a lot, and lets time pass until its last 100 seconds, in which each bid moves the end. The clock goes
    /// `ahead` of the machine's by so many seconds then.
    pub(super) async fn offer_late(&mut self, server: &Server, ahead: &mut u64) -> Result<Value, Error> {
        let lot = self.offer(server, MINUTES).await?;
        let passed = MINUTES * 60 - 100;
        server.advance_clock(passed).await?;
        *ahead += passed;
        Ok(lot)
    }
}
