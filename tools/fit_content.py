#!/usr/bin/env python3
"""Fits the content model of src/parse/html/model.rs.

  fit_content.py ROWS_DIR GOLD_DIR [--out DIR] [--folds 5] [--by host|page] [--seed 0]

ROWS_DIR holds SET.rows.jsonl as written by `cargo run --release --example content_rows < pages.jsonl`; GOLD_DIR is
../shared/eval/extract. Prints cross-validated figures (folds by host, so that two pages of one site are never on both sides, or
with `--by page` by page; `--seed` draws other folds and other models) and, with --out, writes the tables of src/data/content/. No
text of any page gets into the tables: only class and id words, boilerplate words that occur on many pages of several sets, and
numbers.
Needs numpy, lightgbm, rapidfuzz.
"""
import argparse, collections, hashlib, importlib.util, json, math, os, pickle, re, sys, zlib
import numpy as np

SETS = 'scrapinghub daniel_zh zhweb magichtml_article magichtml_forum wcxb daniel_rest fundus trafilatura cleaneval'.split()
# A set whose gold has no text: its pages are only learned from, by tools/content_labels.tsv.
LABELLED = ['postlight']
HEAD = 24
THREADS = 1
# Rows of documents that are text and nothing else, which is all that is learned of them; the file may be absent.
AUTHORED = 'authored'
# In front of the names of those of them that were written in words of pages (fixtures/whole).
WHOLE = 'whole'
# Documents with lines of their page of which people said what is what (tools/labelled.py).
READ = 'labelled'
# Parts a page's id from the name of another form of the page, from which is learned as well (tools/saved_pages.py).
VARIANT = '\x1f'
# What the first model thinks less likely is not asked about again (HOPELESS in model.rs).
HOPELESS = 0.06
# Log odds from which on a block is not asked about again (SURE in model.rs).
SURE = 2.0
FORESTS, NETS = (1, 11), (3,)


def load_eval(path):
    spec = importlib.util.spec_from_file_location('evaluate', path)
    mod = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(mod)
    return mod


def label_page(ev, blocks, gold):
    """Share of every block's tokens that the gold holds, and its number of tokens; None where nothing is known."""
    from rapidfuzz.distance import LCSseq
    if gold.get('text') is None:
        out = []
        w = [ev.ws(x) for x in gold.get('with', [])]
        wo = [ev.ws(x) for x in gold.get('without', [])]
        for b in blocks:
            t = ev.ws(b['text'])
            n = len(ev.TOK.findall(t))
            hit_w = any(x and (x in t or (len(t) > 20 and t in x)) for x in w)
            hit_o = any(x and x in t for x in wo)
            out.append((n, None if hit_w == hit_o else float(hit_w)))
        return out
    ids = {}
    tok = [ev.TOK.findall(b['text']) for b in blocks]
    flat = [ids.setdefault(t, len(ids)) for ts in tok for t in ts]
    g = [ids.setdefault(t, len(ids)) for t in ev.TOK.findall(gold['text'])]
    grams = collections.Counter(tuple(g[i:i + 4]) for i in range(max(1, len(g) - 3)))
    cover = np.zeros(len(flat) + 1, bool)
    for i in range(max(1, len(flat) - 3)):
        if tuple(flat[i:i + 4]) in grams:
            cover[i:i + 4] = True
    aligned = np.zeros(len(flat) + 1, bool)
    for op in LCSseq.opcodes(flat, g):
        if op.tag == 'equal':
            aligned[op.src_start:op.src_end] = True
    out, at = [], 0
    for ts in tok:
        n = len(ts)
        c, a = cover[at:at + n], aligned[at:at + n]
        y = float((c & a).mean()) if n else 0.0
        # Text that occurs twice but is in the gold once is content where the alignment puts it.
        out.append((n, y))
        at += n
    return out


# Under these, countries give names away to anyone.
SHARED = set('com co org net gov edu ac or ne go gob govt idv'.split())


def group_of(gold, row_id, s):
    """The domain of a page's site, or what stands for it where the address is not known."""
    labels = re.sub(r'^https?://', '', gold.get('url') or '').split('/')[0].split(':')[0].split('.')
    # `news.site.com.cn` belongs to `site.com.cn`, not to `com.cn`.
    shared = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in SHARED
    return '.'.join(labels[-3 if shared else -2:]) or f'{s}/{row_id}'


