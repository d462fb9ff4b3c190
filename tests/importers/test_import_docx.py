"""Word documents, written by python-docx."""

import io
import zipfile
from datetime import UTC, datetime

import docx
from docx.document import Document
from imported import dangers, found, missing_words, only, problems, reasons

from newsgen.content.importers import RawText


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def styled() -> Document:
    document = docx.Document()
    document.core_properties.author = "سارة أحمد؛ نادر"
    document.core_properties.keywords = "ميناء، شحن"
    document.core_properties.created = datetime(2024, 1, 2, tzinfo=UTC)
    document.add_paragraph("العنوان الرئيس", style="Title")
    document.add_paragraph("مقدمة قصيرة", style="Subtitle")
    document.add_heading("القسم الأول", 1)
    paragraph = document.add_paragraph("نص فيه ")
    paragraph.add_run("كلمة عريضة").bold = True
    paragraph.add_run(" و<script>alert(1)</script>")
    document.add_paragraph("بند", style="List Bullet")
    document.add_paragraph("رقم", style="List Number")
    document.add_heading("فرع", 2)
    grid = document.add_table(2, 2)
    for at, text in enumerate(("السنة", "العدد", "2024", "12")):
        grid.cell(at // 2, at % 2).text = text
    document.sections[0].header.paragraphs[0].text = "رأس الصفحة"
    return document


def test_a_styled_document_is_read() -> None:
    article = only(found(saved(styled()), ".docx"))
    assert (article.title, article.summary) == ("العنوان الرئيس", "مقدمة قصيرة")
    assert article.authors == ("سارة أحمد", "نادر")
    assert article.tags == ("ميناء", "شحن")
    assert article.date == ""
    assert article.body == (
        "## القسم الأول\n\nنص فيه **كلمة عريضة** و\\<script\\>alert(1)\\</script\\>\n\n- بند\n\n"
        "1. رقم\n\n### فرع\n\n| السنة | العدد |\n| --- | --- |\n| 2024 | 12 |"
    )
    told = reasons(article)
    assert "رأس الصفحة" in told
    assert any(what.startswith("created: 2024-01-02") for what in told)


def test_every_word_of_a_document_is_kept_or_told() -> None:
    document = styled()
    words = " ".join(paragraph.text for paragraph in document.paragraphs)
    words += " " + " ".join(cell.text for row in document.tables[0].rows for cell in row.cells)
    article = only(found(saved(document), ".docx"))
    assert not missing_words(f"{words} رأس الصفحة", article)
    assert not dangers(article.body)


def test_without_a_title_style_the_first_heading_or_paragraph_is_the_title() -> None:
    document = docx.Document()
    document.add_paragraph("سطر العنوان")
    document.add_heading("قسم", 1)
    document.add_paragraph("نص")
    article = only(found(saved(document), ".docx"))
    assert (article.title, article.body) == ("سطر العنوان", "## قسم\n\nنص")


def test_a_document_without_styles_is_left_to_the_rules_of_newsgen() -> None:
    document = docx.Document()
    for line in ("عنوان", "مقدمة تنتهي بنقطة.", "", "قسم", "فقرة أولى.\nسطر ثان."):
        document.add_paragraph(line)
    (text,) = found(saved(document), ".docx")
    assert text == RawText("عنوان\nمقدمة تنتهي بنقطة.\n\nقسم\nفقرة أولى.\nسطر ثان.\n")


def test_an_empty_document_is_a_problem() -> None:
    (problem,) = problems(found(saved(docx.Document()), ".docx"))
    assert problem.code == "empty-file"


def test_entities_and_bombs_are_refused() -> None:
    for name, text, code in (
        ("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a/>', "xml-entities"),
        ("word/media/a.bin", bytes(210 << 20), "unreadable-document"),
        ("word/document.xml", b"<a/>", "unreadable-document"),
    ):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, text)
        (problem,) = problems(found(out.getvalue(), ".docx"))
        assert problem.code == code


FORMATS = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


def with_footnote(document: Document, after: str, note: str) -> bytes:
    """The document with a footnote behind a text of it, which python-docx cannot write."""
    changes = {
        "word/document.xml": (
            f"{after}</w:t></w:r>",
            f'{after}</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>',
        ),
        "[Content_Types].xml": (
            "</Types>",
            f'<Override PartName="/word/footnotes.xml" ContentType="{FORMATS}"/></Types>',
        ),
        "word/_rels/document.xml.rels": (
            "</Relationships>",
            f'<Relationship Id="rId99" Type="{RELATIONS}" Target="footnotes.xml"/></Relationships>',
        ),
    }
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(document))) as before,
        zipfile.ZipFile(out, "w") as made,
    ):
        for name in before.namelist():
            text = before.read(name)
            old, new = changes.get(name, ("", ""))
            made.writestr(name, text.replace(old.encode(), new.encode()) if old else text)
        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        words = f"<w:p><w:r><w:t>{note}</w:t></w:r></w:p>"
        made.writestr(
            "word/footnotes.xml",
            f'<w:footnotes {space}><w:footnote w:id="2">{words}</w:footnote></w:footnotes>',
        )
    return out.getvalue()


def test_footnotes_end_with_their_last_word() -> None:
    document = docx.Document()
    document.add_heading("عنوان", 1)
    document.add_paragraph("نص الخبر")
    article = only(found(with_footnote(document, "الخبر", "حاشية"), ".docx"))
    assert article.body == "نص الخبر\\[1\\]\n\n1. حاشية"


def test_powers_of_word_stay_powers() -> None:
    document = docx.Document()
    document.add_heading("عنوان", 1)
    document.add_paragraph("مساحتها 10").add_run("6").font.superscript = True
    assert only(found(saved(document), ".docx")).body == "مساحتها 10⁶"
