"""Telegram Desktop's HTML export."""

from datetime import UTC, datetime

from tocsin.read import Hints, PassedOver

PAGE = """<!DOCTYPE html>
<html>

 <head>

  <meta charset="utf-8"/>
<title>Exported Data</title>
 </head>

 <body onload="CheckLocation();">

  <div class="page_wrap">

   <div class="page_header">

    <div class="content">

     <div class="text bold">
Губернатор &quot;Області&quot;
     </div>

    </div>

   </div>

   <div class="page_body chat_page">

    <div class="history">
%s
    </div>

   </div>

  </div>

 </body>

</html>
"""

SERVICE = """
     <div class="message service" id="message-1">

      <div class="body details">
5 November 2024
      </div>

     </div>
"""


def message(number: int, inside: str, *, joined: bool = False, date: str = "05.11.2024 06:40:00 UTC+03:00") -> str:
    name = "" if joined else '\n       <div class="from_name">\nГубернатор &quot;Області&quot; \n       </div>\n'
    return f"""
     <div class="message default clearfix{" joined" if joined else ""}" id="message{number}">

      <div class="body">

       <div class="pull_right date details" title="{date}">
06:40
       </div>
{name}{inside}
      </div>

     </div>
"""


def text(words: str) -> str:
    return f'\n       <div class="text">\n{words}\n       </div>\n'


def page(*blocks: str) -> bytes:
    return (PAGE % "".join(blocks)).encode()


def test_posts_of_a_page(read_bytes):
    blocks = (
        SERVICE,
        message(1, text("<strong>⚡️ Увага!</strong> Ракетна небезпека.<br><br>  В укриття &amp; <a href='x'>далі</a>")),
        message(2, text("Відбій"), joined=True),
    )
    (first, second), problems, progress = read_bytes(page(*blocks), "messages.html")
    assert first.text == "⚡️ Увага! Ракетна небезпека.\n\n  В укриття & далі"
    assert first.id == 'Губернатор "Області"/1'
    assert first.publisher == second.publisher == 'Губернатор "Області"'
    assert first.published == datetime(2024, 11, 5, 3, 40, tzinfo=UTC)
    assert first.origin.endswith("messages.html, message 1")
    assert second.text == "Відбій"
    assert not problems
    assert dict(progress.passed_over) == {PassedOver.SERVICE: 1}


def test_forwards_replies_and_posts_without_words(read_bytes):
    forwarded = (
        '<div class="forwarded body"><div class="from_name">\nМіноборони <span class="date details" title="x"> '
        "05.11.2024 06:00:00</span>\n</div>" + text("Збито 3 БПЛА") + "</div>"
    )
    again = '<div class="forwarded body">' + text("І ще один") + "</div>"
    reply = '<div class="reply_to details">\nIn reply to <a href="#go_to_message1">this message</a>\n</div>' + text(
        "Так"
    )
    photo = '<div class="media_wrap clearfix"><a class="photo_wrap" href="p.jpg"></a></div>'
    poll = '<div class="media_wrap clearfix"><div class="media_poll"><div class="question bold">Чути?</div></div></div>'
    blocks = (
        message(1, forwarded),
        message(2, again, joined=True),
        message(3, reply),
        message(4, photo),
        message(5, poll),
        message(6, photo + text("Підпис")),
    )
    reports, problems, progress = read_bytes(page(*blocks), "messages.html")
    assert [report.text for report in reports] == ["Збито 3 БПЛА", "І ще один", "Так", "Підпис"]
    assert [report.forward_of for report in reports] == ["Міноборони", "Міноборони", None, None]
    assert reports[2].reply_to == 'Губернатор "Області"/1'
    assert not problems
    assert dict(progress.passed_over) == {PassedOver.NO_TEXT: 1, PassedOver.POLL: 1}


def test_old_exports_have_naive_dates(read_bytes):
    raw = page(message(1, text("Вибухи"), date="05.11.2021 06:40:00"))
    (report,), (problem,), _ = read_bytes(raw, "messages.html")
    assert report.published is None
    assert "--zone" in problem.reason
    (report,), problems, _ = read_bytes(raw, "messages.html", Hints(zone="Europe/Kyiv"))
    assert report.published == datetime(2021, 11, 5, 4, 40, tzinfo=UTC)
    assert not problems


def test_the_list_of_chats_is_no_report(read_bytes):
    reports, problems, progress = read_bytes(page('<a class="entry block_link" href="c.html">Чат</a>'), "chats.html")
    assert not reports
    assert not problems
    assert dict(progress.passed_over) == {PassedOver.OTHER_FILE: 1}


def test_a_page_that_is_cut_off_gives_what_precedes(read_bytes):
    raw = page(message(1, text("Перше")), message(2, text("Друге")), message(3, text("Третє")))
    reports, _, _ = read_bytes(raw[: raw.index("Третє".encode()) - 40], "messages.html")
    assert [report.text for report in reports] == ["Перше", "Друге"]


def test_scripts_in_a_post_are_not_text(read_bytes):
    raw = page(message(1, text("До <script>alert(1)</script>після")))
    assert read_bytes(raw, "messages.html")[0][0].text == "До після"
