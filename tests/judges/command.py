"""What the command promises to other programs, before those programs' own judges.

    command.py CONVERT SARIF_SCHEMA ACTIONLINT

SARIF logs before the standard's JSON schema; GitHub's workflow commands read back as the runner reads them; the
workflows of tests/ci-examples before their schemas and linter, and their shell steps run in a fresh project; the same
batch on a Dask cluster of this machine; the report of benches/compare on a build that loses and moves words; the schemas
of convert.toml and of themes before theirs, with what is right and what is wrong. Called by tests/judges/run, which installs what is needed.
"""

import copy
import json
import os
import re
import subprocess
import sys
import tempfile
import tomllib

import jsonschema
import yaml

HERE = os.path.dirname(os.path.abspath(__file__))
EXAMPLES = os.path.join(HERE, "..", "ci-examples")


def run(*words, code=0, **more):
    done = subprocess.run(words, capture_output=True, text=True, **more)
    if code is not None and done.returncode != code:
        sys.exit(f"FAILED: {words}: exit {done.returncode}, not {code}\n{done.stdout}{done.stderr}")
    return done


def project(folder, count=24):
    """A project, some of whose documents are faulty in several ways."""
    faults = ["![](missing.png)", "[text](#nowhere)", "Text[^none].", "<blink>x</blink>", "a\x07b"]
    for number in range(count):
        path = f"{folder}/docs/part {number % 3}/{number:02}, a:b ü.md"
        os.makedirs(os.path.dirname(path), exist_ok=True)
        fault = faults[number % len(faults)] if number % 4 == 0 else "No fault."
        with open(path, "w") as file:
            file.write(f"# Number {number}\n\n{'Words of a paragraph. ' * (number + 1)}\n\n{fault}\n")
    with open(f"{folder}/docs/latin.txt", "wb") as file:
        file.write(b"caf\xe9, 100 %\n")
    with open(f"{folder}/convert.toml", "w") as file:
        file.write('inputs = ["docs/"]\nto = ["pdf", "epub"]\noutput = "dist/"\nlang = "en"\n')


def sarif(convert, schema_file, work):
    project(work)
    with open(schema_file) as file:
        schema = json.load(file)
    kind = jsonschema.validators.validator_for(schema)
    judge = kind(schema, format_checker=kind.FORMAT_CHECKER)
    calls = [[], ["none.md", "--to", "txt"], [f"{work}/docs/latin.txt", "--to", "txt", "--no-config", "-o", "x.txt"],
             ["--deny", "F0201", "--no-cache"], ["docs/part 0/01, a:b ü.md", "--allow", "language-guessed"]]
    results = rules = 0
    for words in calls:
        log = json.loads(run(convert, "--diagnostics", "sarif", *words, cwd=work, code=None).stdout)
        faults = [error.message for error in judge.iter_errors(log)]
        if faults:
            sys.exit(f"FAILED: SARIF of {words}: {faults}")
        results += len(log["runs"][0]["results"])
        rules += len(log["runs"][0]["tool"]["driver"]["rules"])
        broken = copy.deepcopy(log)
        broken["runs"][0]["tool"]["driver"]["rules"].append({"name": 3})
        if judge.is_valid(broken):
            sys.exit("FAILED: the judge of SARIF lets a rule without an id pass")
    if results < 10:
        sys.exit(f"FAILED: {results} results are too few to say anything")
    print(f"SARIF 2.1.0: {len(calls)} logs with {results} results and {rules} rules, 0 faults")


def github(convert, work):
    """The runner's own reading (actions/runner, ActionCommand): split, then unescape."""
    findings = [json.loads(line) for line in
                run(convert, "--diagnostics", "json", "--check", "--no-cache", cwd=work).stdout.splitlines()]
    lines = run(convert, "--diagnostics", "github", "--check", "--no-cache", cwd=work).stdout.splitlines()
    if len(lines) != len(findings) or not findings:
        sys.exit(f"FAILED: {len(lines)} workflow commands for {len(findings)} findings")
    for line, finding in zip(lines, findings):
        kind, properties, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()
        for code, text in (("%0D", "\r"), ("%0A", "\n"), ("%25", "%")):
            message = message.replace(code, text)
        read = {}
        for part in properties.split(","):
            name, _, value = part.partition("=")
            for code, text in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
                value = value.replace(code, text)
            read[name] = value
        expected = {"file": finding["file"], "title": f"{finding['code']} {finding['name']}"}
        if "line" in finding:
            expected |= {"line": str(finding["line"]), "endLine": str(finding["endLine"])}
        help = f"\nhelp: {finding['help']}" if "help" in finding else ""
        wrong = {k: read.get(k) for k in expected if read.get(k) != expected[k]}
        if wrong or message != finding["message"] + help or kind not in ("error", "warning", "notice"):
            sys.exit(f"FAILED: {line}\nread as {read} {message!r}")
    print(f"GitHub: {len(lines)} workflow commands read back as they were meant")


