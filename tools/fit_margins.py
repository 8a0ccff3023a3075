#!/usr/bin/env python3
"""Fits the models of the lines above and below a text (src/passes/structure/margins): which is the title, which are of the page, and which
were cut and are of the text all the same.

  fit_margins.py PIECES_DIR GOLD_DIR META_DIR --rows PROGRAM [--fixtures fixtures] [--out DIR] [--seed a] [--only title|page|cut] [--without REGEX]

PIECES_DIR holds what tools/margin_pages.py and tools/frames.py wrote; documents that people labelled are left out of the fit where REGEX is in their name. PROGRAM is the example content_rows, which says of each piece what the passes before
`lift-title` and before `cut-leftovers` leave, and before `restore-lines` cut; each with the models before it that it was built with, so after a change of
those build and fit once more. From fixtures/whole, of which nothing may be cut, and fixtures/documents, in which it is known that what is cut is of the page,
only the last model learns. GOLD_DIR and META_DIR as in tools/fit_titles.py. Prints figures cross-validated by host and, with --out, writes the tables of src/data/margins/.
No text of any page gets into them: only words that stand on many pages of several sets, and numbers. Needs numpy, lightgbm, rapidfuzz.
"""
import argparse, collections, glob, json, math, os, random, re, subprocess

import numpy as np

import fit_content as fit
import labelled
from fit_titles import fold

FOLDS = 5
# Share of a line's words in the gold below which it is of the page, and above which it is of the text; others are not learned from.
PAGE, TEXT = 0.2, 0.5
# Pages and sets that a word must stand on, words kept, and tokens of lines that are read for them (as TOKENS in src/model).
PAGES, SETS, WORDS, HEAD = 8, 2, 3000, 24
# Weights of documents beside pages: that people wrote where titles are learned and where lines of the page are, and that people labelled.
AUTHORED = {'title': 0.25, 'page': 6.0}
READ = {'title': 1.0, 'page': 8.0}
# Lines of pages around texts of others, as people remember them: read as what people labelled.
FRAMES = 'frames'
LABELLED = (fit.READ, FRAMES)
# The same of those that were written in words of pages, beside others that people wrote.
IN_WORDS = {'title': 1.0, 'page': 2.0}
ROUNDS = {'title': 150, 'page': 300, 'cut': 120}
LEAVES = {'title': 16, 'page': 16, 'cut': 8}
BEFORE = {'title': 'lift-title', 'page': 'cut-leftovers', 'cut': 'restore-lines'}
# Texts of which everything is of the text, and of which everything that is cut is not; and what one of their lines counts beside one of a page.
WHOLE, KNOWN, WRITTEN = fit.WHOLE, 'documents', 4.0
# Texts of the first kind among the lines of a page that passes cut, at most so many on either side: the text is whole there too, and the lines are not of it.
FURNISHED, LINES = 'furnished', 10
LEX = ['t_mean', 't_min', 't_max', 't_sum']
CUT = ['cut_by', 'cut_run']


def is_cjk(text):
    return any('\u3040' <= c <= '\u9fff' or '\uac00' <= c <= '\ud7af' for c in text)


def furniture(path):
    """By language what pages say above and below texts."""
    out = collections.defaultdict(list)
    for row in open(path, encoding='utf8'):
        kind, language, phrase = row.rstrip('\n').split('\t')[:3]
        if kind in ('nav', 'share', 'button', 'channel'):
            out[language].append(phrase[:1].upper() + phrase[1:])
    return out


def furnished(parts, pages, phrases):
    """Texts among lines of pages of their kind of script, and in words of pages of their language: of each name the lines, and JSON lines."""
    random.seed(len(parts))
    around, out = {}, []
    some = lambda words: random.sample(words, min(len(words), random.randint(1, 4)))
    for name, text in parts:
        pages_of_script = [page for page in pages if is_cjk(''.join(page[0] + page[1])) == is_cjk(text)]
        words = phrases[name[:2]]
        in_words = [some(words), some(words) + [' | '.join(some(words))] * random.randint(0, 1)]
        for side, (head, foot) in zip(('head', 'foot', 'both', 'words'), [random.choice(pages_of_script) for _ in range(3)] + [in_words]):
            head, foot = (head if side != 'foot' else []), (foot if side != 'head' else [])
            if head or foot:
                around[f'{name}:{side}'] = set(head + foot)
                out.append(json.dumps({'id': f'{name}:{side}', 'text': '\n'.join(head + ['', text.strip(), ''] + foot)}, ensure_ascii=False))
    return around, '\n'.join(out).encode()


