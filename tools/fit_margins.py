#!/usr/bin/env python3
"""Fits the models of the lines above and below a text (src/passes/structure/margins): which is the title, and which are of the page.

  fit_margins.py PIECES_DIR GOLD_DIR META_DIR --rows PROGRAM [--out DIR] [--seed a]

PIECES_DIR holds what tools/margin_pages.py wrote. PROGRAM is the example content_rows, which says of each piece what the passes before
`lift-title` and before `cut-leftovers` leave; the latter is asked for with the model of titles that it was built with, so after a change of that build
and fit once more. GOLD_DIR and META_DIR as in tools/fit_titles.py. Prints figures cross-validated by host and, with --out, writes the tables of src/data/margins/.
No text of any page gets into them: only words that stand on many pages of several sets, and numbers. Needs numpy, lightgbm, rapidfuzz.
"""
import argparse, collections, json, math, os, subprocess

import numpy as np

import fit_content as fit
from fit_titles import fold

FOLDS = 5
# Share of a line's words in the gold below which it is of the page, and above which it is of the text; others are not learned from.
PAGE, TEXT = 0.2, 0.5
# Pages and sets that a word must stand on, words kept, and tokens of lines that are read for them (as TOKENS in src/model).
PAGES, SETS, WORDS, HEAD = 8, 2, 3000, 24
# Weight of a document that people wrote where titles are learned.
AUTHORED = 0.25
ROUNDS = {'title': 150, 'page': 200}
LEX = ['t_mean', 't_min', 't_max', 't_sum']


def pages_of(args, which):
    """Documents as a pass sees them: their open lines, with what is known of them and what they are (None: not to be learned from)."""
    ev = fit.load_eval(os.path.join(args.gold, 'evaluate.py'))
    before = {'title': 'lift-title', 'page': 'cut-leftovers'}[which]
    for s in fit.SETS + [fit.AUTHORED]:
        path = os.path.join(args.pieces, f'{s}.jsonl')
        if not os.path.exists(path) or which == 'title' and s == 'cleaneval':
            continue
        gold, read = {}, {}
        if s != fit.AUTHORED:
            gold = {g['id']: g for g in map(json.loads, open(os.path.join(args.gold, s, 'gold.jsonl'), encoding='utf8'))}
            meta = os.path.join(args.meta, f'{s}.meta.jsonl')
            read = {m['id']: m['title'] for m in map(json.loads, open(meta, encoding='utf8'))} if os.path.exists(meta) else {}
        out = subprocess.run([args.rows, before], stdin=open(path, 'rb'), stdout=subprocess.PIPE, check=True).stdout.decode()
        for row in map(json.loads, filter(None, out.split('\n'))):
            name = row['id'].split(fit.VARIANT)[0]
            lines = row['lines']
            if s == fit.AUTHORED:
                title, host, shares = '', 'authored/' + name.split(':')[0], [1.0] * len(row['blocks'])
            else:
                title, host = fold(gold[name].get('title') or read.get(name)), fit.group_of(gold[name], name, s)
                shares = [y or 0.0 for _, y in fit.label_page(ev, [{'text': b} for b in row['blocks']], gold[name])] if which == 'page' else None
            if which == 'title':
                lines = [line for line in lines if line['head']]
                y = [float(bool(title) and fold(row['blocks'][line['at']]) == title) for line in lines]
                if s == fit.AUTHORED:
                    # What people wrote has no page around it: the rules are right.
                    chosen, fits = (row['features'].index(name) for name in ('chosen', 'titlelike'))
                    rules = [n for name in (chosen, fits) for n, line in enumerate(lines) if line['row'][name]]
                    title = bool(rules)
                    y = [float(n == rules[0]) for n in range(len(lines))] if rules else y
                if not title or not lines:
                    continue
            else:
                def of_page(line):
                    share = shares[line['at']]
                    if title and fold(row['blocks'][line['at']]) == title:
                        return 0.0
                    return 1.0 if share <= PAGE else 0.0 if share > TEXT else None
                y = [of_page(line) for line in lines]
            tokens = [list(dict.fromkeys(line['tokens'])) for line in lines]
            yield dict(set=s, page=(s, name), host=host, y=y, tokens=tokens, X=np.array([line['row'] for line in lines], np.float32), features=row['features'])


def lexicon(docs):
    """Log odds of words, every page once, shrunk towards none."""
    share = collections.defaultdict(lambda: [0.0, 0])
    for d in docs:
        for tokens, y in zip(d['tokens'], d['y']):
            for t in tokens if y is not None and len(tokens) < HEAD else ():
                entry = share[t, d['page']]
                entry[0] += y
                entry[1] += 1
    pos, pages, sets = collections.Counter(), collections.Counter(), collections.defaultdict(set)
    for (t, page), (y, n) in share.items():
        pos[t] += y / n
        pages[t] += 1
        sets[t].add(page[0])
    total = sum(pages.values())
    prior = math.log((sum(pos.values()) + 1) / (total - sum(pos.values()) + 1))
    out = {t: max(-4.0, min(4.0, math.log((pos[t] + 1.5) / (n - pos[t] + 1.5)) - prior))
           for t, n in pages.items() if n >= PAGES and len(sets[t]) >= SETS}
    return {t: round(out[t], 2) for t in sorted(out, key=lambda t: (-abs(out[t]) * math.sqrt(pages[t]), t))[:WORDS]}