def workflows(convert, actionlint, work):
    for schema, name in (("github-workflows", "github.yml"), ("gitlab-ci", "gitlab.yml")):
        run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", f"{EXAMPLES}/{name}")
    os.makedirs(f"{work}/lint/.github/workflows")
    with open(f"{HERE}/../../README.md") as file:
        section = file.read().split("\n## In CI\n")[1].split("\n## ")[0]
    short = re.findall(r"```yaml\n(.*?)```", section, re.S)
    with open(f"{EXAMPLES}/github.yml") as file:
        lint = {"documents": file.read(), "readme": short[0]}
    for name, text in lint.items():
        with open(f"{work}/lint/.github/workflows/{name}.yml", "w") as copied:
            copied.write(text)
    with open(f"{work}/lint/gitlab.yml", "w") as copied:
        copied.write(short[1])
    for schema, name in (("github-workflows", ".github/workflows/readme.yml"), ("gitlab-ci", "gitlab.yml")):
        run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", f"{work}/lint/{name}")
    run("node", actionlint, ".github/workflows/*.yml", cwd=f"{work}/lint")

    # The steps themselves, in fresh clones of a project: everything but the installation.
    home = f"{work}/home"
    os.makedirs(f"{home}/.cargo/bin")
    os.symlink(convert, f"{home}/.cargo/bin/convert")
    surroundings = {"PATH": os.environ["PATH"], "HOME": home, "CI": "true", "CARGO_HOME": f"{home}/.cargo"}
    with open(f"{EXAMPLES}/github.yml") as file:
        steps = yaml.safe_load(file)["jobs"]["convert"]["steps"]
    commands = [step["run"] for step in steps if "run" in step and "cargo install" not in step["run"]]
    clone = f"{work}/github"
    project(clone)
    # Faulty documents under --strict: the job fails, and the findings are told.
    for command in commands:
        told = run("bash", "-e", "-c", command, cwd=clone, env=surroundings, code=1).stdout
    if "::warning file=docs/" not in told or not os.path.exists(f"{clone}/report.json"):
        sys.exit(f"FAILED: GitHub's steps say nothing: {told}")

    with open(f"{EXAMPLES}/gitlab.yml") as file:
        jobs = yaml.safe_load(file)
    before, count = jobs["default"]["before_script"], jobs["convert"]["parallel"]
    clone = f"{work}/gitlab"
    project(clone)
    for index in range(1, count + 1):
        node = {"CI_NODE_INDEX": str(index), "CI_NODE_TOTAL": str(count), "CI_PROJECT_DIR": clone}
        script = "\n".join(before + jobs["convert"]["script"])
        run("bash", "-e", "-c", script, cwd=clone, env=surroundings | node)
    run("bash", "-e", "-c", "\n".join(before + jobs["merge"]["script"]), cwd=clone, env=surroundings)
    same_as_one_run(convert, clone, "GitLab's shards")
    print(f"workflows: 2 and the README's 2 pass their schemas, GitHub's the linter; their steps run: {len(commands)} and {count} + 1")


def without_times(report):
    with open(report) as file:
        report = json.load(file)
    text = json.dumps([report["documents"], report["summary"], report["exit"]], sort_keys=True)
    return re.sub(r'"(\w*[sS]econds)": [0-9.e-]+', r'"\1": 0', text)


def files(folder):
    found = {}
    for root, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(root, name), "rb") as file:
                found[os.path.relpath(os.path.join(root, name), folder)] = file.read()
    return found


def same_as_one_run(convert, clone, what):
    """Shares of a batch came to what one run comes to."""
    whole = f"{clone}-whole"
    project(whole)
    run(convert, "-q", "--report", "report.json", cwd=whole)
    if files(f"{whole}/dist") != files(f"{clone}/dist"):
        sys.exit(f"FAILED: {what} made other files than one run")
    if without_times(f"{whole}/report.json") != without_times(f"{clone}/report.json"):
        sys.exit(f"FAILED: the report of {what} is not that of one run")


