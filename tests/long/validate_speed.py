#!/usr/bin/env python3
"""A dataset of many files (empty images; the sidecars, gradients and tables of the small sample study), checked by `curate
validate` on one core and by bids-validator 1.15.0 --ignoreNiftiHeaders in the same run: seconds of user and system time, and peaks
of memory. With more than 200,000 files the other one is timed on a tenth and its time multiplied, which the output says.
Usage: validate_speed.py MAKE_MS_DEMO CURATE [FILES, default 100000]"""
import os, resource, shutil, subprocess, sys, tempfile, time
from pathlib import Path

maker, curate, files = sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 100_000
work = Path(tempfile.mkdtemp())
subprocess.run([maker, work / 'sample', '--small'], check=True, stdout=subprocess.DEVNULL)
subprocess.run([curate, 'init', work / 'study', '--name', 'S', '--quiet'], check=True)
subprocess.run([curate, 'convert', work / 'sample/dicom', '--study', work / 'study', '--quiet'], check=False)
clean = work / 'study/dataset'
model = sorted(clean.glob('sub-*'))[0]
parts = [(p.relative_to(clean).as_posix(), b'' if p.name.endswith('.nii.gz') else p.read_bytes())
         for p in sorted(model.rglob('*')) if p.is_file()]

def build(root, count):
    root.mkdir()
    for name in ('dataset_description.json', 'README', 'participants.json'):
        shutil.copy(clean / name, root / name)
    header, row = (clean / 'participants.tsv').read_text().split('\n')[:2]
    rest = row.split('\t')[1:]
    labels = [f'sub-{i:06d}' for i in range(count // len(parts))]
    (root / 'participants.tsv').write_text('\n'.join([header] + ['\t'.join([l] + rest) for l in labels]) + '\n')
    for label in labels:
        folders = set()
        for path, content in parts:
            target = root / path.replace(model.name, label)
            if target.parent not in folders:
                target.parent.mkdir(parents=True, exist_ok=True)
                folders.add(target.parent)
            target.write_bytes(content.replace(model.name.encode(), label.encode()))
    return len(labels) * len(parts) + 4

def measure(command):
    """CPU seconds, wall seconds, peak in MB, exit code and output."""
    out = work / 'out'
    begin = time.monotonic()
    with open(out, 'wb') as sink:
        child = subprocess.Popen(command, stdout=sink, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - begin
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status), out.read_text()

count = build(work / 'large', files)
rules = ['--rules', 'bids,variables,privacy', '--jobs', '1']
runs = [measure([curate, 'validate', work / 'large', '--quiet'] + rules) for _ in range(3)]
cpu, wall, peak, status, text = min(runs)
print(f'curate validate: {count} files, {cpu:.2f} s CPU, {wall:.2f} s, {peak:.0f} MB, exit {status} {text[:200]}')
scale = 1 if files <= 200_000 else 10
other = work / 'large'
if scale > 1:
    other = work / 'tenth'
    other_count = build(other, files // scale)
    ours_of_tenth = min(measure([curate, 'validate', other, '--quiet'] + rules) for _ in range(3))
    print(f'curate validate: {other_count} files, {ours_of_tenth[0]:.2f} s CPU, {ours_of_tenth[1]:.2f} s')
    cpu_to_compare = ours_of_tenth[0]
else:
    cpu_to_compare = cpu
their_cpu, their_wall, their_peak, _, _ = measure(['npx', '--yes', 'bids-validator@1.15.0', str(other), '--ignoreNiftiHeaders', '--json'])
print(f'bids-validator 1.15.0: {"a tenth of the files" if scale > 1 else "the same files"}, {their_cpu:.2f} s CPU, {their_wall:.2f} s, {their_peak:.0f} MB')
print(f'ratio of CPU on the same files: {their_cpu / cpu_to_compare:.0f} x')
if not os.environ.get("KEEP"): shutil.rmtree(work)
sys.exit(0 if their_cpu / cpu_to_compare >= 50 and peak <= 150 else 1)
