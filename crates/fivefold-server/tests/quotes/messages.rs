//! Messages, notes, read marks and files.

use crate::{
    buyer::{Buyer, Reply, eventually, key},
    common::TestServer,
    house::{Stream, at, set_clock},
    ordering::change,
    shop,
    table::{
        ADA, BEA, EVE, SUE, VIC, ask, buys, company, offer, read, request, table, table_in, try_ask,
        until_forgotten, who,
    },
};
use fivefold_api::{
    model::{
        Attachment, CompanyRole, Fact, FieldProblemCode, MessageFact, MessageKind, OrderStatus, ProblemKind,
        Quote, QuoteMessage, QuoteMessages, QuoteParty, ReadMark, ScanState,
    },
    rules::ATTACHMENT_BYTES_MAX,
    vocabulary::MediaId,
};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    path::PathBuf,
    process::Command,
    time::{Duration, SystemTime},
};
use tokio::{io::AsyncWriteExt as _, net::unix::pipe};

const PDF: &str = "application/pdf";

fn drawing() -> Vec<u8> {
    b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n".to_vec()
}

/// The EICAR test file, put together here so that no scanner takes this one for it.
fn virus() -> Vec<u8> {
    [br"X5O!P%@AP[4\PZX54(P^)7CC)7}$".as_slice(), b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"].concat()
}

fn data<T: serde::de::DeserializeOwned>(fact: &Fact) -> T {
    serde_json::from_value(json!(fact.data)).unwrap()
}

fn text(text: &str) -> Value {
    json!({ "text": text })
}

async fn try_write(writer: &Buyer<'_>, quote: &Quote, key: &str, body: &Value) -> Reply {
    writer.post(&format!("/v1/quotes/{}/messages", quote.id), key, body).await
}

async fn write(writer: &Buyer<'_>, quote: &Quote, body: &Value) -> QuoteMessage {
    try_write(writer, quote, &key(), body).await.ok()
}

async fn messages(reader: &Buyer<'_>, quote: &Quote, before: u64) -> QuoteMessages {
    reader.get(&format!("/v1/quotes/{}/messages?before={before}", quote.id)).await.ok()
}

async fn mark(reader: &Buyer<'_>, quote: &Quote, read_to: u64) -> ReadMark {
    let path = format!("/v1/quotes/{}/messages/read", quote.id);
    reader.put(&path, None, &json!({ "read_to": read_to })).await.ok()
}

async fn try_upload(sender: &Buyer<'_>, name: &str, kind: &str, bytes: Vec<u8>) -> Reply {
    let url = format!("{}/v1/attachments?name={name}", sender.server.url);
    let request = sender.server.http.post(url).bearer_auth(&sender.token).header("content-type", kind);
    Reply::read(request.body(bytes).send().await.unwrap()).await
}

async fn upload(sender: &Buyer<'_>, name: &str, kind: &str, bytes: Vec<u8>) -> Attachment {
    let answer = try_upload(sender, name, kind, bytes).await;
    assert_eq!(answer.status, 201, "{}", answer.text);
    serde_json::from_str(&answer.text).unwrap()
}

async fn until_scanned(reader: &Buyer<'_>, id: &MediaId, scan: ScanState) -> Attachment {
    eventually(&format!("{scan:?}"), async || {
        let file: Attachment = reader.get(&format!("/v1/attachments/{id}")).await.ok();
        Some(file).filter(|file| file.scan == scan)
    })
    .await
}

async fn download(reader: &Buyer<'_>, id: &MediaId) -> Reply {
    reader.get(&format!("/v1/attachments/{id}/file")).await
}

#[tokio::test(flavor = "multi_thread")]
async fn b2b_12_messages_have_places_without_gaps_and_each_is_there_once() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let quote = ask(&ada).await;
    let first: QuoteMessage = try_write(&ada, &quote, "once", &text("Hello")).await.ok();
    for _ in 0..5 {
        let again: QuoteMessage = try_write(&ada, &quote, "once", &text("Hello")).await.ok();
        assert_eq!(again, first, "the same key is the same message");
    }
    try_write(&ada, &quote, "once", &text("Hallo")).await.refused(422, ProblemKind::KeyReused);
    // What was said with the request stands before it.
    assert_eq!((first.place, first.by, first.kind), (2, QuoteParty::Buyer, MessageKind::Message));
    let wishes = (0..20).map(|number| {
        let writer = if number % 2 == 0 { &ada } else { &sue };
        let quote = &quote;
        async move { write(writer, quote, &text(&format!("Number {number}"))).await }
    });
    let written = futures::future::join_all(wishes).await;
    let places: BTreeSet<u64> = written.iter().map(|message| message.place).collect();
    assert_eq!(places, (3..=22).collect());
    let seen = messages(&sue, &quote, 0).await;
    let order: Vec<u64> = seen.page.items.iter().map(|message| message.place).collect();
    assert_eq!(order, (1..=22).rev().collect::<Vec<_>>(), "newest first");
    assert!(seen.page.items.windows(2).all(|two| two[0].at >= two[1].at), "by the server's time");
    let now = read(&ada, &quote.id).await;
    assert_eq!(now.version, quote.version, "messages leave the quote as it is");
}