def dask(convert, work):
    clone = f"{work}/dask"
    project(clone)
    surroundings = os.environ | {"CONVERT": convert}
    done = run(sys.executable, f"{EXAMPLES}/dask_batch.py", clone, "6", env=surroundings)
    same_as_one_run(convert, clone, "the cluster")
    print(f"Dask: {done.stdout.strip()}, the same files and report as one run")


WORSE = """#!/bin/sh
# A build that loses a word, swaps two others in plain text, and says one thing less.
"{convert}" "$@" | grep -v F0501
for file in made/*.txt; do
    [ -e "$file" ] || continue
    sed 's/ lamp / /; s/keeper wound/wound keeper/' "$file" >made/changed && mv made/changed "$file"
done
"""


def compare(convert, work):
    os.makedirs(f"{work}/docs")
    for name, text in (("a.md", "# Light\n\nThe old lamp burned.\n\n![A picture](none.png)\n"), ("b.html", "<h1>Clock</h1><p>The keeper wound it.")):
        with open(f"{work}/docs/{name}", "w") as file:
            file.write(text)
    with open(f"{work}/worse", "w") as file:
        file.write(WORSE.format(convert=convert))
    os.chmod(f"{work}/worse", 0o755)
    tool = [sys.executable, f"{HERE}/../../benches/compare", "--json", f"{work}/found.json"]
    run(*tool, convert, convert, f"{HERE}/../../input")
    told = run(*tool, convert, f"{work}/worse", f"{work}/docs", code=1).stdout
    with open(f"{work}/found.json") as file:
        found = {os.path.basename(name): one for name, one in json.load(file)["documents"].items()}
    lost, moved = (found[name]["words of txt"] for name in ("a.md", "b.html"))
    if (lost["lost"], lost["gained"], lost["lost_passages"]) != (1, 0, ["old [lamp]"]) or moved["moved"] != 1:
        sys.exit(f"FAILED: benches/compare: {lost} {moved}")
    wrong = [one for one in found.values() if {"words of epub", "bytes of pdf", "ended"} & set(one)]
    if wrong or found["a.md"]["findings"] != {"F0501 warning": [1, 0]} or not (told.startswith("2 documents:") and "1 lost in 1, 1 moved in 1" in told):
        sys.exit(f"FAILED: benches/compare: {wrong} {told}")
    print("benches/compare: the same build differs in nothing, another by the words and findings it lost")


# What only the program sees: files, what lies where, sums of lengths, names of encodings, globs, dates (JSON has none).
UNSEEN = {"exclude = 'a['", "encoding = 'utf-9'", "margin = '20cm'", "margin = '50%'", "page-size = '1mm x 1mm'",
          "font-size = '200'", "width = '5'", "epub-cover = 'nothere.png'", "epub-cover = 'docs'", "epub-cover = 'words.md'",
          "root = 'nothere'", "root = 'words.md'", "output = '../elsewhere/'", "root = 2026-01-01", "theme = '/etc/my.toml'"}
RIGHT = """to = "pdf" | to = " PDF, txt" | to = ["Epub"] | from = "HTML" | inputs = "docs" | exclude = ["a*", "b/"] | output = "dist/"
cache = "c" | cache = false | strict = true | join = false | smart = false | infer = true | layout = "flat" | title = 1984 | title = 2026-01-01
author = "A" | author = ["A", "B"] | date = 2026 | date = 2026-03-14 | date = "2026-03" | lang = "pt-BR" | lang = "Deutsch"
lang = "de_DE.UTF-8" | lang = "Portuguese" | identifier = "urn:x" | theme = "Novel" | page-size = "a4 landscape"
page-size = "Landscape-A4" | page-size = "a4paper" | page-size = "148 x 210" | page-size = "6in x 9in" | page-size = "148x210mm"
margin = 20 | margin = "20 18.5" | margin = "2 cm, 30" | margin = "10%" | margin = "2em 1 Lines" | margin = "1mm 2mm 3mm 4mm"
font-size = 12 | font-size = "12.5" | font-size = "4mm" | toc = false | pdf-standard = "ua-1, a-2u" | pdf-standard = "none"
epub-generated-cover = true | epub-embed-fonts = false | epub-split-level = 2 | epub-split-level = "0" | width = 60 | width = "72"
wrap = "flowed" | ascii = true | encoding = "windows-1251" | input-style = "verse" | root = "docs" | limit = "pages=50"
limit = ["time = 30s", "pages=1"] | limit = { pages = 50, source-size = "1M", time = "500ms" } | deny = "F0501,image-missing"
allow = ["f0601", "image-missing"] | override = [] | override = [{ files = "a*", theme = "novel", toc = true }]"""
THEMES = ["[page]\nsize = 5", "[page]\ntop = 3", "[page]\ntop = 'wide'", "[page]\nsizes = 'a4'", "[pages]", "page = 1",
          "[text]\ncolor = 'red'", "[text]\nfamily = 'roman'", "[text]\nhyphenate = 'yes'", "[text]\nexpansion = 1001",
          "[text]\nsmall = 5.0", "[page]\nchapters = 'left'"]