def texts_of(args, which, pages):
    """Sets with their texts as JSON lines; `pages` has the lines cut above and below the texts of those before."""
    for s in fit.SETS + ([*LABELLED, fit.AUTHORED] if which != 'cut' else []):
        path = os.path.join(args.pieces, f'{s}.jsonl')
        if os.path.exists(path) and (which, s) != ('title', 'cleaneval'):
            yield s, {}, open(path, 'rb').read()
    if which == 'cut':
        line = lambda name, text: json.dumps({'id': name, 'text': text}, ensure_ascii=False)
        read = lambda path: open(path, encoding='utf8').read()
        files = lambda folder: sorted(glob.glob(os.path.join(args.fixtures, folder, '*.txt')))
        parts = [part.split('\n', 1) for path in files('whole') for part in read(path).split('=== ')[1:]]
        yield WHOLE, {}, '\n'.join(line(*part) for part in parts).encode()
        yield FURNISHED, *furnished(parts, pages, furniture(args.phrases))
        yield KNOWN, {}, '\n'.join(line(os.path.basename(path), read(path)) for path in files('documents')).encode()


def pages_of(args, which):
    """Documents as a pass sees them: their open lines, with what is known of them and what they are (None: not to be learned from)."""
    ev = fit.load_eval(os.path.join(args.gold, 'evaluate.py'))
    written = (fit.AUTHORED, WHOLE, FURNISHED, KNOWN)
    pages, table = [], labelled.simplified()
    for s, around, texts in texts_of(args, which, pages):
        gold, read = {}, {}
        if s in LABELLED:
            said = map(json.loads, open(os.path.join(args.pieces, f'{s}.gold.jsonl'), encoding='utf8'))
            gold = {g['id']: labelled.Gold(g, table) for g in said if not args.without or not re.search(args.without, g['id'])}
        elif s not in written:
            gold = {g['id']: g for g in map(json.loads, open(os.path.join(args.gold, s, 'gold.jsonl'), encoding='utf8'))}
            meta = os.path.join(args.meta, f'{s}.meta.jsonl')
            read = {m['id']: m['title'] for m in map(json.loads, open(meta, encoding='utf8'))} if os.path.exists(meta) else {}
        out = subprocess.run([args.rows, BEFORE[which]], input=texts, stdout=subprocess.PIPE, check=True).stdout.decode()
        for row in map(json.loads, filter(None, out.split('\n'))):
            name = row['id'].split(fit.VARIANT)[0]
            lines = [line for line in row['lines'] if (line['cut'] is not None) == (which == 'cut')]
            if not lines or s in LABELLED and name not in gold:
                continue
            if s in LABELLED:
                host, shares = f'{s}/{name}', [float(gold[name].has(block)) for block in row['blocks']]
                title = any(gold[name].is_title(row['blocks'][line['at']]) for line in lines)
            elif s in written:
                title, host = '', (WHOLE if s == FURNISHED else s) + '/' + name.split(':')[0]
                shares = [float(s != KNOWN and block not in around.get(name, ())) for block in row['blocks']]
            else:
                title, host = fold(gold[name].get('title') or read.get(name)), fit.group_of(gold[name], name, s)
                shares = [y or 0.0 for _, y in fit.label_page(ev, [{'text': b} for b in row['blocks']], gold[name])] if which != 'title' else None
            if which == 'title':
                lines = [line for line in lines if line['head']]
                is_title = gold[name].is_title if s in LABELLED else lambda line: bool(title) and fold(line) == title
                y = [float(is_title(row['blocks'][line['at']])) for line in lines]
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
                    if s not in LABELLED and title and fold(row['blocks'][line['at']]) == title:
                        return 0.0
                    return 1.0 if share <= PAGE else 0.0 if share > TEXT else None
                y = [of_page(line) for line in lines]
                if s not in written and s not in LABELLED:
                    sides = [[row['blocks'][line['at']] for line, of in zip(lines, y) if of and line['head'] == head][:LINES] for head in (True, False)]
                    pages.append(sides)
            tokens = [list(dict.fromkeys(line['tokens'])) for line in lines]
            yield dict(set=s, page=(s, name), host=host, y=y, tokens=tokens, X=np.array([line['row'] for line in lines], np.float32), features=row['features'],
                       cut=[line['cut'] or [] for line in lines])


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
    said = np.array([look_up(t) for d in docs for t in d['tokens']], np.float32)
    return np.hstack([np.vstack([d['X'] for d in docs]), said, np.array([cut for d in docs for cut in d['cut']], np.float32)])


