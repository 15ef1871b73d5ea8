#!/usr/bin/env python3
"""Checks the nudge benchmark by itself: python3 Benchmarks/nudges/check.py

It reads call scripts, gold files and the playbook folder, nothing of the coach. Every fault is printed as
`file: what`; the exit code is 1 when there is one. The counts that README.md states are printed first.
"""

import collections
import json
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PLAYBOOK = ROOT / "Examples/playbooks/sales"
PACK = ROOT / "Sources/Commands/Data/packs/sales.yaml"
FOLDERS = ["training/sales/calls", "sales/held-back", "sales/fresh", "screen"]

# The policy lets one nudge through in 30 s and one of a kind in 120 s; five seconds more, so that no gold depends on it.
MOMENT_GAP_SECONDS = 35
KIND_GAP_SECONDS = 125
# A required statement is due this long after the gate first opened (docs/PLAYBOOK.md).
DUE_AFTER_SECONDS = 600
REMINDER_SECONDS = 8
SHORTEST_WINDOW_SECONDS = 2.5
CALL_MINUTES = (6, 14)
CALL_LINES = (35, 70)
SILENT_SHARE = 0.90
TRIGGER_SHARE = 0.40
TRAPS = 60
KINDS = ["call", "join", "leave", "reconnect", "notice_shown", "consent", "track", "line", "frame", "nudge_feedback", "end"]


def words(text):
    """The text as bare words between single spaces, so that a phrase is found by whole words only."""
    text = text.lower().replace("’", "'").replace("'", "")
    return " " + " ".join(re.findall(r"[^\W_]+", text)) + " "


def says(text, phrases):
    """Whether one of the phrases is in the text, as whole words."""
    return any(words(phrase) in words(text) for phrase in phrases)


def read_play(path):
    """The few fields of a play's front matter that are needed here; lists stand on one line there."""
    play = {"triggers": [], "phrases": [], "required": False}
    for line in path.read_text(encoding="utf-8").split("---")[1].splitlines():
        name, _, value = line.partition(":")
        value = value.strip()
        if name in ("triggers", "phrases"):
            play[name] = json.loads(value)
        elif name == "aliases":
            play["triggers"] = play["triggers"] + json.loads(value)
        elif name == "competitor":
            play["triggers"] = play["triggers"] + [value]
        elif name == "required":
            play["required"] = value == "true"
        elif name in ("id", "kind"):
            play[name] = value
    return play


def closing_phrases():
    """The pack's phrases by which a call is closing."""
    text = PACK.read_text(encoding="utf-8").split("closing_phrases:")[1].split("\n\n")[0]
    return [line.strip()[2:].strip('"') for line in text.splitlines() if line.strip().startswith("- ")]


def json_lines(path, fault):
    """One JSON value a line."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            rows.append(json.loads(line))
        except ValueError as error:
            fault(f"line {number}: {error}")
    return rows


def check_script(rows, fault):
    """Order and times of the observations; answers the spoken lines, each with its speaker's role."""
    roles, last, lines = {}, 0, []
    if rows[0]["kind"] != "call" or rows[-1]["kind"] != "end" or "rep_basis" not in rows[0]:
        fault("found no call with a rep_basis first or no end last")
    for number, row in enumerate(rows, 1):
        if row["kind"] not in KINDS:
            fault(f"line {number}: found kind {row['kind']}")
        if row["t"] < last:
            fault(f"line {number}: found t {row['t']} after {last}")
        last = row["t"]
        if row["kind"] == "join":
            roles[row["participant"]] = row["role"]
        if row["kind"] == "line":
            if not row["start"] <= row["end"] <= row["t"]:
                fault(f"line {number}: found start {row['start']}, end {row['end']}, t {row['t']}")
            if row["participant"] not in roles:
                fault(f"line {number}: found a speaker who has not joined")
            lines.append(dict(row, role=roles.get(row["participant"])))
    if list(roles.values()).count("rep") != 1 or roles.get(rows[0]["rep"]) != "rep":
        fault("found other than exactly the call's rep in the role of rep")
    return lines


def check_frames(rows, folder, fault):
    """Each picture is a JPEG beside the script and of a share that goes on."""
    is_shared = False
    for number, row in enumerate(rows, 1):
        if row["kind"] == "track" and row["source"] == "screenshare":
            is_shared = row["state"] == "published"
        if row["kind"] != "frame":
            continue
        if not is_shared:
            fault(f"line {number}: found a frame of a share that is not there")
        picture = folder / row["file"]
        if not picture.is_file() or not picture.read_bytes().startswith(b"\xff\xd8"):
            fault(f"line {number}: found no JPEG {row['file']}")