#[tokio::test]
async fn b2b_12_a_message_that_is_sent_again_after_days_is_there_once() {
    let server = table().await;
    let ada = who(&server, ADA);
    let (quote, other) = (ask(&ada).await, ask(&ada).await);
    let note = json!({ "text": "In the morning", "is_note": true });
    let first: QuoteMessage = try_write(&ada, &quote, "once", &note).await.ok();
    offer(&who(&server, SUE), &quote, 100).await;
    set_clock(&server, at(2 * 86_400)).await;
    until_forgotten(&ada, "once").await;
    let again: QuoteMessage = try_write(&ada, &quote, "once", &note).await.ok();
    assert_eq!(again, first, "though a note would come too late now");
    set_clock(&server, at(4 * 86_400)).await;
    until_forgotten(&ada, "once").await;
    try_write(&ada, &other, "once", &note).await.refused(422, ProblemKind::KeyReused);
    assert_eq!(messages(&ada, &quote, 0).await.page.total, Some(2));
}

#[tokio::test]
async fn b2b_12_older_messages_come_by_page() {
    let server = table().await;
    let ada = who(&server, ADA);
    let quote = ask(&ada).await;
    for number in 0..60 {
        write(&ada, &quote, &text(&format!("Number {number}"))).await;
    }
    let first = messages(&ada, &quote, 0).await;
    assert_eq!((first.page.items.len(), first.page.total), (50, Some(61)));
    let next: u64 = first.page.next.unwrap().parse().unwrap();
    let rest = messages(&ada, &quote, next).await;
    assert_eq!((rest.page.items.len(), rest.page.next), (11, None));
    assert_eq!(rest.page.items[0].place, first.page.items[49].place - 1);
    assert_eq!(rest.page.items[10].text, "For the new menu");
}

#[tokio::test]
async fn b2b_12_what_is_not_read_is_counted_for_each_person_on_all_devices() {
    let server = table().await;
    let (ada, bea, sue) = (who(&server, ADA), who(&server, BEA), who(&server, SUE));
    let quote = ask(&ada).await;
    let (mut tab, _) = Stream::open(&server, Some(&ada.token), "me").await;
    write(&ada, &quote, &text("One's own is read")).await;
    for unread in 1..=2 {
        write(&sue, &quote, &text("We are looking at it")).await;
        let fact: ReadMark = data(&tab.of_kind("quote_read").await);
        assert_eq!((fact.quote, fact.read_to, fact.unread), (quote.id.clone(), 0, unread));
    }
    assert_eq!(read(&ada, &quote.id).await.unread, 2);
    // The last one is read elsewhere; this tab hears of it.
    let done = mark(&ada, &quote, 99).await;
    assert_eq!((done.read_to, done.unread), (4, 0), "nobody has read what is not written");
    let fact: ReadMark = data(&tab.of_kind("quote_read").await);
    assert_eq!(fact, done);
    assert_eq!(mark(&ada, &quote, 1).await, done, "it never moves back");
    assert_eq!(messages(&bea, &quote, 0).await.unread, 2, "somebody else has not read them");
    let of_sue = messages(&sue, &quote, 0).await;
    assert_eq!((of_sue.read_to, of_sue.unread), (0, 2), "the other side's are the others'");
}

