"""How many robots.txt cases our rules decide as expected.

    python tests/benchmarks/robots.py robots_google.json

The file is a JSON list of objects with `test`, `robots`, `agent`, `url` and `allowed`.
"""

import argparse
import json
from pathlib import Path

from timeline.fetch import RobotsRules


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", type=Path, help="JSON list of cases")
    cases = json.loads(parser.parse_args().cases.read_text(encoding="utf-8"))
    right = 0
    for case in cases:
        allowed = RobotsRules(case["robots"]).allows(case["url"], case["agent"])
        right += allowed == case["allowed"]
        if allowed != case["allowed"]:
            print(f"{case['test']}: {case['agent']!r} {case['url']}: allowed {allowed}")
    print(f"{right} of {len(cases)}")


if __name__ == "__main__":
    main()