def open_spans(rows):
    """The stretches of the call in which everybody present but the rep has agreed."""
    asked, granted, since, spans = set(), set(), None, []
    for row in rows:
        who = row.get("participant")
        if row["kind"] == "join" and row["role"] != "rep":
            asked.add(who)
        elif row["kind"] == "leave":
            asked.discard(who)
        elif row["kind"] == "consent":
            (granted.add if row["act"] == "grant" else granted.discard)(who)
        is_open = bool(granted) and asked <= granted and row["kind"] != "end"
        if is_open and since is None:
            since = row["t"]
        if not is_open and since is not None:
            spans.append((since, row["t"]))
            since = None
    return spans


def count_turns(lines):
    """How often somebody else begins to speak."""
    return sum(1 for before, line in zip([None] + lines, lines)
               if before is None or before["participant"] != line["participant"])


def turn_text(lines, until):
    """The words of the turn whose line ends at `until`, up to that line."""
    for index, line in enumerate(lines):
        if abs(line["end"] - until) < 0.05:
            first = index
            while first > 0 and lines[first - 1]["participant"] == line["participant"]:
                first -= 1
            return line, " ".join(each["text"] for each in lines[first:index + 1])
    return None, ""


def check_windows(gold, spans, length, plays, fault):
    """Each window by itself and beside its neighbours."""
    for row in gold:
        if not 0 <= row["from"] < row["to"] <= length:
            fault(f"{row['from']}: found a window outside the call")
        if row["to"] - row["from"] < SHORTEST_WINDOW_SECONDS:
            fault(f"{row['from']}: found a window of {row['to'] - row['from']:.1f} s")
        if ("plays" in row) == ("trap" in row):
            fault(f"{row['from']}: found other than one of plays and trap")
        for play in row.get("plays", []):
            if play not in plays:
                fault(f"{row['from']}: found play {play}, which the playbook has not")
        if "plays" in row and not any(start <= row["from"] < end for start, end in spans):
            fault(f"{row['from']}: found a moment while the gate is shut")
    for before, after in zip(gold, gold[1:]):
        if after["from"] <= before["to"]:
            fault(f"{after['from']}: found a window that overlaps the one before it, or stands out of order")


def check_spacing(moments, plays, fault):
    """What the nudge policy would hold back must not be gold."""
    used = collections.Counter(play for row in moments for play in row["plays"])
    for play, count in used.items():
        if count > 1:
            fault(f"found {play} in {count} moments")
    for index, row in enumerate(moments):
        for earlier in moments[:index]:
            gap = row["from"] - earlier["to"]
            kinds = {plays[play]["kind"] for play in row["plays"] if play in plays}
            shared = kinds & {plays[play]["kind"] for play in earlier["plays"] if play in plays}
            if gap < MOMENT_GAP_SECONDS or (shared and gap < KIND_GAP_SECONDS):
                fault(f"{row['from']}: found {gap:.0f} s since the moment at {earlier['from']} {sorted(shared)}")


def due_line(lines, opened, closing):
    """The line at whose end the required statements are due, or none."""
    for line in lines:
        if line["start"] >= opened and (says(line["text"], closing) or line["end"] >= opened + DUE_AFTER_SECONDS):
            return line
    return None


def check_reminders(lines, spans, moments, plays, closing, fault):
    """A required statement that is not made in time has a window, and no other has. Answers those windows' starts."""
    due = due_line(lines, spans[0][0], closing)
    if due is None:
        return set()
    before = [line for line in lines if line["end"] <= due["end"] and line["role"] == "rep"]
    hinted = {play for row in moments if row["from"] < due["end"] for play in row["plays"]}
    missed = {play for play, entry in plays.items() if entry["required"] and play not in hinted
              and not any(says(line["text"], entry["phrases"]) for line in before)}
    marked = {play for row in moments if abs(row["from"] - due["end"]) < 0.05 for play in row["plays"]}
    if missed != {play for play in marked if plays[play]["required"]}:
        fault(f"{due['end']}: found reminders {sorted(marked)} marked, expected {sorted(missed)}")
    for row in moments:
        if row["from"] == due["end"] and missed and abs(row["to"] - row["from"] - REMINDER_SECONDS) > 0.05:
            fault(f"{row['from']}: found a reminder's window of another length than {REMINDER_SECONDS} s")
    return {due["end"]} if missed else set()


def unmarked(lines, gold, spans, plays):
    """Triggers said by the other side outside every window: each is a moment or a trap that nobody marked."""
    for line in lines:
        if line["role"] not in ("prospect", "observer") or not any(a <= line["start"] < b for a, b in spans):
            continue
        if any(row["from"] <= line["end"] <= row["to"] for row in gold):
            continue
        for play, entry in plays.items():
            if says(line["text"], entry["triggers"]):
                yield f"{line['end']}: {play} called by “{line['text']}”, outside every window"


