#!/usr/bin/env python3
"""Writes decision_table.tsv: what a lawyer would answer, row by row, from rules written a second time and in another
way than the program's: as what each licence hands to whom. The test holds the program to every row.
A cell is the answer for open/registered/controlled access, or one word for all three; "=" is the cell to the left.
    python3 make_decision_table.py > decision_table.tsv"""

PERMISSIONS = ["NRES", "GRU", "HMB", "DS", "POA"]
# In the order of the ontology's numbers; "-" is none. The access at which somebody can see to it that each is kept.
MODIFIERS = {"-": None, "RS": 2, "NMDS": 1, "GSO": 1, "NPUNCU": 2, "PUB": 1, "COL": 2, "IRB": 2, "GS": 2, "MOR": 2,
             "TS": 2, "US": 2, "PS": 2, "IS": 2, "RTN": 2, "CC": None, "NPOA": 1, "NPU": 2, "NCU": 0}
ACCESS = ["open", "registered", "controlled"]
REGIONS = ["everywhere", "eea_and_adequate", "AT,DE"]

PUBLIC = {"CC0-1.0": "", "PDDL-1.0": "", "CC-BY-4.0": "", "CC-BY-SA-4.0": "", "CC-BY-ND-4.0": "", "ODC-By-1.0": "",
          "ODbL-1.0": "", "DbCL-1.0": "", "CDLA-Permissive-2.0": "", "CC-BY-NC-4.0": "nc", "CC-BY-NC-SA-4.0": "nc"}
# purpose, region, earning money allowed, clinical care allowed, year of its end, conditions it binds to
AGREEMENTS = {
    "LicenseRef-research": ("GRU", "everywhere", True, False, None, set()),
    "LicenseRef-care": ("HMB", "everywhere", False, True, None, {"NCU"}),
    "LicenseRef-biomedical": ("HMB", "eea_and_adequate", False, False, 2030,
                              {"PUB", "IRB", "GS", "TS", "PS", "IS", "NCU"}),
    "LicenseRef-strictest": ("RRMS", "DE", False, False, 2029, set(MODIFIERS) - {"-", "CC"}),
    "LicenseRef-ancestry": ("POA", "everywhere", False, False, None, {"NCU"})}

# What each purpose of a consent (DS: multiple sclerosis) takes in.
TAKES_IN = {"NRES": {"NRES", "GRU", "HMB", "DS", "RRMS", "POA"}, "GRU": {"GRU", "HMB", "DS", "RRMS", "POA"},
            "HMB": {"HMB", "DS", "RRMS"}, "DS": {"DS", "RRMS"}, "POA": {"POA"}}
REGION_TAKES_IN = {"everywhere": {"everywhere", "eea_and_adequate", "DE"}, "eea_and_adequate": {"eea_and_adequate", "DE"},
                   "AT,DE": {"DE"}}


def answer(permission, modifier, agreed, region, licence, access):
    """The clause, in the order in which they are asked (docs/consent.md)."""
    agreement = AGREEMENTS.get(licence)
    if (permission, modifier) == ("POA", "NPOA") or (modifier, region) == ("GS", "everywhere"):
        return "CONTRADICTION"
    if agreement and access == 0:
        return "OPEN"
    if access < agreed:
        return "ACCESS"
    may_earn = modifier not in ("NCU", "NPUNCU")  # what the person allows
    if not agreement:
        # Handed to the whole world, for anything, for ever.
        if agreed > 0:
            return "PASSED-ON"
        if permission != "NRES":
            return "PURPOSE"
        if not may_earn and PUBLIC[licence] != "nc":
            return "COMMERCIAL"
        if region != "everywhere":
            return "REGION"
        if modifier == "TS":
            return "TERM"
        if modifier not in ("-", "CC") and not (modifier == "NCU" and PUBLIC[licence] == "nc"):
            return modifier
        return "yes"
    purpose, where, earns, cares, end, binds = agreement
    if purpose not in TAKES_IN[permission]:
        return "PURPOSE"
    if cares and permission != "NRES" and modifier != "CC":
        return "CLINICAL-CARE"
    if earns and not may_earn:
        return "COMMERCIAL"
    if region != "everywhere" and (access < 2 or where not in REGION_TAKES_IN[region]):
        return "REGION"
    if modifier == "TS" and (end is None or access < 2):  # the consent ends in 2031
        return "TERM"
    if modifier in ("-", "CC"):
        return "yes"
    kept = modifier in binds or (modifier == "NPOA" and purpose in ("HMB", "RRMS"))
    return "yes" if kept and access >= MODIFIERS[modifier] else modifier


def main():
    licences = list(PUBLIC) + list(AGREEMENTS)
    print("\t".join(["permission", "modifier", "agreed_access", "agreed_regions"] + licences))
    for permission in PERMISSIONS:
        for modifier in MODIFIERS:
            for agreed in range(3):
                for region in REGIONS:
                    cells = []
                    for licence in licences:
                        three = [answer(permission, modifier, agreed, region, licence, access) for access in range(3)]
                        cells.append(three[0] if len(set(three)) == 1 else "/".join(three))
                    ditto = [cell if at == 0 or cell != cells[at - 1] else "=" for at, cell in enumerate(cells)]
                    print("\t".join([permission, modifier, ACCESS[agreed], region] + ditto))


main()
