"""What stands in deploy/ must fit the program that it deploys."""

from __future__ import annotations

import configparser
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.channels.telegram.running import AGAIN_LATER
from bot.metrics import Figures
from bot.settings import Settings

DEPLOY = Path(__file__).parents[2] / "deploy"
FILES = sorted(file for file in DEPLOY.rglob("*") if file.is_file())
READABLE = {file.relative_to(DEPLOY).as_posix(): file.read_text(encoding="utf-8") for file in FILES}
SETTINGS = {f"MINGCE_{name.upper()}" for name in Settings.model_fields}
ONLY_COMPOSE = {"MINGCE_VERSION"}


def commands() -> set[str]:
    help_text = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout
    return set(re.findall(r"^  ([a-z][a-z-]+) ", help_text.split("Commands:")[1], flags=re.MULTILINE))


def test_every_command_that_is_deployed_exists() -> None:
    known = commands()
    called = {
        word for text in READABLE.values() for word in re.findall(r"(?<![\w/-])(?:[\w./]*bin/)?mingce (\w[\w-]*)", text)
    } & {"backup", "chat", "health", "restore", "telegram", "serve"}
    called |= set(json.loads(re.search(r"^CMD (\[.*\])$", READABLE["Dockerfile"], re.MULTILINE).group(1)))  # type: ignore[union-attr]
    assert {"telegram", "backup", "health", "restore"} <= called <= known


@pytest.mark.parametrize("name", READABLE)
def test_every_setting_that_is_deployed_exists(name: str) -> None:
    assert set(re.findall(r"\bMINGCE_[A-Z_]+\b", READABLE[name])) <= SETTINGS | ONLY_COMPOSE


@pytest.mark.parametrize("name", [name for name in READABLE if name.endswith((".service", ".timer"))])
def test_units_can_be_read(name: str) -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None, delimiters=("=",))
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(READABLE[name])
    kind = name.rsplit(".", 1)[1].capitalize()
    assert {"Unit", kind} <= set(unit.sections())
    if kind == "Service":
        assert unit["Service"]["NoNewPrivileges"] == "yes" and unit["Service"]["ProtectSystem"] == "strict"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not here")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    for name, text in READABLE.items():
        if name.startswith("systemd/"):
            # The program is not installed in /opt here, and systemd asks whether it is.
            (tmp_path / Path(name).name).write_text(text.replace("/opt/mingce/.venv/bin/mingce", "/bin/true"))
    units = [str(file) for file in sorted(tmp_path.iterdir())]
    run = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert not [line for line in run.stderr.splitlines() if "mingce" in line and "Unknown" in line], run.stderr


def test_the_image_runs_as_an_ordinary_user_and_says_how_it_is() -> None:
    last = READABLE["Dockerfile"].split("FROM ")[-1]
    assert re.search(r"^USER 10001", last, re.MULTILINE) and "HEALTHCHECK" in last and "STOPSIGNAL SIGTERM" in last


def service(name: str) -> str:
    """The lines of one service of the compose file."""
    found = re.search(rf"^  {name}:\n((?:    .*\n|\n)+)", READABLE["compose.yaml"], re.MULTILINE)
    assert found
    return found[1]


def volumes(name: str) -> dict[str, str]:
    found = re.search(r"^    volumes: (\[.*\])$", service(name), re.MULTILINE)
    assert found
    return {target: source for source, target in (each.split(":")[:2] for each in json.loads(found[1]))}


@pytest.mark.parametrize("name", ["bot", "backup"])
def test_what_a_container_writes_belongs_to_its_user(name: str) -> None:
    """A named volume takes over the owner of the image's folder; a folder of the host would belong to root."""
    named = set(re.findall(r"^  (\w+):$", READABLE["compose.yaml"].split("\nvolumes:\n")[1], re.MULTILINE))
    made = re.search(r"install -d -o mingce -g mingce -m 0700 (.+)$", READABLE["Dockerfile"], re.MULTILINE)
    assert made
    for target, source in volumes(name).items():
        assert source in named and target in made[1].split()


def test_listeners_of_the_container_are_reached_from_the_host_only() -> None:
    """Loopback inside a container is nobody else's; what is published must not be open to the world."""
    listens = dict(re.findall(r"MINGCE_(\w+)_LISTEN: ([\w.]+:\d+)", service("bot")))
    found = re.search(r"^    ports: (\[.*\])$", service("bot"), re.MULTILINE)
    assert found and {listen.rsplit(":")[0] for listen in listens.values()} == {"0.0.0.0"}
    ports = {name: listen.rsplit(":")[1] for name, listen in listens.items()}
    assert sorted(json.loads(found[1])) == sorted(f"127.0.0.1:{port}:{port}" for port in ports.values())
    assert set(ports) == {"WEBHOOK", "METRICS"}
    for proxy in ("Caddyfile", "nginx.conf"):
        assert f"127.0.0.1:{ports['WEBHOOK']}" in READABLE[proxy]
    assert all(word in READABLE["README.md"] for word in ("0.0.0.0", *ports.values(), "volume `backup`"))