#[tokio::test]
async fn b2b_06_a_note_is_added_while_the_request_waits_and_only_then() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let quote = ask(&ada).await;
    let note = json!({ "text": "Deliver in the morning", "is_note": true });
    let written = write(&ada, &quote, &note).await;
    assert_eq!((written.kind, written.author.as_str()), (MessageKind::Note, ADA));
    assert_eq!(read(&ada, &quote.id).await.version, quote.version);
    try_write(&sue, &quote, &key(), &note).await.refused(403, ProblemKind::Forbidden);
    offer(&sue, &quote, 100).await;
    let problem = try_write(&ada, &quote, &key(), &note).await.refused(409, ProblemKind::QuoteNotOpen);
    assert!(problem.quote_problem().unwrap().quote.is_some());
    write(&ada, &quote, &text("A message is taken all the same")).await;
}

#[tokio::test]
async fn b2b_12_who_is_on_neither_side_learns_of_nothing() {
    let server = table().await;
    let (ada, vic, eve) = (who(&server, ADA), who(&server, VIC), who(&server, EVE));
    let quote = ask(&ada).await;
    assert_eq!(messages(&vic, &quote, 0).await.page.items.len(), 1, "who reads for the company reads");
    try_write(&vic, &quote, &key(), &text("Hello")).await.refused(403, ProblemKind::CompanyNeeded);
    eve.get(&format!("/v1/quotes/{}/messages", quote.id)).await.refused(404, ProblemKind::NotFound);
    try_write(&eve, &quote, &key(), &text("Hello")).await.refused(404, ProblemKind::NotFound);
    let path = format!("/v1/quotes/{}/messages/read", quote.id);
    eve.put(&path, None, &json!({ "read_to": 1 })).await.refused(404, ProblemKind::NotFound);
    for (body, code) in
        [(text("  "), FieldProblemCode::Required), (text(&"長".repeat(2_001)), FieldProblemCode::TooLong)]
    {
        let problem = try_write(&ada, &quote, &key(), &body).await.refused(422, ProblemKind::InvalidFields);
        assert_eq!((problem.fields[0].field.as_str(), problem.fields[0].code), ("text", code));
    }
}

