//! One download: an allow-listed host, a size cap, a time cap, redirections only to allowed hosts, a cut noticed.

use super::{Hosts, Progress};
use chrono::{DateTime, NaiveDate};
use std::io::Read;
use std::time::{Duration, Instant};
use ureq::http::{HeaderMap, Response, Uri, header};
use ureq::{Agent, Body, Timeout};

/// What a download may cost. The defaults suit the official files; tests shorten them.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Finding the host and connecting, each: what an unreachable source costs.
    pub connect: Duration,
    /// From the request to the head of the answer.
    pub answer: Duration,
    /// Everything.
    pub total: Duration,
    /// Bytes, once decompressed.
    pub size: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_millis(2_500),
            answer: Duration::from_secs(20),
            total: Duration::from_mins(3),
            size: 200 * 1024 * 1024,
        }
    }
}

const REDIRECTIONS: usize = 5;

/// Asks addresses, within limits that hold for all of them together.
pub(crate) struct Downloader<'a> {
    agent: Agent,
    hosts: &'a Hosts,
    limits: &'a Limits,
    deadline: Instant,
    received: u64,
}

/// What a download gave.
pub(super) struct Downloaded {
    pub(super) bytes: Vec<u8>,
    /// The date of the file, when the server says it.
    pub(super) modified: Option<NaiveDate>,
}

/// What a server said to what was sent.
pub(crate) enum Sent {
    /// Its answer.
    Answered(Vec<u8>),
    /// It is overloaded or ill (429, 5xx); how long it asks to wait, when it says so.
    Busy { status: u16, wait: Option<Duration> },
}

impl<'a> Downloader<'a> {
    pub(crate) fn new(hosts: &'a Hosts, limits: &'a Limits) -> Self {
        let config = Agent::config_builder()
            .timeout_resolve(Some(limits.connect))
            .timeout_connect(Some(limits.connect))
            .timeout_recv_response(Some(limits.answer))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent(concat!("portee/", env!("CARGO_PKG_VERSION")))
            .build();
        Self {
            agent: config.into(),
            hosts,
            limits,
            deadline: Instant::now() + limits.total,
            received: 0,
        }
    }

    /// The body of `url`. The token goes to the host of `url` only, never along a redirection to another.
    pub(super) fn get(
        &mut self,
        url: &str,
        token: Option<&str>,
        label: &str,
        progress: Progress<'_>,
    ) -> Result<Downloaded, String> {
        let first = self.hosts.check(url)?;
        let mut uri = first.clone();
        for _ in 0..=REDIRECTIONS {
            let left = self.left();
            if left.is_zero() {
                return Err(self.too_slow());
            }
            let mut request = self.agent.get(&uri).config().timeout_global(Some(left)).build();
            if let Some(token) = token.filter(|_| uri.authority() == first.authority()) {
                request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
            }
            let mut answer = request.call().map_err(|error| self.say(&uri, &error))?;
            let status = answer.status().as_u16();
            match status {
                200 => {
                    let modified = modified(answer.headers());
                    let bytes = self.body(&mut answer, label, progress)?;
                    return Ok(Downloaded { bytes, modified });
                }
                301 | 302 | 303 | 307 | 308 => uri = self.follow(&uri, answer.headers())?,
                401 | 403 => return Err(format!("l'accès demande un jeton valable (réponse {status})")),
                404 | 410 => return Err(format!("le fichier n'y est plus (réponse {status})")),
                _ => return Err(format!("le serveur a répondu {status}")),
            }
        }
        Err("les redirections n'en finissent pas".to_owned())
    }