def weights(docs, which):
    """Of the lines of a document many say little more than one; sets count alike, within limits."""
    of = fit.set_weights(docs) if which == 'page' else collections.defaultdict(lambda: 1.0, {WHOLE: WRITTEN, FURNISHED: WRITTEN / 3, KNOWN: WRITTEN})
    # Pages are what is asked about as a rule, and of authored texts there are as many; but what people wrote must stay.
    part = lambda d: {fit.AUTHORED: AUTHORED, fit.READ: READ, FRAMES: READ}.get(d['set'], {}).get(which, 1.0) * in_words(d)
    in_words = lambda d: IN_WORDS.get(which, 1.0) if d['set'] == fit.AUTHORED and d['page'][1].startswith(WHOLE + '/') else 1.0
    return np.concatenate([[part(d) * (1.0 if which == 'title' and y else of[d['set']] / math.sqrt(len(d['y']))) for y in d['y']] for d in docs])


def train(docs, which, seed=1):
    import lightgbm as lgb
    words = lexicon(docs)
    X, y, w = matrix(docs, words), [y for d in docs for y in d['y']], weights(docs, which)
    known = np.array([v is not None for v in y])
    y = np.array([v or 0.0 for v in y])
    params = dict(objective='binary', num_leaves=LEAVES[which], learning_rate=0.1, min_data_in_leaf=60, feature_fraction=0.3, bagging_fraction=0.6, bagging_freq=1,
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
    for s in fit.SETS + [*LABELLED, fit.AUTHORED]:
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
    for s in fit.SETS + [*LABELLED, fit.AUTHORED]:
        of = [(y, p) for d, q in zip(docs, told) if d['set'] == s for y, p in zip(d['y'], q) if y is not None]
        page, text = np.array([p for y, p in of if y]), np.array([p for y, p in of if not y])
        if of:
            print(f'{s:20}{len(page):8}{len(text):8}   ' + ''.join(f'{(page > t).mean() if len(page) else 0:13.3f}{(text > t).sum():7}' for t in limits))


def runs(d):
    """The lines of a document that one pass cut in a row, which come back together or not at all."""
    out = []
    for n, (_, length) in enumerate(d['cut']):
        if out and len(out[-1]) < round(math.expm1(length)) and d['cut'][n] == d['cut'][out[-1][-1]]:
            out[-1].append(n)
        else:
            out.append([n])
    return out


def show_cuts(docs, told):
    limits = (0.1, 0.2, 0.3, 0.4, 0.5)
    print(f"{'set':20}{'of page':>8}{'of text':>8}   " + ''.join(f'{f"page, text back at {t}":>24}' for t in limits))
    for s in fit.SETS + [WHOLE, FURNISHED, KNOWN]:
        of = [(y, np.mean(q[run])) for d, q in zip(docs, told) if d['set'] == s for run in runs(d) for y in (d['y'][n] for n in run) if y is not None]
        page, text = np.array([p for y, p in of if y]), np.array([p for y, p in of if not y])
        if of:
            print(f'{s:20}{len(page):8}{len(text):8}   ' + ''.join(f'{(page < t).sum():16}{(text < t).sum():8}' for t in limits))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('pieces'); ap.add_argument('gold'); ap.add_argument('meta')
    ap.add_argument('--rows', required=True); ap.add_argument('--fixtures', default='fixtures'); ap.add_argument('--phrases', default='src/data/phrases/phrases.tsv'); ap.add_argument('--only'); ap.add_argument('--without')
    ap.add_argument('--out'); ap.add_argument('--seed', default='a')
    args = ap.parse_args()
    for which, show in (('title', show_titles), ('page', show_pages), ('cut', show_cuts)):
        if args.only not in (None, which):
            continue
        docs = list(pages_of(args, which))
        print(which, len(docs), 'documents', flush=True)
        show(docs, asked(docs, which, args.seed))
        if args.out:
            os.makedirs(args.out, exist_ok=True)
            booster, words = train(docs, which)
            fit.write_model(f'{args.out}/{which}.txt', booster, docs[0]['features'] + LEX + (CUT if which == 'cut' else []))
            with open(f'{args.out}/{which}_words.tsv', 'w', encoding='utf8') as out:
                out.writelines(f'{t}\t{words[t]:g}\n' for t in sorted(words))
            with open(f'{args.out}/features.txt', 'w', encoding='utf8') as out:
                out.write('\n'.join(docs[0]['features'] + LEX + CUT) + '\n')


if __name__ == '__main__':
    main()
