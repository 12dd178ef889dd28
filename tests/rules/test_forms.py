"""Files are checked against their forms; the schemas that editors read are those of the forms; a place is said once."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rules.errors import DataError
from rules.language.conditions import LEAF_KEYS
from rules.language.forms.conditions import CONDITIONS
from rules.language.schema import FOLDER, schemas
from rules.rulebook import RuleBook
from tests.rules.texts import CLAUSES

RULES = Path(__file__).parents[2] / "rules"
FILES = [*RULES.glob("programmes/*/*.toml"), RULES / "facts.toml"]
WIDEST = 120
PLACELESS = '[{ fact = "employees", at_most = 300, quote = "从业人员不超过300人" }]'
Write = Callable[..., str]
Folder = Callable[..., Path]


def test_schemas_are_those_of_the_forms() -> None:
    kept = {file.name: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.json")}
    assert kept == schemas(), "python -m rules.language.schema"


def test_every_file_names_its_schema_for_editors() -> None:
    for file in FILES:
        named = re.match(r"#:schema (\S+)\n", file.read_text(encoding="utf-8"))
        assert named, f"{file}: the first line is no `#:schema ../../schema/programme.json`"
        assert (file.parent / named.group(1)).resolve().parent == FOLDER, file


def test_every_key_of_a_condition_belongs_to_a_form() -> None:
    named = {field.alias or name for form in CONDITIONS.values() for name, field in form.model_fields.items()}
    assert set(LEAF_KEYS) <= named


def test_examples_are_blocks_of_readable_width() -> None:
    """At the end of the file, which is why nothing else is looked at behind the first."""
    for file in RULES.glob("programmes/*/*.toml"):
        before, _, examples = file.read_text(encoding="utf-8").partition("[[example]]")
        assert "\nexample = " not in before, f"{file}: examples are [[example]] blocks"
        assert all(len(line) <= WIDEST for line in examples.splitlines()), file


def _load(folder: Path, applies: str) -> RuleBook:
    (folder / "programmes" / "town-plan" / "applies.toml").write_text(applies, encoding="utf-8")
    return RuleBook.load(CLAUSES, folder)


def test_the_place_of_a_document_is_the_first_condition(write_book: Folder, programme: Write) -> None:
    one, body, nobody = (programme(PLACELESS, rest=rest) for rest in ("", 'applicant = "body"', 'applicant = "anyone"'))
    own = programme('[{ fact = "city", is = "日照", quote = "我市企业" }]')
    book = _load(write_book(one=one, body=body, nobody=nobody, own=own), 'city = "济南"\nquote = "我市"')
    first = {item.id: item.leaves[0] for item in book.programmes}
    assert (first["one"].test.fact, first["one"].test.wanted, first["one"].quote) == ("city", ("济南",), "我市")
    assert first["body"].test.fact == "role_city"
    assert first["nobody"].test.fact == "employees"
    assert first["own"].test.wanted == ("日照",) and len(book.programme("own").leaves) == 1  # type: ignore[union-attr]


def test_a_province_is_its_cities(write_book: Folder, programme: Write) -> None:
    book = _load(write_book(one=programme(PLACELESS)), 'province = "山东"\nquote = "我市"')
    assert {"济南", "日照", "菏泽"} <= set(book.programmes[0].leaves[0].test.wanted)


@pytest.mark.parametrize(
    ("applies", "said"),
    [
        ('quote = "我市"', "city"),
        ('city = "济南"\nprovince = "山东"\nquote = "我市"', "city"),
        ('city = "济南"\nquote = "没有这句"', "没有这句"),
        ('city = "济南"\nquote = "没有这句"\nfrom = ["二"]', "没有这句"),
        ('city = "济南"', "quote"),
        ('town = "济南"\nquote = "我市"', "town"),
    ],
)
def test_a_bad_place_is_told(write_book: Folder, programme: Write, applies: str, said: str) -> None:
    with pytest.raises(DataError) as caught:
        _load(write_book(one=programme(PLACELESS)), applies)
    assert said in str(caught.value) and caught.value.remedy


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "试验"', "title = 3", "title"),
        ('title = "试验"\n', "", "title"),
        ('clause = ["一"]', "clause = []", "clause"),
        ('kind = "tier"', 'kind = "gift"', "gift"),
        ("name =", "nam =", "nam"),
        ('outcome = "unknown"', 'outcome = "perhaps"', "perhaps"),
        ('kind = "none", ', "", "kind"),
        ("\naward", '\nleft_out = [{ words = "我市" }]\naward', "why"),
        ("\naward", '\napplicant = "anybody"\naward', "anybody"),
    ],
)
def test_a_bad_shape_is_told(write_book: Folder, programme: Write, old: str, new: str, said: str) -> None:
    text = programme(PLACELESS)
    assert old in text
    with pytest.raises(DataError) as caught:
        RuleBook.load(CLAUSES, write_book(bad=text.replace(old, new, 1)))
    assert said in str(caught.value) and caught.value.file.endswith("bad.toml") and caught.value.remedy


def test_a_bad_fact_is_told(write_book: Folder, programme: Write) -> None:
    folder = write_book(one=programme(PLACELESS))
    facts = (folder / "facts.toml").read_text(encoding="utf-8")
    for old, new, said in (('type = "text"', 'type = "words"', "words"), ('topic = "基本情况"\n', "", "topic")):
        (folder / "facts.toml").write_text(facts.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(DataError, match=said):
            RuleBook.load(CLAUSES, folder)