#[tokio::test]
async fn b2b_12_a_file_is_had_by_both_sides_once_it_was_scanned_and_by_nobody_else() {
    let server = table().await;
    let (ada, bea, eve, sue) = (who(&server, ADA), who(&server, BEA), who(&server, EVE), who(&server, SUE));
    let quote = ask(&ada).await;
    let file = upload(&ada, "Plan%20%E9%BA%B5.pdf", PDF, drawing()).await;
    assert_eq!((file.name.as_str(), file.scan, &file.href), ("Plan 麵.pdf", ScanState::Pending, &None));
    // Before it goes along it is nobody's but the sender's.
    for other in [&bea, &sue, &eve] {
        other.get(&format!("/v1/attachments/{}", file.id)).await.refused(404, ProblemKind::NotFound);
    }
    let body = json!({ "text": "", "attachments": [file.id] });
    let problem = try_write(&sue, &quote, &key(), &body).await.refused(422, ProblemKind::InvalidFields);
    assert_eq!(problem.fields[0].field, "attachments.0", "nobody sends somebody else's file");
    let written = write(&ada, &quote, &body).await;
    assert_eq!(written.attachments[0].id, file.id);

    for reader in [&ada, &bea, &sue] {
        let clean = until_scanned(reader, &file.id, ScanState::Clean).await;
        assert_eq!(clean.href, Some(format!("/v1/attachments/{}/file", file.id)));
        let had = download(reader, &file.id).await;
        assert_eq!((had.status, had.text.as_bytes()), (200, drawing().as_slice()));
        assert_eq!(had.headers["content-type"], PDF);
        assert_eq!(had.headers["x-content-type-options"], "nosniff");
        assert_eq!(had.headers["cache-control"], "private, no-store");
        assert_eq!(
            had.headers["content-disposition"],
            "attachment; filename=\"Plan _.pdf\"; filename*=UTF-8''Plan%20%E9%BA%B5.pdf"
        );
    }
    eve.get(&format!("/v1/attachments/{}", file.id)).await.refused(404, ProblemKind::NotFound);
    download(&eve, &file.id).await.refused(404, ProblemKind::NotFound);
    let stranger = server.get(&format!("/v1/attachments/{}/file", file.id)).await;
    assert_eq!(stranger.status(), 401);
    let guest = Buyer::new(&server).await;
    download(&guest, &file.id).await.refused(403, ProblemKind::SignInNeeded);
    // Pictures that anybody may see are another thing.
    assert_eq!(server.get(&format!("/media/{}", file.id)).await.status(), 404);
}

#[tokio::test]
async fn b2b_12_what_ends_does_not_wait_for_a_file_that_takes_long() {
    let server = table().await;
    let ada = who(&server, ADA);
    let order = ada.order(shop::TEAPOT, 1).await;
    let file = upload(&ada, "Plan.pdf", PDF, drawing()).await;
    until_scanned(&ada, &file.id, ScanState::Clean).await;
    // From now on it is a pipe: whoever reads it waits for its writer.
    let path = server.folder().join("shop.db.media/attachments").join(file.id.as_str());
    std::fs::remove_file(&path).unwrap();
    assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
    let mut tx = server.app.db.begin().await.unwrap();
    sqlx::query("UPDATE attachments SET scan = 'pending'").execute(&mut *tx).await.unwrap();
    tx.commit().await.unwrap();
    let open = async || pipe::OpenOptions::new().open_sender(&path).ok();
    let mut writer = eventually("the scanner reads it", open).await;

    set_clock(&server, order.hold.unwrap().expires_at).await;
    ada.until_order(&order.id, OrderStatus::Expired).await;
    until_scanned(&ada, &file.id, ScanState::Pending).await;
    writer.write_all(&drawing()).await.unwrap();
    drop(writer);
    until_scanned(&ada, &file.id, ScanState::Clean).await;
}

#[tokio::test]
async fn b2b_12_both_sides_hear_when_a_file_was_scanned() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let quote = ask(&ada).await;
    let (mut stream, _) = Stream::open(&server, Some(&sue.token), &format!("quote/{}", quote.id)).await;
    // The scanner may be faster than the message; then there is nothing more to hear of.
    for _ in 0..20 {
        let file = upload(&ada, "plan.pdf", PDF, drawing()).await;
        let written = write(&ada, &quote, &json!({ "text": "", "attachments": [file.id] })).await;
        let told: MessageFact = data(&stream.of_kind("message").await);
        assert_eq!(told.message, written);
        if written.attachments[0].scan == ScanState::Pending {
            let fact: Attachment = data(&stream.of_kind("attachment").await);
            assert_eq!((fact.id, fact.scan), (file.id, ScanState::Clean));
            assert!(fact.href.is_some());
            return;
        }
    }
    panic!("the scanner was always faster");
}