def mark(text):
    """What stands for a block's text in tools/content_labels.tsv."""
    return f'{zlib.crc32(" ".join(text.split()).encode()):08x}'


def load_labels(path):
    """By set and page: the marks of the blocks that readers keep, and of those about which they would differ."""
    labels = {}
    for line in open(path, encoding='utf8'):
        if not line.startswith('#'):
            s, page, keep, unsure = line.rstrip('\n').split('\t')
            labels[s, page] = set(keep.split()), set(unsure.split())
    return labels


def by_hand(blocks, lab, hand):
    """The labels of a page by hand, where its gold is snippets or none; what a snippet says of a block holds."""
    keep, unsure = hand
    marks = [mark(b['text']) for b in blocks]
    return [(n, y if y is not None else None if m in unsure else float(m in keep)) for (n, y), m in zip(lab, marks)]


def load(rows_dir, gold_dir, cache, hand):
    ev = load_eval(os.path.join(gold_dir, 'evaluate.py'))
    pages = []
    labels = pickle.load(open(cache, 'rb')) if cache and os.path.exists(cache) else {}
    for s in SETS + LABELLED:
        gold = {}
        for line in open(os.path.join(gold_dir, s, 'gold.jsonl'), encoding='utf8'):
            r = json.loads(line)
            gold[r['id']] = r
        for line in open(os.path.join(rows_dir, f'{s}.rows.jsonl'), encoding='utf8'):
            r = json.loads(line)
            page_id = r['id'].split(VARIANT)[0]
            g = gold.get(page_id)
            if not g or (g.get('text') is None and not g.get('with') and (s, page_id) not in hand):
                continue
            bl = r['blocks']
            key = (s, r['id'], zlib.crc32('\x1e'.join(b['text'] for b in bl).encode()))
            if key not in labels:
                labels[key] = label_page(ev, bl, g)
            lab = labels[key]
            told = np.array([g.get('text') is None and y is not None for _, y in lab], bool)
            if (s, page_id) in hand:
                lab = by_hand(bl, lab, hand[s, page_id])
            whole = g.get('text') is not None or (s, page_id) in hand
            pages.append(dict(whole=whole, told=told, set=s, id=r['id'], gold=g, blocks=bl, feats=r['features'], lab=lab, group=group_of(g, page_id, s)))
    path = os.path.join(rows_dir, f'{AUTHORED}.rows.jsonl')
    for line in open(path, encoding='utf8') if os.path.exists(path) else ():
        r = json.loads(line)
        lab = [(len(ev.TOK.findall(b['text'])), 1.0) for b in r['blocks']]
        told = np.zeros(len(lab), bool)
        pages.append(dict(whole=True, told=told, set=AUTHORED, id=r['id'] + VARIANT, gold={}, blocks=r['blocks'], feats=r['features'], lab=lab, group=r['id'].split(':')[0]))
    if cache:
        pickle.dump(labels, open(cache, 'wb'))
    return ev, pages


def weights(pages):
    """Tokens of a block over tokens of what matters on its page: what the evaluator counts."""
    for p in pages:
        n = np.array([x[0] for x in p['lab']], float)
        y = np.array([np.nan if x[1] is None else x[1] for x in p['lab']])
        # What snippets tell counts the same for each of them.
        told = p['told'] / max(1.0, p['told'].sum())
        if not p['whole']:
            w = told
        else:
            gold_n = max(50.0, float(np.nansum(n * y)))
            w = np.where(np.isnan(y), 0.0, np.minimum(n / gold_n, 1.0)) + told
            total = w.sum()
            if total > 3:
                w = w * 3 / total
        # A layer that asks for consent is cut whatever it says.
        p['apart'] = np.array([b['apart'] for b in p['blocks']], bool)
        p['y'], p['w'] = np.nan_to_num(y), np.where(p['apart'], 0, w)


