#!/usr/bin/env python3
"""Breaks the small sample dataset in some forty ways; whatever bids-validator 1.15.0 calls an error, `curate validate` must call an
error too, with the same file. Needs npx (which fetches the validator once) and some three minutes.
With --together, ways that do not get into each other's way are gone at once, and the other is run once.
Usage: validate_others.py MAKE_MS_DEMO|DATASET CURATE [--together] [WAY...]"""
import gzip, json, os, shutil, struct, subprocess, sys, tempfile
from pathlib import Path

maker, curate, chosen = sys.argv[1], sys.argv[2], sys.argv[3:]
is_together = '--together' in chosen
if is_together: chosen.remove('--together')
work = Path(tempfile.mkdtemp())
if Path(maker).is_dir():
    clean = Path(maker)
else:
    subprocess.run([maker, work / 'sample', '--small'], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([curate, 'init', work / 'study', '--name', 'S', '--quiet'], check=True)
    subprocess.run([curate, 'convert', work / 'sample/dicom', '--study', work / 'study', '--quiet'], check=False)
    clean = work / 'study/dataset'
# The one of the two people who was scanned with a phase difference.
subject = next(p.name for p in sorted(clean.glob('sub-*')) if list(p.glob('ses-1/fmap/*_phasediff.json')))
session = f'{subject}/ses-1'
stem = lambda datatype, rest: f'{session}/{datatype}/{subject}_ses-1_{rest}'
T2, BOLD, DWI, PHASE = stem('anat', 'T2w'), stem('func', 'task-rest_bold'), stem('dwi', 'dir-PA_dwi'), stem('fmap', 'phasediff')

def json_edit(path, change):
    def go(root):
        value = json.loads((root / path).read_text())
        change(value)
        (root / path).write_text(json.dumps(value))
    return go
def put(path, text): return lambda root: ((root / path).parent.mkdir(parents=True, exist_ok=True), (root / path).write_text(text))
def move(a, b): return lambda root: ((root / b).parent.mkdir(parents=True, exist_ok=True), (root / a).rename(root / b))
def pair(a, b):
    return lambda root: [move(a + e, b + e)(root) for e in ('.nii.gz', '.json')]
def drop(path): return lambda root: (root / path).unlink()
def tsv(path, change):
    def go(root):
        rows = [line.split('\t') for line in (root / path).read_text().rstrip('\n').split('\n')]
        (root / path).write_text('\n'.join('\t'.join(r) for r in change(rows)) + '\n')
    return go
def header(path, offset, form, value, is_packed=True):
    def go(root):
        raw = bytearray(gzip.decompress((root / path).read_bytes()))
        struct.pack_into(form, raw, offset, value)
        (root / path).write_bytes(gzip.compress(bytes(raw), mtime=0))
    return go
def cut(path, count): return lambda root: (root / path).write_bytes((root / path).read_bytes()[:count])
def words(path, change): return lambda root: (root / path).write_text(change((root / path).read_text()))

ways = {
    'unknown suffix': pair(T2, stem('anat', 'T2weighted')),
    'entity order': pair(BOLD, stem('func', 'run-1_task-rest_bold')),
    'unknown entity': pair(T2, stem('anat', 'scanner-a_T2w')),
    'entity not of the suffix': pair(T2, stem('anat', 'dir-PA_T2w')),
    'no task': pair(BOLD, stem('func', 'bold')),
    'wrong datatype': pair(T2, stem('func', 'T2w')),
    'unknown datatype': pair(T2, stem('structural', 'T2w')),
    'other subject in name': pair(T2, f'{session}/anat/sub-other_ses-1_T2w'),
    'other session in name': pair(T2, f'{session}/anat/{subject}_ses-2_T2w'),
    'no subject in name': pair(T2, f'{session}/anat/ses-1_T2w'),
    'word without value': pair(T2, stem('anat', 'extra_T2w')),
    'bad label': pair(T2, stem('anat', 'acq-a.b_T2w')),
    'run of letters': pair(T2, stem('anat', 'run-one_T2w')),
    'upper case extension': move(T2 + '.nii.gz', T2 + '.NII.gz'),
    'stray file in root': put('notes.docx', 'x'),
    'stray file of a subject': put(f'{session}/notes.txt', 'x'),
    'stray folder': put('extra/data.csv', 'x'),
    'two readmes': put('README.md', 'x' * 200),
    'no description': drop('dataset_description.json'),
    'no name': json_edit('dataset_description.json', lambda v: v.pop('Name')),
    'no edition': json_edit('dataset_description.json', lambda v: v.pop('BIDSVersion')),
    'authors as text': json_edit('dataset_description.json', lambda v: v.update(Authors='A, B')),
    'no subjects': lambda root: [shutil.rmtree(p) for p in root.glob('sub-*')],
    'empty subject': put('sub-empty/.keep', ''),
    'sidecar alone': drop(T2 + '.nii.gz'),
    'broken JSON': put(T2 + '.json', '{"EchoTime": 0.1,'),
    'no repetition time': json_edit(BOLD + '.json', lambda v: v.pop('RepetitionTime')),
    'wrong repetition time': json_edit(BOLD + '.json', lambda v: v.update(RepetitionTime=v['RepetitionTime'] + 1)),
    'repetition time in ms': json_edit(BOLD + '.json', lambda v: v.update(RepetitionTime=v['RepetitionTime'] * 1000)),
    'repetition time as text': json_edit(BOLD + '.json', lambda v: v.update(RepetitionTime='2 s')),
    'no task name': json_edit(BOLD + '.json', lambda v: v.pop('TaskName')),
    'slice timing in ms': json_edit(BOLD + '.json', lambda v: v.update(SliceTiming=[1000 * t for t in v.get('SliceTiming', [0, 1, 2])])),
    'negative slice timing': json_edit(BOLD + '.json', lambda v: v.update(SliceTiming=[-1, 0])),
    'volume and repetition time': json_edit(BOLD + '.json', lambda v: v.update(VolumeTiming=[0, 1])),
    'phase encoding y': json_edit(BOLD + '.json', lambda v: v.update(PhaseEncodingDirection='y')),
    'no echo times': json_edit(PHASE + '.json', lambda v: v.pop('EchoTime1')),
    'echo times alike': json_edit(PHASE + '.json', lambda v: v.update(EchoTime2=v['EchoTime1'])),
    'link to nothing': json_edit(PHASE + '.json', lambda v: v.update(IntendedFor=['ses-1/func/none_bold.nii.gz'])),
    'no bval': drop(DWI + '.bval'),
    'no bvec': drop(DWI + '.bvec'),
    'short bval': words(DWI + '.bval', lambda t: ' '.join(t.split()[:-1]) + '\n'),
    'two rows of bval': words(DWI + '.bval', lambda t: t + t),
    'two rows of bvec': words(DWI + '.bvec', lambda t: '\n'.join(t.split('\n')[:2]) + '\n'),
    'uneven bvec': words(DWI + '.bvec', lambda t: ' '.join(t.split('\n')[0].split()[:-1]) + '\n' + '\n'.join(t.split('\n')[1:])),
    'words in bval': words(DWI + '.bval', lambda t: 'zero ' + t),
    'empty bval': put(DWI + '.bval', ''),
    'empty image': cut(T2 + '.nii.gz', 0),
    'cut image': cut(T2 + '.nii.gz', 200),
    'not packed': lambda root: (root / (T2 + '.nii.gz')).write_bytes(gzip.decompress((root / (T2 + '.nii.gz')).read_bytes())),
    'no NIfTI': lambda root: (root / (T2 + '.nii.gz')).write_bytes(gzip.compress(b'x' * 1000, mtime=0)),
    'bold of three dimensions': header(BOLD + '.nii.gz', 40, '<h', 3),
    'header without place': lambda root: [header(T2 + '.nii.gz', o, '<h', 0)(root) for o in (252, 254)],
    'header without time': header(BOLD + '.nii.gz', 92, '<f', 0.0),
    'twice': lambda root: (root / (T2 + '.nii')).write_bytes(gzip.decompress((root / (T2 + '.nii.gz')).read_bytes())),
    'link that leads nowhere': lambda root: os.symlink('nowhere', root / stem('anat', 'acq-x_T2w.nii.gz')),
    'no participant_id': tsv('participants.tsv', lambda rows: [['id'] + rows[0][1:]] + rows[1:]),
    'unknown participant': tsv('participants.tsv', lambda rows: rows + [['sub-nobody'] + ['n/a'] * (len(rows[0]) - 1)]),
    'missing participant': tsv('participants.tsv', lambda rows: rows[:-1]),
    'participant without sub-': tsv('participants.tsv', lambda rows: rows[:1] + [[rows[1][0][4:]] + rows[1][1:]] + rows[2:]),
    'ragged row': tsv('participants.tsv', lambda rows: rows[:1] + [rows[1] + ['x']] + rows[2:]),
    'empty cell': tsv('participants.tsv', lambda rows: [r + [c] for r, c in zip(rows, ['age', ''] + ['1'] * len(rows))]),
    'column twice': tsv('participants.tsv', lambda rows: [r + [c, c] for r, c in zip(rows, ['age'] + ['1'] * len(rows))]),
    'column called n/a': tsv('participants.tsv', lambda rows: [r + [c] for r, c in zip(rows, ['n/a'] + ['1'] * len(rows))]),
    'carriage returns': lambda root: (root / 'participants.tsv').write_bytes((root / 'participants.tsv').read_bytes().replace(b'\n', b'\r\n')),
    'phenotype of nobody': put('phenotype/test.tsv', 'participant_id\tscore\nsub-nobody\t1\n'),
    'scan that is not there': tsv(f'{session}/{subject}_ses-1_scans.tsv', lambda rows: rows + [['anat/none_T1w.nii.gz', 'n/a']]),
    'time of a scan': tsv(f'{session}/{subject}_ses-1_scans.tsv', lambda rows: rows[:1] + [[rows[1][0], '11:00']] + rows[2:]),
    'scans without filename': tsv(f'{session}/{subject}_ses-1_scans.tsv', lambda rows: [['file'] + rows[0][1:]] + rows[1:]),
    'events without onset': put(stem('func', 'task-rest_events.tsv'), 'start\tduration\n1\t2\n'),
    'events turned round': put(stem('func', 'task-rest_events.tsv'), 'duration\tonset\n1\t2\n'),
    'stimulus that is not there': put(stem('func', 'task-rest_events.tsv'), 'onset\tduration\tstim_file\n1\t2\tnone.png\n'),
}

# These break files of their own, so that all are found at once.
if is_together:
    apart = [ways[name] for name in ('stray file in root', 'two readmes', 'authors as text', 'entity not of the suffix', 'no task name', 'wrong repetition time',
                                     'echo times alike', 'short bval', 'phenotype of nobody', 'empty cell', 'time of a scan')]
    ways = {'together': lambda root: [make(root) for make in apart]}

def theirs(root):
    ran = subprocess.run(['npx', '--yes', 'bids-validator@1.15.0', root, '--json'], capture_output=True, text=True)
    errors = set()
    for issue in json.loads(ran.stdout)['issues']['errors']:
        for file in issue['files'] or [None]:
            path = ((file or {}).get('file') or {}).get('relativePath') or ''
            errors.add((issue['key'], '' if path.strip('/') == root.name else path.lstrip('/')))
    return errors
def ours(root):
    ran = subprocess.run([curate, 'validate', root, '--json'], capture_output=True, text=True)
    if ran.returncode not in (0, 3): sys.exit(f'curate validate: {ran.returncode} {ran.stderr}')
    found = [json.loads(line) for line in ran.stdout.splitlines()]
    return [(f['code'], f['file']) for f in found if f.get('severity') == 'error']

if ours(clean) or (not is_together and theirs(clean)): sys.exit('the clean dataset has errors')
missed = 0
for name, make in ways.items():
    if chosen and name not in chosen: continue
    root = work / 'broken'
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(clean, root, symlinks=True)
    make(root)
    their, our = theirs(root), ours(root)
    # An error without a file is met by any. Where the other names a picture, ours may name its sidecar or gradients, which are to
    # be corrected: files count as one that differ in extension only.
    stem_of = lambda file: file.rsplit('/', 1)[0] + '/' + file.rsplit('/', 1)[-1].split('.')[0] if file.startswith('sub-') else file
    files = {stem_of(file) for _, file in our}
    lacking = {(k, f) for k, f in their if not (our if not f else stem_of(f) in files)}
    # There the other finds fault with a table that is right, and not with the link.
    if name == 'link that leads nowhere': lacking = set() if ('BIDS-LINK-BROKEN', stem('anat', 'acq-x_T2w.nii.gz')) in our else {name}
    missed += bool(lacking)
    print(f"{'MISSED' if lacking else 'ok':7}{name}: theirs {sorted({k for k, _ in their}) or 'none'}; ours {sorted({c for c, _ in our}) or 'none'}"
          + (f'; lacking {sorted(lacking)[:4]}' if lacking else ''), flush=True)
shutil.rmtree(work)
print(f'{len(ways)} ways, {missed} missed')
sys.exit(1 if missed else 0)