#[tokio::test]
async fn b2b_12_a_file_in_which_something_was_found_is_given_to_nobody() {
    let server = table().await;
    let (ada, sue) = (who(&server, ADA), who(&server, SUE));
    let quote = ask(&ada).await;
    let file = upload(&ada, "harmless.txt", "text/plain", virus()).await;
    let blocked = until_scanned(&ada, &file.id, ScanState::Blocked).await;
    assert_eq!(blocked.href, None);
    download(&ada, &file.id).await.refused(422, ProblemKind::AttachmentNotClean);
    let body = json!({ "text": "See this", "attachments": [file.id] });
    try_write(&ada, &quote, &key(), &body).await.refused(422, ProblemKind::AttachmentNotClean);
    assert_eq!(messages(&sue, &quote, 0).await.page.items.len(), 1, "nothing was written");
    let clean = "SELECT COUNT(*) FROM attachments WHERE scan = 'clean'";
    assert_eq!(shop::count(&server, clean).await, 0);
}

#[tokio::test]
async fn b2b_12_files_are_of_a_type_and_size_and_what_they_say_they_are() {
    let server = table().await;
    let ada = who(&server, ADA);
    let mut large = drawing();
    large.resize(usize::try_from(ATTACHMENT_BYTES_MAX).unwrap() + 1, b' ');
    for (status, kind, media_type, bytes) in [
        (413, ProblemKind::TooLarge, PDF, large),
        (415, ProblemKind::UnsupportedMedia, "text/html", b"<html>".to_vec()),
        (415, ProblemKind::UnsupportedMedia, "image/png", drawing()),
        (415, ProblemKind::UnsupportedMedia, PDF, b"MZ\x90\0".to_vec()),
        (415, ProblemKind::UnsupportedMedia, "text/csv", b"MZ\x90\0".to_vec()),
        (415, ProblemKind::UnsupportedMedia, "text/csv", Vec::new()),
    ] {
        try_upload(&ada, "file", media_type, bytes).await.refused(status, kind);
    }
    let mut largest = drawing();
    largest.resize(usize::try_from(ATTACHMENT_BYTES_MAX).unwrap(), b' ');
    assert_eq!(upload(&ada, "largest.pdf", PDF, largest).await.bytes, ATTACHMENT_BYTES_MAX);
    let program = upload(&ada, "run.exe", "text/plain; charset=utf-8", b"hello".to_vec()).await;
    assert_eq!(program.name, "run.exe.txt", "a name never says less than what it is");
    let problem = try_upload(&ada, "", PDF, drawing()).await.refused(422, ProblemKind::InvalidFields);
    assert_eq!(problem.fields[0].field, "name");
    let guest = Buyer::new(&server).await;
    try_upload(&guest, "plan.pdf", PDF, drawing()).await.refused(403, ProblemKind::SignInNeeded);
    let quote = ask(&ada).await;
    let mut files = Vec::new();
    for number in 0..6 {
        files.push(upload(&ada, &format!("{number}.pdf"), PDF, drawing()).await.id);
    }
    let body = json!({ "text": "All of them", "attachments": files });
    let problem = try_write(&ada, &quote, &key(), &body).await.refused(422, ProblemKind::InvalidFields);
    assert_eq!(problem.fields[0].field, "attachments");
}

#[tokio::test]
async fn b2b_12_a_private_customer_sends_no_files() {
    let server: TestServer = table().await;
    let zoe = crate::club::member(&server, "zoe").await;
    let refused = try_upload(&zoe, "plan.pdf", PDF, drawing()).await;
    assert_eq!(refused.refused(403, ProblemKind::CompanyNeeded).detail, None, "there is nothing to read");
}

