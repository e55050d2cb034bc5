#!/bin/sh
# Writes libcurate/validation/schema_table.cpp from the BIDS schema as JSON (bids-standard/bids-schema, schema.json): which names
# exist, the order of entities, which fields a file must have and what they hold, which columns a table begins with.
# Selectors that are no plain comparison are left out and named on standard error. Needs python3.
# usage: tools/make_bids_table.sh schema.json > libcurate/validation/schema_table.cpp
set -eu
python3 - "$1" <<'PY'
import json, re, sys
schema = json.load(open(sys.argv[1]))
objects, rules = schema['objects'], schema['rules']
entity_name = {key: value['name'] for key, value in objects['entities'].items()}
metadata_name = {key: value['name'] for key, value in objects['metadata'].items()}
column_name = {key: value['name'] for key, value in objects['columns'].items()}
text = lambda value: json.dumps(value, ensure_ascii=True)
words = lambda values: text(' '.join(values))
level = lambda rule: rule if isinstance(rule, str) else rule.get('level')

out = print
out('// Made by tools/make_bids_table.sh; do not edit.')
out(f"// Source: BIDS {schema['bids_version']}, schema {schema['schema_version']} (github.com/bids-standard/bids-specification, CC-BY-4.0).")
out('#include <libcurate/validation/schema_table.hpp>\n\n#include <array>\n\nnamespace curate::validation {\n\nnamespace {\n\n// clang-format off')

def rows(kind, name, lines):
    out(f'constexpr std::array {name} = std::to_array<{kind}>({{')
    for line in lines: out(f'    {{{line}}},')
    out('});\n')

rows('EntityRule', 'entities', (
    f"{text(entity_name[e])}, {'true' if objects['entities'][e].get('format') == 'index' else 'false'}, "
    f"{words(objects['entities'][e].get('enum', []))}" for e in rules['entities']))

def name_rule(group, rule):
    ents = []
    for key, value in rule['entities'].items():
        word = entity_name[key] + ('!' if level(value) == 'required' else '')
        if isinstance(value, dict) and 'enum' in value: word += '=' + '|'.join(value['enum'])
        ents.append(word)
    return f"{words(rule['datatypes'])}, {words(rule['suffixes'])}, {words(rule['extensions'])}, {words(ents)}"
rows('NameRule', 'names', (name_rule(g, r) for g, m in rules['files']['raw'].items() for r in m.values() if 'datatypes' in r))

mri = ' '.join(schema['rules']['modalities']['mri']['datatypes'])
def selector(rule):
    parts = {'datatypes': '', 'suffixes': '', 'image': False, 'entity': '', 'when': []}
    for s in rule['selectors']:
        s = s.strip()
        def fits(pattern):
            nonlocal match
            match = re.fullmatch(pattern, s)
            return match
        match = None
        if fits(r'datatype == "(\w+)"'): parts['datatypes'] = match[1]
        elif fits(r'modality == "mri"'): parts['datatypes'] = parts['datatypes'] or mri
        elif fits(r'modality == "(\w+)"'): parts['datatypes'] = match[1]
        elif fits(r'suffix == "(\w+)"'): parts['suffixes'] = match[1]
        elif fits(r'intersects\(\[suffix\], \[(.*)\]\)'):
            parts['suffixes'] = parts['suffixes'] or ' '.join(json.loads('[' + match[1] + ']'))
        elif re.match(r"match\(extension, .*\\\\?\.nii", s): parts['image'] = True
        elif fits(r'"(\w+)" in entities'): parts['entity'] = entity_name.get(match[1], match[1])
        elif fits(r'entities\.part == "phase"'): parts['entity'] = 'part=phase'
        elif fits(r'sidecar\.(\w+) == "?(\w[\w-]*)"?') or fits(r"sidecar\.(\w+) == '([\w-]+)'"):
            parts['when'].append(f'{match[1]}={match[2]}')
        elif fits(r'intersects\(\[sidecar\.(\w+)\], \[(.*)\]\)'):
            parts['when'].append(f"{match[1]}={'|'.join(json.loads('[' + match[2] + ']'))}")
        elif fits(r'!\("(\w+)" in sidecar\)'): parts['when'].append('!' + match[1])
        elif fits(r'"(\w+)" in sidecar'): parts['when'].append(match[1])
        else: return None
    return parts
