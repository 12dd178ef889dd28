"""Bytes → characters: UTF-8, UTF-16 with its mark, GB18030; mojibake is noticed."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from knowledge.errors import ReadingError, sentence

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# The 锟斤拷 of UTF-8 read as GBK and back, Latin-1 readings of UTF-8 and GBK, and GBK readings of UTF-8 (鐨勪腑…).
_MOJIBAKE = re.compile(
    r"锟斤拷|烫烫烫|屯屯屯|\ufffd|(?:[ÃÂ][\x80-\xbf])|[äåæçèé][\u0080-\u00bf\u2018-\u2026]|[ÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚ][\xa1-\xfe]{1}"
)
_GBK_OF_UTF8 = frozenset("鐨勬槸鍦ㄤ笉涓浜烘湁杩欎釜鍥藉鎴戜滑绛栨斂浼佷笟锛屻€銆傜壒绮炬柊绗竴")
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严龙飞"
)


def decode(file: Path, data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(file, data, name)
    for name in ("utf-8", "gb18030"):
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise ReadingError(sentence("source_encoding", file=file.name))


def _strict(file: Path, data: bytes, name: str) -> str:
    try:
        return data.decode(name).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise ReadingError(sentence("source_encoding", file=file.name)) from None


def garbled(text: str) -> bool:
    """Whether the characters come from a wrong decoding somewhere on the way."""
    sample = re.sub(r"\s", "", text[:20_000])
    if not sample:
        return False
    if len(_MOJIBAKE.findall(sample)) * 3 > len(sample) * 0.05 + 3:
        return True
    chinese = [
        character for character in sample if "\u3400" <= character <= "\u9fff" or "\ue000" <= character <= "\uf8ff"
    ]
    if len(chinese) < 20:
        return False
    strange = sum(character in _GBK_OF_UTF8 or "\ue000" <= character <= "\uf8ff" for character in chinese)
    common = sum(character in _COMMON for character in chinese)
    return strange > common and strange > len(chinese) * 0.08