def test_systemd_starts_again_who_was_pushed_aside() -> None:
    unit = READABLE["systemd/mingce.service"]
    prevented = re.search(r"^RestartPreventExitStatus=(.+)$", unit, re.MULTILINE)
    assert prevented and str(AGAIN_LATER) not in prevented[1].split() and "Restart=on-failure" in unit


def test_every_figure_that_alarms_exists() -> None:
    """Counters end in `_total` and histograms in `_bucket` when they are scraped."""
    alarmed = set(re.findall(r"\bmingce_[a-z_]+\b", READABLE["prometheus/alerts.yml"]))
    kept = {metric.name for metric in Figures().registry.collect()}
    assert alarmed and {re.sub(r"_(total|bucket)$", "", name) for name in alarmed} <= kept


def test_no_secret_is_deployed() -> None:
    for name, text in READABLE.items():
        assert not re.search(r"\b\d{8,10}:[A-Za-z0-9_-]{35}\b", text), name


def documents(name: str) -> list[dict[str, Any]]:
    return [one for one in yaml.safe_load_all(READABLE[name]) if one]


MANIFESTS = [name for name in READABLE if name.startswith("kubernetes/") and "kustomization" not in name]


def test_the_cluster_restarts_what_is_unwell_and_waits_for_what_starts() -> None:
    made = [one for name in MANIFESTS for one in documents(name)]
    deployments = {one["metadata"]["name"]: one for one in made if one["kind"] == "Deployment"}
    assert set(deployments) == {"bot", "page"}
    for deployment in deployments.values():
        pod = deployment["spec"]["template"]["spec"]
        [container] = pod["containers"]
        assert {"startupProbe", "readinessProbe", "livenessProbe", "resources"} <= container.keys()
        assert container["securityContext"]["readOnlyRootFilesystem"] and pod["securityContext"]["runAsUser"] == 10001
        ports = {port["name"]: port["containerPort"] for port in container["ports"]}
        for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
            check = container[probe]
            assert (check.get("httpGet") or check["tcpSocket"])["port"] in ports
        listens = [one["value"] for one in container["env"] if one["name"].endswith("_LISTEN")]
        assert sorted(int(listen.rpartition(":")[2]) for listen in listens) == sorted(ports.values())
    bot = deployments["bot"]["spec"]
    assert bot["replicas"] == 2 and bot["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    assert bot["template"]["spec"]["terminationGracePeriodSeconds"] > Settings.model_fields["stop_seconds"].default


def test_what_is_reached_in_the_cluster_exists() -> None:
    made = [one for name in MANIFESTS for one in documents(name)]
    services = {one["metadata"]["name"]: one["spec"] for one in made if one["kind"] == "Service"}
    pods = [one["spec"]["template"] for one in made if one["kind"] == "Deployment"]
    for service in services.values():
        [pod] = [pod for pod in pods if service["selector"].items() <= pod["metadata"]["labels"].items()]
        names = {port["name"] for port in pod["spec"]["containers"][0]["ports"]}
        assert {port["targetPort"] for port in service["ports"]} <= names
    [ingress] = [one["spec"] for one in made if one["kind"] == "Ingress"]
    for rule in ingress["rules"]:
        for path in rule["http"]["paths"]:
            target = path["backend"]["service"]
            assert target["port"]["name"] in {port["name"] for port in services[target["name"]]["ports"]}
    listed = documents("kubernetes/kustomization.yaml")[0]["resources"]
    assert {f"kubernetes/{name}" for name in listed} == set(MANIFESTS)


def test_two_bots_share_one_server_behind_one_proxy() -> None:
    [made] = documents("compose.postgres.yaml")
    services = made["services"]
    assert {"postgres", "bot-a", "bot-b", "page", "proxy"} == set(services)
    proxy = made["configs"]["proxy"]["content"]
    for name in ("bot-a", "bot-b"):
        service = services[name]
        assert service["environment"]["MINGCE_TELEGRAM_MODE"] == "webhook" and service["command"] == ["telegram"]
        assert f"{name}:{service['environment']['MINGCE_WEBHOOK_LISTEN'].rpartition(':')[2]}" in proxy
        assert service["depends_on"] == {"postgres": {"condition": "service_healthy"}} and service["read_only"]
    assert all(port.startswith("127.0.0.1:") for service in services.values() for port in service.get("ports", ()))
    volumes = {mount.split(":")[0] for service in services.values() for mount in service.get("volumes", ())}
    assert volumes == set(made["volumes"])