def word_shares(p, field):
    """For every word of a page the share of its occurrences that is content."""
    wp, wn = collections.Counter(), collections.Counter()
    for b, y, w in zip(p['blocks'], p['y'], p['w']):
        if w <= 0 or (field == 'tokens' and len(b['tokens']) >= HEAD):
            continue
        words = {x for level in b['names'][:4] for x in level} if field == 'names' else set(b['tokens'])
        v = 1.0 if field == 'tokens' else w
        for x in words:
            wp[x] += v * y
            wn[x] += v * (1 - y)
    return {x: wp[x] / (wp[x] + wn[x]) for x in wp if wp[x] + wn[x] > 0}


def fit_words(pages, field, min_pages, min_sets, most):
    """Log odds of content for a word, every page once, shrunk towards none."""
    pos, df, sets = collections.Counter(), collections.Counter(), collections.defaultdict(set)
    for p in pages:
        for x, share in p['shares'][field].items():
            pos[x] += share; df[x] += 1; sets[x].add(p['set'])
    total = sum(df.values())
    prior = math.log((sum(pos.values()) + 1) / (total - sum(pos.values()) + 1))
    out = {}
    for x in df:
        if df[x] < min_pages or len(sets[x]) < min_sets:
            continue
        if field == 'names' and (len(x) < 3 or not x.isascii()):
            continue
        out[x] = max(-4.0, min(4.0, math.log((pos[x] + 1.5) / (df[x] - pos[x] + 1.5)) - prior))
    top = sorted(out, key=lambda x: (-abs(out[x]) * math.sqrt(df[x]), x))[:most]
    return {x: round(out[x], 2) for x in top}


LEX = ['n_own', 'n_1', 'n_2', 'n_3', 'n_min', 'n_max', 'n_sum', 't_mean', 't_min', 't_max', 't_sum']


def index_words(pages):
    """Numbers the words of blocks and the names of elements: per page which block has which."""
    words, levels = {}, {}
    for p in pages:
        tb, ti, lb, lk, li, seen = [], [], [], [], [], []
        for n, b in enumerate(p['blocks']):
            own = list(dict.fromkeys(b['tokens']))
            seen.append(len(own))
            tb += [n] * len(own); ti += [words.setdefault(x, len(words)) for x in own]
            lb += [n] * len(b['names']); lk += range(len(b['names'])); li += [levels.setdefault(tuple(x), len(levels)) for x in b['names']]
        p['words'] = [np.array(x, np.int64) for x in (tb, ti, lb, lk, li, seen)]
    return list(words), list(levels)


def reduce(fn, values, of, n):
    """The least or most of the values of each block (in order), 0 where there are none."""
    out = np.zeros(n)
    if len(of):
        at = np.flatnonzero(np.concatenate([[True], of[1:] != of[:-1]]))
        out[of[at]] = fn.reduceat(values, at)
    return out


def matrix(pages, names, tokens, words, levels):
    """Features of blocks, and what the tables of words say of them; the same as in model.rs."""
    table = np.array([tokens.get(x, np.nan) for x in words])
    sums = np.array([max(-6.0, min(6.0, sum(names.get(x, 0.0) for x in level))) for level in levels])
    out = []
    for p in pages:
        tb, ti, lb, lk, li, seen = p['words']
        n = len(p['blocks'])
        f = np.zeros((n, len(LEX)))
        v = sums[li] if len(li) else np.zeros(0)
        for k in range(4):
            f[lb[lk == k], k] = v[lk == k]
        f[:, 4], f[:, 5], f[:, 6] = reduce(np.minimum, v, lb, n), reduce(np.maximum, v, lb, n), np.clip(np.bincount(lb, v, n), -12, 12)
        t = table[ti] if len(ti) else np.zeros(0)
        b, t = tb[~np.isnan(t)], t[~np.isnan(t)]
        s = np.bincount(b, t, n)
        f[:, 7], f[:, 8], f[:, 9], f[:, 10] = s / np.maximum(1, seen), reduce(np.minimum, t, b, n), reduce(np.maximum, t, b, n), np.clip(s, -12, 12)
        out.append(np.hstack([p['X'], f.astype(np.float32)]))
    return np.vstack(out)