#[tokio::test]
async fn x_sec_a_file_of_one_company_is_not_put_on_another_s_quote() {
    let server = table().await;
    let (ada, bea, eve, sue) = (who(&server, ADA), who(&server, BEA), who(&server, EVE), who(&server, SUE));
    let (quote, theirs) = (ask(&ada).await, ask(&eve).await);
    let file = upload(&ada, "plan.pdf", PDF, drawing()).await;
    let body = json!({ "text": "", "attachments": [file.id] });
    write(&ada, &quote, &body).await;
    // The supplier has it, as everybody of its quote, and hands it to nobody else.
    let problem = try_write(&sue, &theirs, &key(), &body).await.refused(422, ProblemKind::InvalidFields);
    assert_eq!(
        (problem.fields[0].field.as_str(), problem.fields[0].code),
        ("attachments.0", FieldProblemCode::NotAllowed)
    );
    eve.get(&format!("/v1/attachments/{}", file.id)).await.refused(404, ProblemKind::NotFound);
    assert_eq!(write(&sue, &quote, &body).await.attachments[0].id, file.id);
    // Nor is it put on any other quote by a colleague, but on the one that asks for this one again.
    let mut wish = request();
    wish["lines"][0]["attachments"] = json!([file.id]);
    let problem = try_ask(&bea, &wish).await.refused(422, ProblemKind::InvalidFields);
    assert_eq!(problem.fields[0].field, "lines.0.attachments.0");
    buys(&ada, &quote, "cancel", &json!({})).await.ok::<Quote>();
    wish["previous"] = json!(quote.id);
    let again: Quote = try_ask(&bea, &wish).await.ok();
    assert_eq!(again.current.lines[0].attachments[0].id, file.id);
}

#[tokio::test]
async fn b2b_12_who_may_only_read_sends_no_files() {
    let server = table().await;
    let (vic, eve) = (who(&server, VIC), who(&server, EVE));
    let refused = try_upload(&vic, "plan.pdf", PDF, drawing()).await;
    assert!(refused.refused(403, ProblemKind::CompanyNeeded).detail.is_some());
    // Whoever requests for any of their companies does.
    let theirs = company(&eve).await.id;
    server.app.join_company(&theirs, &"a_vic".into(), &[CompanyRole::Requester]).await.unwrap();
    upload(&vic, "plan.pdf", PDF, drawing()).await;
}

#[tokio::test]
async fn x_sec_nobody_sends_files_without_end_that_go_along_with_nothing() {
    let server = table().await;
    let ada = who(&server, ADA);
    let quote = ask(&ada).await;
    let file = upload(&ada, "plan.pdf", PDF, drawing()).await;
    change(
        &server,
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 399)
         INSERT INTO attachments (id, account, name, media_type, bytes, scan, sent_at)
         SELECT 'f_many_' || i, 'a_ada', 'plan.pdf', 'application/pdf', 10, 'clean', 1893499200000 FROM n",
    )
    .await;
    let full = try_upload(&ada, "plan.pdf", PDF, drawing()).await;
    full.refused(429, ProblemKind::TooManyRequests);
    upload(&who(&server, BEA), "plan.pdf", PDF, drawing()).await;
    write(&ada, &quote, &json!({ "text": "", "attachments": [file.id] })).await;
    upload(&ada, "plan.pdf", PDF, drawing()).await;
    change(&server, "DELETE FROM attachments WHERE id LIKE 'f_many_%' AND id <> 'f_many_1'").await;
    change(&server, "UPDATE attachments SET bytes = 524288000 WHERE id = 'f_many_1'").await;
    let full = try_upload(&ada, "plan.pdf", PDF, drawing()).await;
    full.refused(429, ProblemKind::TooManyRequests);
    let kept = std::fs::read_dir(files(&server)).unwrap().count();
    assert_eq!(kept, 3, "what is refused is not kept");
}

/// Where files lie.
fn files(server: &TestServer) -> PathBuf {
    server.folder().join("shop.db.media").join("attachments")
}