def schemas(convert, work):
    """The published schemas take what the program takes, and as far as they can, nothing else."""
    def plain(value):
        if isinstance(value, dict):
            return {key: plain(one) for key, one in value.items()}
        if isinstance(value, list):
            return [plain(one) for one in value]
        return value if isinstance(value, (str, int, float)) else value.isoformat()

    os.makedirs(f"{work}/docs")
    for name in ("a.md", "words.md"):
        with open(f"{work}/docs/{name}", "w") as file:
            file.write("Words.\n")
    judges = {}
    for name in ("convert.toml", "theme"):
        text = run(convert, "schema", name).stdout
        with open(f"{work}/{name}.json", "w") as file:
            file.write(text)
        judges[name] = jsonschema.Draft202012Validator(json.loads(text))
    run(sys.executable, "-m", "check_jsonschema", "--check-metaschema", f"{work}/convert.toml.json", f"{work}/theme.json")
    themes = os.path.join(HERE, "../../src/theme/builtin")
    files = [os.path.join(themes, name) for name in sorted(os.listdir(themes))]
    run(sys.executable, "-m", "check_jsonschema", "--schemafile", f"{work}/theme.json", *files)
    run(convert, "init", cwd=work)
    with open(f"{work}/convert.toml") as file:
        template = file.read()
    opened = re.sub(r"^# (?=\[|[\w-]+ = )", "", template, flags=re.M)
    projects = [template, opened] + re.split(r" \| |\n", RIGHT)
    with open(f"{HERE}/../cli/values.rs") as file:
        values = file.read()
    table, rest = values.split("\n];\n", 1)
    wrong = [f"{key} = '{value}'" for key, value in re.findall(r'\n    \("([\w-]+)", "([^"]*)", "', table)]
    wrong += re.findall(r'\n        \("([\w-]+ = [^"]*)", "', rest)
    unseen = set(wrong) & UNSEEN
    for text in projects + wrong:
        valid = judges["convert.toml"].is_valid(plain(tomllib.loads(text)))
        if valid != (text in projects or text in UNSEEN):
            sys.exit(f"FAILED: the schema of convert.toml {'takes' if valid else 'refuses'}: {text}")
        if text in projects[2:]:
            with open(f"{work}/convert.toml", "w") as file:
                file.write(text + "\n")
            run(convert, "list", "--to", "txt", "docs/a.md", cwd=work)
    os.remove(f"{work}/convert.toml")
    for text in THEMES:
        with open(f"{work}/own.toml", "w") as file:
            file.write(text + "\n")
        run(convert, "--check", "--to", "pdf", "--theme", "own.toml", "docs/a.md", cwd=work, code=2)
        if judges["theme"].is_valid(tomllib.loads(text)):
            sys.exit(f"FAILED: the schema of themes takes: {text}")
    if unseen != UNSEEN or len(wrong) < 40:
        sys.exit(f"FAILED: no mistakes any more: {UNSEEN - unseen}, or too few: {len(wrong)}")
    print(f"schemas: {len(projects)} projects and {len(files)} themes pass; "
          f"{len(wrong) - len(unseen)} of {len(wrong)} mistakes in projects, {len(THEMES)} in themes are seen")


def main():
    convert, schema, actionlint = map(os.path.abspath, sys.argv[1:])
    with tempfile.TemporaryDirectory() as work:
        sarif(convert, schema, f"{work}/sarif")
        github(convert, f"{work}/sarif")
        workflows(convert, actionlint, work)
        dask(convert, work)
        compare(convert, f"{work}/compare")
        schemas(convert, f"{work}/schemas")


if __name__ == "__main__":
    main()