def check_call(script, plays, closing, tally, complain):
    """Everything about one call and its gold file."""
    def fault(what):
        complain(f"{script.parent.name}/{script.name}: {what}")

    rows = json_lines(script, fault)
    gold = json_lines(script.with_name(script.stem + ".gold.jsonl"), fault)
    lines, spans = check_script(rows, fault), open_spans(rows)
    check_frames(rows, script.parent, fault)
    moments = [row for row in gold if "plays" in row]
    check_windows(gold, spans, rows[-1]["t"], plays, fault)
    check_spacing(moments, plays, fault)
    reminders = check_reminders(lines, spans, moments, plays, closing, fault)
    for what in unmarked(lines, gold, spans, plays):
        fault(what)
    if not CALL_LINES[0] <= len(lines) <= CALL_LINES[1]:
        fault(f"found {len(lines)} lines")
    if not CALL_MINUTES[0] <= rows[-1]["t"] / 60 <= CALL_MINUTES[1]:
        fault(f"found {rows[-1]['t'] / 60:.1f} minutes")
    turns = count_turns(lines)
    if len(moments) > turns * (1 - SILENT_SHARE):
        fault(f"found {len(moments)} moments in {turns} turns")
    if not any("trap" in row for row in gold):
        fault("found no trap")
    count(script, rows, lines, turns, gold, reminders, plays, tally, fault)


def holds_trigger(row, lines, plays):
    """Whether a trap's stretch has a trigger of any play in it, so that matching words alone falls for it."""
    if "trap" not in row:
        return False
    said = " ".join(line["text"] for line in lines if line["start"] < row["to"] and line["end"] > row["from"])
    return any(says(said, play["triggers"]) for play in plays.values())


def count(script, rows, lines, turns, gold, reminders, plays, tally, fault):
    """Adds the call to the counts that are printed at the end."""
    folder = script.parent.name
    text = " ".join(line["text"] for line in lines)
    tally["calls"][folder] += 1
    tally["lines"][folder] += len(lines)
    tally["turns"][folder] += turns
    tally["minutes"][folder] += rows[-1]["t"] / 60
    tally["moments by part"][folder] += sum("plays" in row for row in gold)
    tally["traps by part"][folder] += sum("trap" in row for row in gold)
    tally["traps with a trigger in them"][folder] += sum(holds_trigger(row, lines, plays) for row in gold)
    tally["without punctuation"][folder] += not re.search(r"[.?!,A-Z]", text)
    tally["with a colleague or a second prospect"][folder] += len({line["participant"] for line in lines}) > 2
    for row in gold:
        if "trap" in row:
            tally["traps"][row["trap"]] += 1
            continue
        if row["from"] in reminders:
            tally["moments"]["reminder"] += 1
            continue
        line, said = turn_text(lines, row["from"])
        if line is None or line["role"] not in ("prospect", "observer"):
            fault(f"{row['from']}: found a moment that is not at the end of a prospect's line")
        triggers = [trigger for play in row["plays"] for trigger in plays.get(play, {"triggers": []})["triggers"]]
        tally["moments"]["in the playbook's words" if says(said, triggers) else "paraphrased"] += 1
        tally["kinds"][plays[row["plays"][0]]["kind"]] += 1
        for play in row["plays"]:
            tally["plays"][play] += 1


def main():
    faults = []
    plays = {play["id"]: play for play in map(read_play, sorted(PLAYBOOK.glob("*.md")))}
    closing = closing_phrases()
    tally = collections.defaultdict(collections.Counter)
    for folder in FOLDERS:
        for script in sorted((HERE / folder).glob("*.jsonl")):
            if not script.name.endswith(".gold.jsonl"):
                check_call(script, plays, closing, tally, faults.append)
    own, other = tally["moments"]["in the playbook's words"], tally["moments"]["paraphrased"]
    if own > TRIGGER_SHARE * (own + other):
        faults.append(f"found {own} of {own + other} moments in the playbook's own words")
    if sum(tally["traps"].values()) < TRAPS:
        faults.append(f"found {sum(tally['traps'].values())} traps, expected {TRAPS}")
    for name, counts in tally.items():
        shown = ", ".join(f"{key} {value:.0f}" for key, value in counts.most_common())
        print(f"{name} ({sum(counts.values()):.0f}): {shown}")
    print("plays without a moment:", ", ".join(sorted(set(plays) - set(tally["plays"]))) or "none")
    print(*faults, sep="\n")
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