#[tokio::test]
async fn b2b_12_a_file_that_cannot_be_read_for_a_moment_is_scanned_once_it_can() {
    let server = table().await;
    let ada = who(&server, ADA);
    // A folder in its place cannot be read as a file.
    let place = files(&server).join("f_first");
    std::fs::create_dir_all(&place).unwrap();
    for name in ["first", "gone"] {
        let mut tx = server.app.db.begin().await.unwrap();
        sqlx::query(
            "INSERT INTO attachments (id, account, name, media_type, bytes, scan, sent_at)
             VALUES ('f_' || $1, 'a_ada', 'plan.pdf', 'application/pdf', 10, 'pending', 1893499200000)",
        )
        .bind(name)
        .execute(&mut *tx)
        .await
        .unwrap();
        tx.commit().await.unwrap();
    }
    // Those that were sent later do not wait for it.
    for _ in 0..3 {
        let later = upload(&ada, "plan.pdf", PDF, drawing()).await;
        until_scanned(&ada, &later.id, ScanState::Clean).await;
    }
    until_scanned(&ada, &"f_gone".into(), ScanState::Blocked).await;
    let waiting: Attachment = ada.get("/v1/attachments/f_first").await.ok();
    assert_eq!(waiting.scan, ScanState::Pending);
    // It is tried again when some time has passed, and not with every look.
    let tries = "SELECT tries FROM attachments WHERE id = 'f_first'";
    assert_eq!(shop::count(&server, tries).await, 1);
    std::fs::remove_dir(&place).unwrap();
    std::fs::write(&place, drawing()).unwrap();
    set_clock(&server, at(1)).await;
    until_scanned(&ada, &"f_first".into(), ScanState::Clean).await;
}

#[tokio::test]
async fn x_sec_a_file_of_which_nothing_is_written_down_is_forgotten() {
    let server = table().await;
    let ada = who(&server, ADA);
    let file = upload(&ada, "plan.pdf", PDF, drawing()).await;
    let of = |name: &str| files(&server).join(name);
    until_scanned(&ada, &file.id, ScanState::Clean).await;
    // More than are asked for at once.
    let strays: Vec<String> = (0..600).map(|number| format!("f_stray_{number}")).collect();
    std::fs::write(of("f_arriving"), drawing()).unwrap();
    for stray in &strays {
        std::fs::write(of(stray), drawing()).unwrap();
    }
    for name in strays.iter().map(String::as_str).chain([file.id.as_str()]) {
        let opened = std::fs::File::options().write(true).open(of(name)).unwrap();
        opened.set_modified(SystemTime::now() - Duration::from_hours(2)).unwrap();
    }
    // They are looked for once a day: whoever scans a file has looked around after the one before.
    set_clock(&server, at(3_600)).await;
    for _ in 0..2 {
        let later = upload(&ada, "plan.pdf", PDF, drawing()).await;
        until_scanned(&ada, &later.id, ScanState::Clean).await;
    }
    assert!(strays.iter().all(|stray| of(stray).exists()));
    set_clock(&server, at(90_000)).await;
    eventually("the strays are gone", async || strays.iter().all(|stray| !of(stray).exists()).then_some(()))
        .await;
    assert!(of(file.id.as_str()).exists() && of("f_arriving").exists());
}

#[tokio::test]
async fn x_sec_a_file_of_which_nothing_is_written_down_is_forgotten_when_the_server_starts() {
    let folder = tempfile::tempdir().unwrap();
    let server = table_in(folder.path()).await;
    let stray = files(&server).join("f_stray");
    server.stop().await;
    std::fs::create_dir_all(stray.parent().unwrap()).unwrap();
    std::fs::write(&stray, drawing()).unwrap();
    let opened = std::fs::File::options().write(true).open(&stray).unwrap();
    opened.set_modified(SystemTime::now() - Duration::from_hours(2)).unwrap();
    let server = table_in(folder.path()).await;
    eventually("the stray is gone", async || (!stray.exists()).then_some(())).await;
    server.stop().await;
}
