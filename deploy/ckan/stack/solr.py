"""Solr: CKAN's own schema with our Japanese field types, served from jars by a small Java class."""

import copy
import hashlib
import shutil
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET
from pathlib import Path

from stack.home import HERE, Home
from stack.process import choose_port, launch, running, wait_until

SOURCES = HERE / "solr"
REPLACED = ("text", "text_general")  # CKAN's types that split on white space: both become text_sub
LOCAL_ONLY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def merge_schema(stock: Path, parts: Path) -> bytes:
    """CKAN's schema.xml with the types, fields and copies of our types.xml; its name (the version) stays."""
    schema = ET.parse(stock).getroot()  # noqa: S314 - a file of the installed CKAN
    ours = ET.parse(parts).getroot()  # noqa: S314 - a file of this folder
    types = {kind.get("name"): kind for kind in ours.findall("fieldType")}
    for name in REPLACED:
        types[name] = copy.deepcopy(types["text_sub"])
        types[name].set("name", name)
    home = schema.find("types")
    fields = schema.find("fields")
    if home is None or fields is None:
        message = f"{stock} is not a schema of the form that CKAN 2.12 has"
        raise ValueError(message)
    for kind in list(home):
        if kind.get("name") in types:
            home.remove(kind)
    home.extend(types.values())
    fields.extend(ours.findall("field"))
    schema.extend(ours.findall("copyField"))
    return bytes(ET.tostring(schema, encoding="utf-8", xml_declaration=True))


def write_core(home: Home, stock: Path) -> bool:
    """Write the core's configuration. True when it is another one than before: then the index is emptied too."""
    schema = merge_schema(stock, SOURCES / "types.xml")
    files = {file.name: file.read_bytes() for file in sorted((SOURCES / "conf").iterdir())}
    files |= {"schema.xml": schema, "protwords.txt": b"", "synonyms.txt": b""}
    print_of = hashlib.sha256(b"\0".join(name.encode() + b"\0" + data for name, data in sorted(files.items())))
    core = home.folder / "solr" / "ckan"
    if home.state.get("schema") == print_of.hexdigest() and (core / "core.properties").exists():
        return False
    shutil.rmtree(core.parent, ignore_errors=True)
    (core / "conf").mkdir(parents=True)
    (core.parent / "solr.xml").write_text("<solr/>\n", encoding="utf-8")
    (core / "core.properties").write_text("name=ckan\n", encoding="utf-8")
    for name, data in files.items():
        (core / "conf" / name).write_bytes(data)
    home.state["schema"] = print_of.hexdigest()
    home.save()
    return True


def address(home: Home) -> str:
    """Where CKAN finds its core."""
    return f"http://127.0.0.1:{home.state['ports']['solr']}/solr/ckan"


def ready(home: Home) -> bool:
    """Whether our Solr lives and its core answers a query."""
    if running(home, "solr") is None:
        return False
    try:
        with LOCAL_ONLY.open(f"{address(home)}/select?q=*:*&rows=0", timeout=10) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def start(home: Home, software: Path) -> None:
    """Start Solr in 512 MB; a quick compiler and a simple collector suit a catalogue of this size."""
    port = choose_port(home, "solr")
    java = ["java", "-Xms64m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    java += [f"-Dsolr.install.dir={home.folder / 'solr'}", f"-Dsolr.log.dir={home.folder / 'log'}"]
    classes = f"{software / 'classes'}:{software / 'lib'}/*"
    launch(home, "solr", [*java, "-cp", classes, "Solr", str(home.folder / "solr"), str(port)])
    wait_until(home, "solr", lambda: ready(home))