required = []
for group, members in rules['sidecars'].items():
    if group == 'derivatives': continue
    for key, rule in members.items():
        fields = [metadata_name[f] for f, v in rule.get('fields', {}).items() if level(v) == 'required']
        if not fields: continue
        s = selector(rule)
        if s is None:
            print('left out:', group, key, rule['selectors'], file=sys.stderr)
            continue
        required.append(f"{text(s['datatypes'])}, {text(s['suffixes'])}, {'true' if s['image'] else 'false'}, "
                        f"{text(s['entity'])}, {words(s['when'])}, {words(fields)}")
rows('FieldRule', 'required_fields', required)

def shapes(d):
    """Letters of what a value may be, its range and its words."""
    if 'anyOf' in d:
        kinds, bounds, enum = '', set(), []
        for part in d['anyOf']:
            k, b, e = shapes(part)
            kinds += k
            bounds |= {b} if any(c in k for c in 'niNI') else set()
            if e is None and ('s' in k or 'S' in k): enum = None
            elif enum is not None and e: enum += e
        return kinds, bounds.pop() if len(bounds) == 1 else '', enum or None
    kind = d.get('type')
    if kind == 'array':
        k, b, e = shapes(d.get('items', {}))
        k = ''.join({'n': 'N', 'i': 'I', 's': 'S'}.get(c, 'O') for c in k) or 'O'
        return k, b, e
    letter = {'number': 'n', 'integer': 'i', 'string': 's', 'boolean': 'b', 'object': 'o', 'null': 'z'}.get(kind, '')
    bound = ''
    if 'exclusiveMinimum' in d: bound += f">{d['exclusiveMinimum']}"
    if 'minimum' in d: bound += f">={d['minimum']}"
    if 'maximum' in d: bound += f" <={d['maximum']}"
    # The spelling of units differs from one edition to the next: only short lists are held to.
    enum = d.get('enum') if letter == 's' and len(d.get('enum', [])) <= 12 else None
    return letter, bound.strip(), [str(e) if not isinstance(e, dict) else e.get('value', '') for e in enum] if enum else None
merged = {}
for key, value in objects['metadata'].items():
    k, b, e = shapes(value)
    if value['name'] in merged:
        ok, ob, oe = merged[value['name']]
        k, b, e = ''.join(dict.fromkeys(ok + k)), b if b == ob else '', (oe + e if oe and e else None)
    merged[value['name']] = (''.join(dict.fromkeys(k)), b, e)
resolve = lambda e: [w for w in e if not w.startswith('$ref')] if e else []
rows('FieldType', 'field_types', (
    f"{text(name)}, {text(''.join(sorted(set(k))))}, {text(b)}, {text('|'.join(resolve(e)))}"
    for name, (k, b, e) in sorted(merged.items()) if k))

tables = []
for group, members in rules['tabular_data'].items():
    if group == 'derivatives': continue
    for key, rule in members.items():
        sel = ' && '.join(rule['selectors'])
        if 'sidecar.' in sel: continue
        needed = [column_name[c] for c, v in (rule.get('columns') or {}).items() if level(v) == 'required']
        first = [column_name[c] for c in rule.get('initial_columns') or []]
        if not needed and not first: continue
        find = lambda p: (re.search(p, sel) or [None, ''])[1]
        path = find(r'path == "/([\w.]+)"')
        datatype = find(r"datatype == ['\"](\w+)['\"]")
        suffix = find(r"suffix == ['\"](\w+)['\"]") or path.replace('.tsv', '')
        tables.append(f'{text(datatype)}, {text(suffix)}, {words(first)}, {words(needed)}')
rows('TableRule', 'tables', tables)
out('constexpr std::string_view editions =\n    ' + words(schema['meta']['versions']) + ';')
out('''// clang-format on

} // namespace

SchemaTable schema_table() {
  return {entities, names, required_fields, field_types, tables, editions};
}

} // namespace curate::validation''')
PY
