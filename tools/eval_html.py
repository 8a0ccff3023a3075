#!/usr/bin/env python3
"""Scores extraction and metadata on ../shared/eval/extract and prints them beside the peers' figures (`just eval-html`).

  eval_html.py [--bin target/release/corpusclean] [--sets a,b] [--keep DIR]

Runs the release binary once per set with default passes but the Unify stage off, headings plain.
"""
import argparse, importlib.util, json, os, re, shutil, subprocess, sys, tempfile, time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
DATA = os.path.join(ROOT, '..', 'shared', 'eval', 'extract')
SETS = 'scrapinghub daniel_zh zhweb magichtml_article magichtml_forum wcxb daniel_rest fundus trafilatura cleaneval postlight'.split()
TARGET = dict(scrapinghub=.975, daniel_zh=.95, zhweb=.965, magichtml_article=.94, magichtml_forum=.82, wcxb=.84, daniel_rest=.94, fundus=.97,
              trafilatura=.935, cleaneval=.91)


def peers(path):
    """The best peer of every set: {set: (name, F1)}."""
    out, name = {}, None
    for line in open(path, encoding='utf8'):
        head = re.match(r'## (\w+)', line)
        if head:
            name = head[1]
        row = re.match(r'\| (\w+) \| ([0-9.]+) \|', line)
        if row and name and name not in out:
            out[name] = (row[1], float(row[2]))
    return out


def records(folder):
    for name in sorted(os.listdir(folder)):
        if name.endswith('.jsonl') and not name.startswith('errors'):
            for line in open(os.path.join(folder, name), encoding='utf8'):
                yield json.loads(line)


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument('--bin', default=os.path.join(ROOT, 'target', 'release', 'corpusclean'))
    ap.add_argument('--sets', default=','.join(SETS)); ap.add_argument('--keep'); ap.add_argument('--data', default=DATA)
    a = ap.parse_args()
    if not os.path.isdir(a.data):
        print('eval-html: skipped, ../shared/eval/extract is absent')
        return
    spec = importlib.util.spec_from_file_location('evaluate', os.path.join(a.data, 'evaluate.py'))
    ev = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(ev)
    best = peers(os.path.join(a.data, 'peers.md'))
    print(f"{'set':20}{'pages':>6}{'F1':>8}{'P':>8}{'R':>8}{'target':>8}{'best peer':>28}{'title':>8}{'date':>8}{'author':>8}{'MB/s':>8}")
    for name in a.sets.split(','):
        work = tempfile.mkdtemp()
        out = os.path.join(work, 'out')
        pages = os.path.join(a.data, name, 'pages.jsonl.zst')
        start = time.time()
        done = subprocess.run([a.bin, '--quiet', '--passes', 'default,-U', '--headings', 'plain', '--jobs', '1', '--text-field', 'html', pages, out],
                              capture_output=True, text=True)
        spent = time.time() - start
        if done.returncode not in (0, 1):
            print(name, 'failed:', done.stderr[-400:])
            continue
        pred, size = {}, 0
        for r in records(out):
            pred[r['id']] = {'id': r['id'], 'text': r['text'], 'title': r['title'], 'date': r['date'], 'authors': r['authors'], 'meta': r.get('meta')}
        gold = ev.load(os.path.join(a.data, name, 'gold.jsonl'))
        report = json.load(open(os.path.join(out, 'report.json')))
        size = report.get('bytes_in') or 0
        r, per = ev.evaluate(gold, pred, n_boot=1)
        f1 = r.get('F1') if 'F1' in r and r.get('F1') else r.get('segF1')
        show = lambda k: f'{r[k]:8.3f}' if k in r and r.get('n_' + k) else f"{'-':>8}"
        peer = best.get(name, ('-', 0))
        print(f"{name:20}{len(gold):6}" + (f'{f1:8.3f}' if f1 else f"{'-':>8}") + show('P') + show('R') + (f'{TARGET[name]:8.3f}' if name in TARGET else f"{'-':>8}")
              + f'{peer[0] + " " + str(peer[1]):>28}' + show('title') + show('date') + show('author') + f'{size / 1e6 / spent:8.1f}', flush=True)
        if a.keep:
            os.makedirs(a.keep, exist_ok=True)
            with open(os.path.join(a.keep, name + '.jsonl'), 'w', encoding='utf8') as o:
                for p in pred.values():
                    o.write(json.dumps(p, ensure_ascii=False) + '\n')
            with open(os.path.join(a.keep, name + '.pages.json'), 'w') as o:
                json.dump(per, o)
        shutil.rmtree(work)


if __name__ == '__main__':
    sys.exit(main())