    /// Sends `body` to `url`. No redirection is followed: what is sent is for that host alone.
    pub(crate) fn post(&mut self, url: &str, content_type: &str, body: &[u8], label: &str) -> Result<Sent, String> {
        let uri = self.hosts.check(url)?;
        let left = self.left();
        if left.is_zero() {
            return Err(self.too_slow());
        }
        let request = self.agent.post(&uri).config().timeout_global(Some(left)).build();
        let request = request.header(header::CONTENT_TYPE, content_type);
        let mut answer = request.send(body).map_err(|error| self.say(&uri, &error))?;
        match answer.status().as_u16() {
            200 => Ok(Sent::Answered(self.body(&mut answer, label, &|_, _, _| {})?)),
            status @ (429 | 500..=599) => {
                let wait = answer.headers().get(header::RETRY_AFTER);
                let wait = wait.and_then(|value| value.to_str().ok()?.trim().parse().ok());
                Ok(Sent::Busy {
                    status,
                    wait: wait.map(Duration::from_secs),
                })
            }
            status => Err(format!("le serveur a répondu {status}")),
        }
    }

    /// What is left of the time for everything.
    pub(crate) fn left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    fn body(&mut self, answer: &mut Response<Body>, label: &str, progress: Progress<'_>) -> Result<Vec<u8>, String> {
        let encoded = answer.headers().contains_key(header::CONTENT_ENCODING);
        let announced = answer.body().content_length().filter(|_| !encoded);
        let reader = answer.body_mut().as_reader();
        self.read(reader, announced, label, progress)
    }

    fn read(
        &mut self,
        mut reader: impl Read,
        announced: Option<u64>,
        label: &str,
        progress: Progress<'_>,
    ) -> Result<Vec<u8>, String> {
        let cap = self.limits.size;
        let too_large = || format!("le fichier dépasse {} Mo", cap / (1024 * 1024));
        if announced.is_some_and(|length| length > cap) {
            return Err(too_large());
        }
        let mut bytes = Vec::new();
        let mut chunk = vec![0_u8; 64 * 1024];
        loop {
            let count = match reader.read(&mut chunk) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(_) if Instant::now() >= self.deadline => return Err(self.too_slow()),
                Err(error) => return Err(format!("le transfert a été coupé ({error})")),
            };
            bytes.extend_from_slice(&chunk[..count]);
            self.received += count as u64;
            if self.received > cap {
                return Err(too_large());
            }
            progress(label, bytes.len() as u64, announced.unwrap_or(0));
        }
        match announced {
            Some(length) if length != bytes.len() as u64 => Err(format!(
                "le transfert a été coupé ({} octets sur {length})",
                bytes.len()
            )),
            _ => Ok(bytes),
        }
    }

    /// Where a redirection leads, when we may go there.
    fn follow(&self, from: &Uri, headers: &HeaderMap) -> Result<Uri, String> {
        let location = headers.get(header::LOCATION).and_then(|value| value.to_str().ok());
        let location = location.ok_or("le serveur redirige sans dire où")?;
        let scheme = from.scheme_str().unwrap_or("https");
        let absolute = if location.starts_with("//") {
            format!("{scheme}:{location}")
        } else if location.starts_with('/') {
            let authority = from.authority().map_or("", |authority| authority.as_str());
            format!("{scheme}://{authority}{location}")
        } else {
            location.to_owned()
        };
        self.hosts
            .check(&absolute)
            .map_err(|reason| format!("la redirection est refusée : {reason}"))
    }

    fn too_slow(&self) -> String {
        format!("le transfert a duré plus de {} s", self.limits.total.as_secs())
    }

    fn say(&self, uri: &Uri, error: &ureq::Error) -> String {
        let host = uri.host().unwrap_or_default();
        match error {
            ureq::Error::Timeout(Timeout::Global | Timeout::RecvBody) => self.too_slow(),
            ureq::Error::Timeout(_) => format!("{host} ne répond pas"),
            ureq::Error::HostNotFound => format!("{host} est introuvable depuis cette machine"),
            ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                format!("{host} a coupé la connexion")
            }
            other => format!("{host} n'est pas joignable ({other})"),
        }
    }
}

fn modified(headers: &HeaderMap) -> Option<NaiveDate> {
    let text = headers.get(header::LAST_MODIFIED)?.to_str().ok()?;
    Some(DateTime::parse_from_rfc2822(text).ok()?.date_naive())
}
