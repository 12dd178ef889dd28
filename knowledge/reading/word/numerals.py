"""Numbers as Word writes them: 一百零一, 壹, 甲, A, ⅳ, ①."""

from __future__ import annotations

_COUNTING = {
    "chineseCounting",
    "chineseCountingThousand",
    "japaneseCounting",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "koreanCounting",
}
_LEGAL = {"chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"}
_ROWS = {
    "ideographTraditional": "甲乙丙丁戊己庚辛壬癸",
    "ideographZodiac": "子丑寅卯辰巳午未申酉戌亥",
    "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    "decimalEnclosedParen": "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇",
    "decimalEnclosedFullstop": "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛",
    "ideographEnclosedCircle": "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉",
}
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
MOST = 9999


def written(number: int, style: str) -> str:
    """In Arabic figures where a format has no sign for the number."""
    if not 0 < number <= MOST:
        return str(number)
    if style in _COUNTING:
        return chinese(number)
    if style in _LEGAL:
        return chinese(number, "零壹贰叁肆伍陆柒捌玖", "拾佰仟", short_ten=False)
    if style in ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"):
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
    if style in _ROWS:
        row = _ROWS[style]
        return row[number - 1] if number <= len(row) else str(number)
    if style in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if style == "upperLetter" else letter.lower()
    if style in ("upperRoman", "lowerRoman"):
        return _roman(number).upper() if style == "upperRoman" else _roman(number)
    if style == "decimalZero":
        return f"{number:02}"
    if style in ("decimalFullWidth", "decimalFullWidth2"):
        return str(number).translate({48 + digit: 0xFF10 + digit for digit in range(10)})
    return str(number)


def chinese(number: int, digits: str = "零一二三四五六七八九", tens: str = "十百千", short_ten: bool = True) -> str:
    """101 → 一百零一, 12 → 十二."""
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit == 0:
            gap = gap or bool(text)
            continue
        text += (digits[0] if gap else "") + digits[digit] + (tens[place - 1] if place else "")
        gap = False
    return text[1:] if short_ten and 10 <= number < 20 else text


def _roman(number: int) -> str:
    text = ""
    for value, sign in (*_ROMAN, *_ROMAN_SMALL):
        while number >= value:
            text, number = text + sign, number - value
    return text