def matrix(docs, words):
    """What is known of lines, and what their words say; as Lexicon::look_up."""
    def look_up(tokens):
        found = [words[t] for t in tokens if t in words]
        return [sum(found) / max(1, len(tokens)), min(found, default=0), max(found, default=0), max(-12, min(12, sum(found)))]
    return np.hstack([np.vstack([d['X'] for d in docs]), np.array([look_up(t) for d in docs for t in d['tokens']], np.float32)])


def weights(docs, which):
    """Of the lines of a document many say little more than one; sets count alike, within limits."""
    of = fit.set_weights(docs) if which == 'page' else collections.defaultdict(lambda: 1.0)
    # Pages are what is asked about as a rule, and of authored texts there are as many.
    part = lambda d: AUTHORED if which == 'title' and d['set'] == fit.AUTHORED else 1.0
    return np.concatenate([[part(d) * (1.0 if which == 'title' and y else of[d['set']] / math.sqrt(len(d['y']))) for y in d['y']] for d in docs])


def train(docs, which, seed=1):
    import lightgbm as lgb
    words = lexicon(docs)
    X, y, w = matrix(docs, words), [y for d in docs for y in d['y']], weights(docs, which)
    known = np.array([v is not None for v in y])
    y = np.array([v or 0.0 for v in y])
    params = dict(objective='binary', num_leaves=16, learning_rate=0.1, min_data_in_leaf=60, feature_fraction=0.3, bagging_fraction=0.6, bagging_freq=1,
                  lambda_l2=5.0, verbose=-1, num_threads=fit.THREADS, seed=seed, deterministic=True, max_bin=63)
    return lgb.train(params, lgb.Dataset(X[known], label=y[known], weight=w[known]), ROUNDS[which]), words


def predict(model, docs):
    booster, words = model
    ends = np.cumsum([len(d['y']) for d in docs])[:-1]
    return np.split(booster.predict(matrix(docs, words)), ends)


def asked(docs, which, seed):
    """What models say of the documents of hosts that they were not fitted on."""
    out = [None] * len(docs)
    for k in range(FOLDS):
        inside = [n for n, d in enumerate(docs) if fit.fold_of(d['host'], FOLDS, seed) == k]
        model = train([d for d in docs if fit.fold_of(d['host'], FOLDS, seed) != k], which)
        for n, q in zip(inside, predict(model, [docs[n] for n in inside])):
            out[n] = q
    return out


def show_titles(docs, told):
    # The rules take the line that they choose, or else the first.
    chosen = docs[0]['features'].index('chosen')
    print(f"{'set':20}{'titles':>8}{'first':>8}{'rules':>8}{'model':>8}   of its titles over 0.5: right, wrong; and none is")
    for s in fit.SETS + [fit.AUTHORED]:
        of = [(d, np.array(d['y']), q) for d, q in zip(docs, told) if d['set'] == s]
        has = [x for x in of if x[1].any()]
        if not has:
            continue
        right = lambda pick: np.mean([y[pick(d, q)] for d, y, q in has])
        sure = [y[q.argmax()] for d, y, q in has if q.max() > 0.5]
        other = [x for x in of if not x[1].any()]
        print(f"{s:20}{len(has):8}{right(lambda d, q: 0):8.3f}{right(lambda d, q: d['X'][:, chosen].argmax()):8.3f}{right(lambda d, q: q.argmax()):8.3f}"
              f"   {int(sum(sure)):5}{int(len(sure) - sum(sure)):5}{sum(q.max() > 0.5 for _, _, q in other):5} of {len(other)}")


def show_pages(docs, told):
    limits = (0.8, 0.85, 0.9, 0.95, 0.97)
    print(f"{'set':20}{'of page':>8}{'of text':>8}   " + ''.join(f'{f"cut, lost at {t}":>20}' for t in limits))
    for s in fit.SETS + [fit.AUTHORED]:
        of = [(y, p) for d, q in zip(docs, told) if d['set'] == s for y, p in zip(d['y'], q) if y is not None]
        page, text = np.array([p for y, p in of if y]), np.array([p for y, p in of if not y])
        if of:
            print(f'{s:20}{len(page):8}{len(text):8}   ' + ''.join(f'{(page > t).mean() if len(page) else 0:13.3f}{(text > t).sum():7}' for t in limits))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('pieces'); ap.add_argument('gold'); ap.add_argument('meta')
    ap.add_argument('--rows', required=True); ap.add_argument('--out'); ap.add_argument('--seed', default='a')
    args = ap.parse_args()
    for which, show in (('title', show_titles), ('page', show_pages)):
        docs = list(pages_of(args, which))
        print(which, len(docs), 'documents', flush=True)
        show(docs, asked(docs, which, args.seed))
        if args.out:
            os.makedirs(args.out, exist_ok=True)
            booster, words = train(docs, which)
            fit.write_model(f'{args.out}/{which}.txt', booster, docs[0]['features'] + LEX)
            with open(f'{args.out}/{which}_words.tsv', 'w', encoding='utf8') as out:
                out.writelines(f'{t}\t{words[t]:g}\n' for t in sorted(words))
            with open(f'{args.out}/features.txt', 'w', encoding='utf8') as out:
                out.write('\n'.join(docs[0]['features'] + LEX) + '\n')


if __name__ == '__main__':
    main()