CTX = ['c_p', 'c_m1', 'c_p1', 'c_m2', 'c_p2', 'c_m3', 'c_p3', 'c_win', 'c_wide', 'c_page', 'c_group', 'c_before', 'c_after', 'c_top', 'c_mass']


def context(pages, prob):
    """Second-stage features from first-stage probabilities; must agree with model.rs."""
    out, at = [], 0
    for p in pages:
        n = len(p['blocks'])
        q = prob[at:at + n]
        at += n
        if not n:
            continue
        u = p['u']
        cq, cu = np.concatenate([[0], np.cumsum(q * u)]), np.concatenate([[0], np.cumsum(u)])
        g, i = p['group'], np.arange(n)
        gq, gu = np.bincount(g, q * u), np.bincount(g, u)

        def rest(sq, su):
            su = su - u
            return np.where(su > 1e-6, (sq - q * u) / np.maximum(su, 1e-6), -1.0)

        def near(k):
            j = i + k
            return np.where((j >= 0) & (j < n), q[np.clip(j, 0, n - 1)], -1.0)

        def win(r):
            a, b = np.maximum(0, i - r), np.minimum(n, i + r + 1)
            return rest(cq[b] - cq[a], cu[b] - cu[a])
        one = np.ones(n)
        total = max(cq[-1], 1e-9)
        out.append(np.stack([q, near(-1), near(1), near(-2), near(2), near(-3), near(3), win(2), win(8), one * cq[-1] / max(cu[-1], 1e-9),
                             rest(gq[g], gu[g]), cq[:-1] / total, (cq[-1] - cq[1:]) / total, one * q.max(), one * np.log1p(cq[-1])], 1))
    return np.vstack(out).astype(np.float32)


def train(X, y, w, rounds, leaves, lr, seed=1, cols=0.35):
    import lightgbm as lgb
    params = dict(objective='cross_entropy', num_leaves=leaves, learning_rate=lr, min_data_in_leaf=60, feature_fraction=cols, bagging_fraction=0.6,
                  bagging_freq=1, lambda_l2=5.0, verbose=-1, num_threads=THREADS, seed=seed, deterministic=True, max_bin=63, min_sum_hessian_in_leaf=1e-3)
    keep = (w > 0) & (np.random.RandomState(seed).rand(len(w)) < np.maximum(0.25, np.minimum(1.0, w / 0.3)))
    w = w / np.maximum(0.25, np.minimum(1.0, w / 0.3))
    d = lgb.Dataset(X[keep], label=y[keep], weight=w[keep])
    return lgb.train(params, d, rounds)


def fold_of(group, folds, seed='a'):
    return int(hashlib.md5((seed + group).encode()).hexdigest(), 16) % folds


def set_weights(pages):
    """Every set counts the same, within limits: the default must suit all of them."""
    n = collections.Counter(p['set'] for p in pages)
    return {s: min(3.0, max(0.6, (sum(n.values()) / len(n) / n[s]) ** 0.7)) for s in n}


def oof(pages, by, folds, seed):
    f = np.array([fold_of(by(p), folds, seed) for p in pages])
    return f, [[p for p, k in zip(pages, f) if k != i] for i in range(folds)], [[p for p, k in zip(pages, f) if k == i] for i in range(folds)]


