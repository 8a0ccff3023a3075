#!/usr/bin/env python3
"""Fits the model that finds the title among the lines of a page saved without its markup (src/parse/saved/title.rs).

  fit_titles.py ROWS_DIR GOLD_DIR META_DIR [--out FILE]

ROWS_DIR holds what `content_rows` writes for the pages of tools/saved_pages.py, with the scores of the content model; GOLD_DIR is
../shared/eval/extract; META_DIR holds SET.meta.jsonl with {id, title} as corpusclean reads it from the same pages with their markup, which
stands for the gold where a set has none. Folds are by host. Needs numpy, lightgbm, rapidfuzz.
"""
import argparse, json, os, re, unicodedata

import numpy as np

import fit_content as fit

# As in src/parse/saved/title.rs.
ABOVE, BELOW, TEXT = 60, 3, 50
NAMES = ['score', 'm1', 'p1', 'p2', 'p3', 'gap', 'rank']


def fold(text):
    return re.sub(r'[\W_]+', '', unicodedata.normalize('NFKC', text or '').casefold())


def log(x):
    return np.sign(x) * np.log1p(abs(x))


def candidates(scores):
    """Lines that may be the title: near the first block of the text."""
    first = next((n for n, s in enumerate(scores) if s >= TEXT), None)
    return [] if first is None else [(n, n - first) for n in range(max(0, first - ABOVE), min(len(scores), first + BELOW + 1))]


def pages_of(args):
    for s in fit.SETS + fit.LABELLED:
        rows, meta = (os.path.join(d, f'{s}.{e}.jsonl') for d, e in ((args.rows, 'rows'), (args.meta, 'meta')))
        if not os.path.exists(rows) or not os.path.exists(meta):
            continue
        gold = {g['id']: g for g in map(json.loads, open(os.path.join(args.gold, s, 'gold.jsonl'), encoding='utf8'))}
        read = {m['id']: m['title'] for m in map(json.loads, open(meta, encoding='utf8'))}
        for line in open(rows, encoding='utf8'):
            page = json.loads(line)
            name = page['id'].split(fit.VARIANT)[0]
            blocks = page['blocks']
            if name not in gold or not blocks or blocks[0].get('score') is None:
                continue
            title = fold(gold[name].get('title') or read.get(name))
            scores = [b['score'] for b in blocks]
            at = lambda n: scores[n] / 100 if 0 <= n < len(scores) else -1.0
            found = candidates(scores)
            X = [b['row'] for b in (blocks[n] for n, _ in found)]
            X = [x + [at(n), at(n - 1), at(n + 1), at(n + 2), at(n + 3), log(gap), k] for k, (x, (n, gap)) in enumerate(zip(X, found))]
            y = [bool(title) and fold(blocks[n]['text']) == title for n, _ in found]
            if any(y) and len(found) > 1:
                yield dict(set=s, id=page['id'], host=fit.group_of(gold[name], name, s), X=np.array(X, np.float32), y=np.array(y, float), features=page['features'])


def train(pages, seed=1):
    import lightgbm as lgb
    X, y = np.vstack([p['X'] for p in pages]), np.concatenate([p['y'] for p in pages])
    # Every page counts the same.
    w = np.concatenate([np.where(p['y'] > 0, 1 / p['y'].sum(), 2 / max(1, (1 - p['y']).sum())) for p in pages])
    params = dict(objective='binary', num_leaves=12, learning_rate=0.1, min_data_in_leaf=40, feature_fraction=0.4, bagging_fraction=0.7, bagging_freq=1,
                  lambda_l2=5.0, verbose=-1, num_threads=fit.THREADS, seed=seed, deterministic=True, max_bin=63)
    return lgb.train(params, lgb.Dataset(X, label=y, weight=w), 80)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('rows'); ap.add_argument('gold'); ap.add_argument('meta'); ap.add_argument('--out')
    args = ap.parse_args()
    pages = list(pages_of(args))
    print(len(pages), 'pages')
    told = []
    for k in range(5):
        model = train([p for p in pages if fit.fold_of(p['host'], 5) != k])
        for p in (p for p in pages if fit.fold_of(p['host'], 5) == k and fit.VARIANT not in p['id']):
            q = model.predict(p['X'])
            told.append((p['set'], float(q.max()), bool(p['y'][q.argmax()])))
    for s in sorted({t[0] for t in told}):
        of = [t for t in told if t[0] == s]
        print(f'{s:20}{len(of):5}{np.mean([t[2] for t in of]):7.3f}')
    for limit in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
        of = [t[2] for t in told if t[1] >= limit]
        print(f'limit {limit}: {len(of) / len(told):.3f} of the pages, {np.mean(of):.3f} right')
    if args.out:
        fit.write_model(args.out, train(pages), pages[0]['features'] + NAMES)


if __name__ == '__main__':
    main()
