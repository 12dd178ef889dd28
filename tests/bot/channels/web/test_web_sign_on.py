"""The desk opened by the office's own server for signing on, and whom a proxy speaks for."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from joserfc.jwk import RSAKey

from tests.bot.channels.web.issuer import Issuer, issuing
from tests.bot.channels.web.visiting import Serving, serving


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with issuing() as found:
        yield found


@pytest.fixture(scope="module")
def office(issuer: Issuer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    made = serving(
        tmp_path_factory.mktemp("sign-on"), oidc_issuer=issuer.address, oidc_client="mingce", oidc_secret="s3cret",
        oidc_roles="clerk:policy,admin:policy-heads", web_framers="https://www.example.org",
        api_keys="门户网站:key-of-the-portal", web_proxies="127.0.0.1", web_burst_requests=60,
        web_requests_per_minute=1,
    )  # fmt: skip
    yield made
    made.stop()


@pytest.fixture
def person(issuer: Issuer, office: Serving) -> Iterator[httpx.Client]:
    issuer.person, issuer.claims, issuer.key = {"name": "小李", "groups": ["staff", "policy"]}, {}, issuer.published
    with httpx.Client(base_url=office.address, follow_redirects=True, timeout=30) as found:
        yield found


def test_who_has_signed_on_works_in_the_role_of_his_groups(person: httpx.Client, issuer: Issuer) -> None:
    assert "用单位账号登录" in person.get("/desk").text
    desk = person.get("/desk/sign-on")
    assert (desk.status_code, desk.url.path) == (200, "/desk")
    assert "小李" in desk.text and "/desk/do/retire" not in person.get("/desk/library").text
    issuer.person = {"name": "老陈", "groups": "policy-heads"}
    assert "老陈" in person.get("/desk/sign-on").text
    assert "/desk/do/retire" in person.get("/desk/library").text


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another"},
        {"nonce": "of another question"},
        {"iss": "https://evil.example"},
        {"exp": int(time.time()) - 9000},
    ],
)
def test_a_token_that_is_not_for_us_opens_nothing(person: httpx.Client, issuer: Issuer, claims: dict[str, Any]) -> None:
    issuer.claims = claims
    assert person.get("/desk/sign-on").status_code == 403
    assert "小李" not in person.get("/desk").text


def test_a_token_that_another_key_signed_opens_nothing(person: httpx.Client, issuer: Issuer) -> None:
    issuer.key = RSAKey.generate_key(2048, {"kid": "one"})
    assert person.get("/desk/sign-on").status_code == 403


def test_an_answer_without_our_question_opens_nothing(person: httpx.Client) -> None:
    assert person.get("/desk/signed-on?code=code-1&state=forged").status_code == 403
    begun = person.get("/desk/sign-on", follow_redirects=False)
    assert begun.status_code == 303
    assert person.get("/desk/signed-on?code=code-1&state=forged").status_code == 403
    assert person.get("/desk/signed-on", params={"code": "code-1", "state": "é假"}).status_code == 403


def test_who_has_no_role_is_told_so(person: httpx.Client, issuer: Issuer) -> None:
    issuer.person = {"name": "访客", "groups": ["staff"]}
    refused = person.get("/desk/sign-on")
    assert refused.status_code == 403 and "没有工作台的权限" in refused.text


def test_only_named_pages_may_frame_the_widget(person: httpx.Client) -> None:
    policy = person.get("/embed/").headers["content-security-policy"]
    assert policy.endswith("frame-ancestors 'self' https://www.example.org")
    assert person.get("/").headers["content-security-policy"].endswith("frame-ancestors 'none'")
    assert "*;" not in person.get("/app").headers["content-security-policy"]


def test_a_proxy_that_is_believed_names_the_caller(office: Serving) -> None:
    """Each caller behind it has an allowance of his own, and https makes cookies secure."""
    with httpx.Client(base_url=office.address, timeout=30) as proxy:
        spent = [proxy.get("/faq", headers={"X-Forwarded-For": "203.0.113.7"}).status_code for _ in range(62)]
        assert spent[0] == 200 and spent[-1] == 429
        other = proxy.get("/", headers={"X-Forwarded-For": "203.0.113.8", "X-Forwarded-Proto": "https"})
        assert other.status_code == 200 and "secure" in other.headers["set-cookie"].lower()
        named = proxy.get(
            "/api/v1/library", headers={"X-Forwarded-For": "203.0.113.7", "X-API-Key": "key-of-the-portal"}
        )
        assert named.status_code == 200


def test_calls_are_listed_by_who_made_them_and_on_what(person: httpx.Client, issuer: Issuer) -> None:
    key = {"X-API-Key": "key-of-the-portal"}
    person.post("/api/v1/ask", json={"text": "日照小巨人奖励多少"}, headers=key)
    person.get("/api/v1/library", headers={"X-Forwarded-For": "203.0.113.9"})
    person.get("/desk/sign-on", headers=key)
    assert "调用记录" not in person.get("/desk/calls", headers=key).text, "for administrators"
    issuer.person = {"name": "老陈", "groups": ["policy-heads"]}
    person.get("/desk/sign-on", headers=key)
    shown = person.get("/desk/calls", params={"caller": "门户网站", "source": "rizhao-plan-2022"}, headers=key).text
    assert "rizhao-plan-2022#三/(一)/2" in shown and "<td>library</td>" not in shown and "奖励多少" not in shown
    assert "<td>library</td>" in person.get("/desk/calls", params={"what": "library"}, headers=key).text
    nothing = {"since": "2031-01-01", "channel": "api", "as": "csv"}
    table = person.get("/desk/calls", params=nothing, headers=key)
    assert table.headers["content-type"].startswith("text/csv") and table.text.count("\n") == 1