class Net:
    """Two layers of rectified sums, by Adam with inputs left out at random."""
    sizes = (64, 32)

    def __init__(self, seed):
        self.seed = seed

    def fit(self, X, y, w, epochs=24, drop=0.4, rate=3e-3, decay=3e-3, batch=1024):
        r = np.random.RandomState(self.seed)
        mean, sd = X.mean(0), X.std(0) + 1e-3
        self.low, self.high = mean - 4 * sd, mean + 4 * sd
        X, y, w = X[w > 0], y[w > 0].astype(np.float32), w[w > 0]
        X = ((np.clip(X, self.low, self.high) - mean) / sd).astype(np.float32)
        # Blocks of little weight are seen seldom and count for more then.
        p = np.maximum(0.1, np.minimum(1.0, w / 0.3))
        w = (w / p).astype(np.float32)
        ins, outs = (X.shape[1], *self.sizes), (*self.sizes, 1)
        W = [(r.randn(a, b) * math.sqrt(2 / a)).astype(np.float32) for a, b in zip(ins, outs)]
        B = [np.zeros(b, np.float32) for b in outs]
        P = W + B
        M, V, t = [np.zeros_like(x) for x in P], [np.zeros_like(x) for x in P], 0
        steps = epochs * max(1, int((r.rand(len(y)) < p).sum()) // batch)
        for _ in range(epochs):
            order = np.flatnonzero(r.rand(len(y)) < p)
            r.shuffle(order)
            for at in range(0, len(order) - batch + 1, batch):
                i = order[at:at + batch]
                x = X[i] * (r.rand(batch, X.shape[1]) > drop).astype(np.float32) / (1 - drop)
                a = np.maximum(x @ W[0] + B[0], 0)
                b = np.maximum(a @ W[1] + B[1], 0)
                z = (b @ W[2] + B[2])[:, 0]
                g = ((1 / (1 + np.exp(-np.clip(z, -30, 30))) - y[i]) * w[i] / batch).astype(np.float32)[:, None]
                gb = g @ W[2].T * (b > 0)
                ga = gb @ W[1].T * (a > 0)
                t += 1
                now = rate * max(0.02, 1 - t / steps)
                for x, d, m, v in zip(P, [x.T @ ga, a.T @ gb, b.T @ g, ga.sum(0), gb.sum(0), g.sum(0)], M, V):
                    m *= 0.9; m += 0.1 * d
                    v *= 0.999; v += 0.001 * d * d
                    x -= now * (m / (1 - 0.9 ** t) / (np.sqrt(v / (1 - 0.999 ** t)) + 1e-8) + decay * x * (x.ndim > 1))
        # The weights for inputs as they are.
        W[0] = W[0] / sd[:, None]
        B[0] = B[0] - mean @ W[0]
        self.W, self.B = W, B
        return self

    def sums(self, X):
        x = np.clip(X, self.low, self.high)
        for n, (w, b) in enumerate(zip(self.W, self.B)):
            x = x @ w + b
            x = np.maximum(x, 0) if n < 2 else x
        return x[:, 0]

    def write(self, path):
        """Sizes; then for every layer what it starts from, and its weights by input, for the first behind bounds."""
        row = lambda values: ' '.join(f'{v:.4g}' for v in values)
        lines = [row([len(self.low), *self.sizes])]
        for n, (w, b) in enumerate(zip(self.W, self.B)):
            lines.append(row(b))
            lines += [row([*bounds, *x]) for *bounds, x in zip(self.low, self.high, w)] if n == 0 else [row(x) for x in w]
        with open(path, 'w') as o:
            o.write('\n'.join(lines) + '\n')


class Stage:
    """Words, first and second models fitted on some pages."""
    def __init__(self, pages, a, tables):
        self.tables = tables
        sw = set_weights(pages)
        y = np.concatenate([p['y'] for p in pages])
        w = np.concatenate([p['w'] * sw[p['set']] for p in pages])
        w = w / w[w > 0].mean()
        # Words for the pages that the trees learn from come from other pages, or the trees would trust them too much.
        inner = 3
        f, tr, te = oof(pages, lambda p: p['host'], inner, 'inner')
        Xs, order = [], []
        for i in range(inner):
            nm = fit_words(tr[i], 'names', a.name_pages, 3, 400)
            tk = fit_words(tr[i], 'tokens', a.token_pages, 2, 600)
            Xs.append(matrix(te[i], nm, tk, *tables))
        X = self.reorder(pages, f, Xs, inner)
        # First-stage probabilities from folds that did not see the page.
        idx = np.concatenate([[k] * len(p['blocks']) for p, k in zip(pages, f)])
        q = np.zeros(len(y))
        for i in range(inner):
            m = train(X[idx != i], y[idx != i], w[idx != i], a.rounds1, a.leaves1, a.lr1)
            q[idx == i] = m.predict(X[idx == i], num_threads=THREADS)
        C = context(pages, q)
        self.one = train(X, y, w, a.rounds1, a.leaves1, a.lr1)
        X = np.hstack([X, C])
        self.forests = [train(X, y, w, a.rounds2, a.leaves2, a.lr2, seed) for seed in FORESTS]
        self.nets = [Net(seed).fit(X, y, w) for seed in NETS]
        self.names = fit_words(pages, 'names', a.name_pages, 3, 400)
        self.tokens = fit_words(pages, 'tokens', a.token_pages, 2, 600)

    @staticmethod
    def reorder(pages, f, Xs, folds):
        it = [0] * folds
        out = []
        for p, k in zip(pages, f):
            n = len(p['blocks'])
            out.append(Xs[k][it[k]:it[k] + n]); it[k] += n
        return np.vstack(out)

    def predict(self, pages):
        X = matrix(pages, self.names, self.tokens, *self.tables)
        q = self.one.predict(X, num_threads=THREADS)
        X = np.hstack([X, context(pages, q)])
        sums = [m.predict(X, raw_score=True, num_threads=THREADS) for m in self.forests] + [n.sums(X) for n in self.nets]
        mean = sums[0]
        for n in range(1, len(sums)):
            mean = np.where(np.abs(mean) < SURE, (mean * n + sums[n]) / (n + 1), mean)
        prob = np.where(q < HOPELESS, q, 1 / (1 + np.exp(-mean)))
        return q, np.where(np.concatenate([p['apart'] for p in pages]), 0, prob)


def score(ev, pages, prob, cut):
    out, at = {}, 0
    pred = collections.defaultdict(dict)
    for p in pages:
        n = len(p['blocks'])
        q = prob[at:at + n]; at += n
        t = decide(p, q, cut)
        pred[p['set']][p['id']] = {'id': p['id'], 'text': '\n'.join(b['text'] for b, k in zip(p['blocks'], t) if k)}
    for s in SETS:
        gold = [p['gold'] for p in pages if p['set'] == s and VARIANT not in p['id']]
        if gold:
            r, _ = ev.evaluate(gold, pred[s], n_boot=1)
            out[s] = (r.get('F1') or r.get('segF1') or 0, r.get('P', 0), r.get('R', 0), len(gold))
    return out


def decide(p, q, cut):
    """Mirrors extract-content: what scores above the threshold, headings and code in the middle of it; on a page where nothing does, what
    scores best. (Terms of definitions are not known here.)"""
    keep = q >= cut
    if not keep.any() and len(q):
        keep = q >= max(0.05, q.max() * 0.6)
    heads = np.array([b['kind'].startswith('heading') for b in p['blocks']], bool)
    out = keep.copy()
    for n in np.flatnonzero(heads & ~keep & (q >= 0.15)):
        after = [m for m in range(n + 1, min(n + 3, len(q))) if not heads[m]]
        out[n] = bool(keep[max(0, n - 3):n].any() and after and keep[after[0]])
    code = np.array([b['kind'] == 'code' for b in p['blocks']], bool)
    for n in np.flatnonzero(code & ~keep & (q >= 0.15)):
        out[n] = bool(keep[max(0, n - 3):n].any() and keep[n + 1:n + 3].any())
    return out & np.array([b['kind'] != 'caption' for b in p['blocks']], bool)


def write_model(path, booster, features):
    """A tree a line: nodes in preorder, `feature threshold left right` or `= value`."""
    dump = booster.dump_model()
    lines = []
    for t in dump['tree_info']:
        nodes = []
        def walk(n):
            at = len(nodes); nodes.append(None)
            if 'leaf_value' in n:
                nodes[at] = f"={n['leaf_value']:.5g}"
                return at
            walk(n['left_child']); right = walk(n['right_child'])
            nodes[at] = f"{n['split_feature']} {n['threshold']:.6g} {right}"
            return at
        walk(t['tree_structure'])
        lines.append(';'.join(nodes))
    with open(path, 'w') as o:
        o.write('\n'.join(lines) + '\n')


def write(st, out, feats):
    os.makedirs(out, exist_ok=True)
    write_model(f'{out}/first.txt', st.one, feats)
    for number, forest in enumerate(st.forests, 1):
        write_model(f'{out}/forest{number}.txt', forest, feats)
    for net in st.nets:
        net.write(f'{out}/net.txt')
    for name, table in (('names', st.names), ('tokens', st.tokens)):
        with open(f'{out}/{name}.tsv', 'w', encoding='utf8') as o:
            for k in sorted(table):
                o.write(f'{k}\t{table[k]:g}\n')
    with open(f'{out}/features.txt', 'w') as o:
        o.write('\n'.join(feats + LEX + CTX) + '\n')


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument('rows'); ap.add_argument('gold'); ap.add_argument('--out'); ap.add_argument('--folds', type=int, default=5)
    ap.add_argument('--cache', default=''); ap.add_argument('--no-cv', action='store_true'); ap.add_argument('--save', default=''); ap.add_argument('--out-folds', help='where the tables of each fold go')
    ap.add_argument('--labels', default=os.path.join(os.path.dirname(os.path.abspath(__file__)), 'content_labels.tsv'))
    ap.add_argument('--by', choices=('host', 'page'), default='host'); ap.add_argument('--seed', type=int, default=0)
    ap.add_argument('--rounds1', type=int, default=50); ap.add_argument('--leaves1', type=int, default=16); ap.add_argument('--lr1', type=float, default=0.14)
    ap.add_argument('--rounds2', type=int, default=70); ap.add_argument('--leaves2', type=int, default=16); ap.add_argument('--lr2', type=float, default=0.1)
    ap.add_argument('--name-pages', type=int, default=8); ap.add_argument('--token-pages', type=int, default=8)
    a = ap.parse_args()
    global FORESTS, NETS
    FORESTS, NETS = (tuple(n + 100 * a.seed for n in ns) for ns in (FORESTS, NETS))
    ev, pages = load(a.rows, a.gold, a.cache, load_labels(a.labels))
    feats = pages[0]['feats']
    weights(pages)
    keys = [feats.index(x) for x in ('group_count', 'group_units', 'group_density')]
    for p in pages:
        p['shares'] = {f: word_shares(p, f) for f in ('names', 'tokens')}
        p['X'] = np.array([b['row'] for b in p['blocks']], np.float32).reshape(-1, len(feats))
        p['u'] = np.expm1(p['X'][:, 0].astype(float)) + 0.5
        look = {}
        p['host'], p['group'] = p['group'], np.array([look.setdefault(tuple(r), len(look)) for r in p['X'][:, keys]], int)
        for b in p['blocks']:
            del b['row']
    tables = index_words(pages)
    print(len(pages), 'pages', sum(len(p['blocks']) for p in pages), 'blocks', len(feats), 'features', file=sys.stderr)
    best = {}
    at = 0
    # The most any choice of blocks could reach.
    perfect = np.concatenate([p['y'] for p in pages])
    best = score(ev, pages, perfect, 0.5)
    if not a.no_cv:
        by = (lambda p: p['host']) if a.by == 'host' else (lambda p: p['set'] + p['id'])
        f, tr, te = oof(pages, by, a.folds, f'outer{a.seed or str()}')
        P = [None] * a.folds; Q = [None] * a.folds
        for i in range(a.folds):
            st = Stage(tr[i], a, tables)
            Q[i], P[i] = st.predict(te[i])
            if a.out_folds:
                write(st, f'{a.out_folds}/{i}', feats)
        allp = [p for i in range(a.folds) for p in te[i]]
        prob = np.concatenate(P); prob1 = np.concatenate(Q)
        if a.save:
            pickle.dump((allp, prob, prob1), open(a.save, 'wb'))
        cuts = (0.3, 0.4, 0.45, 0.5, 0.55, 0.6)
        res = {c: score(ev, allp, prob, c) for c in cuts}
        one = score(ev, allp, prob1, 0.45)
        print(f"{'set':20}{'best':>7}{'one.45':>8}" + ''.join(f'{c:>8}' for c in cuts) + '     P     R  (at .45)')
        for s in SETS:
            print(f'{s:20}{best[s][0]:7.3f}{one[s][0]:8.3f}' + ''.join(f'{res[c][s][0]:8.3f}' for c in cuts) + f'  {res[0.45][s][1]:.3f} {res[0.45][s][2]:.3f}')
    if a.out:
        write(Stage(pages, a, tables), a.out, feats)


if __name__ == '__main__':
    main()
