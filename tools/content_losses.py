#!/usr/bin/env python3
"""Lists the pages on which the content model loses most, by answers of models that have not seen the page's host.

  content_losses.py ANSWERS [--gold DIR] [--pages 40] [--set NAME] [--limit 0.4]

ANSWERS is what `fit_content.py --save ANSWERS` wrote. A page's loss is its share of what its set misses of P and R (segments
of with/without sets: of F1); below it stand the longest blocks that were kept and should not be (+) and the reverse (-), with
their probability, the share of them that the gold has, and the names around them.
Needs what fit_content.py needs.
"""
import argparse, collections, os, pickle, sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import fit_content as fit


def losses(ev, pages, prob, limit):
    """Every page with its loss, largest first."""
    count = collections.Counter(p['set'] for p in pages)
    out, at = [], 0
    for p in pages:
        n = len(p['blocks'])
        q = prob[at:at + n]; at += n
        keep = fit.decide(p, q, limit)
        text = '\n'.join(b['text'] for b, k in zip(p['blocks'], keep) if k)
        r = ev.page_scores(p['gold'], {'text': text}, ev.TOK, False)
        if 'tff' in r:
            P, R, _ = ev.prf(*r['tff'])
            loss = 1 - (P + R) / 2
        else:
            tp, fp, fn, _ = r['seg']
            P, R = tp / max(1, tp + fp), tp / max(1, tp + fn)
            loss = 1 - 2 * tp / max(1, 2 * tp + fp + fn)
        out.append((loss / count[p['set']], P, R, p, q, keep))
    return sorted(out, key=lambda x: -x[0])


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('answers'); ap.add_argument('--gold', default=os.path.join(HERE, '..', '..', 'shared', 'eval', 'extract'))
    ap.add_argument('--pages', type=int, default=40); ap.add_argument('--set'); ap.add_argument('--limit', type=float, default=0.4)
    a = ap.parse_args()
    ev = fit.load_eval(os.path.join(a.gold, 'evaluate.py'))
    pages, prob, _ = pickle.load(open(a.answers, 'rb'))
    found = [x for x in losses(ev, pages, prob, a.limit) if a.set in (None, x[3]['set'])]
    for loss, P, R, p, q, keep in found[:a.pages]:
        print(f"{p['set']} {p['id']} {p['gold'].get('url') or p['host']}  loss {loss:.4f}  P {P:.2f}  R {R:.2f}")
        for sign, kept in (('+', True), ('-', False)):
            wrong = [(p['lab'][n][0], n) for n, y in enumerate(p['y']) if keep[n] == kept and (y < 0.5) == kept and p['lab'][n][0]]
            for tokens, n in sorted(sorted(wrong, reverse=True)[:5], key=lambda x: x[1]):
                b = p['blocks'][n]
                names = ' < '.join('.'.join(level) for level in b['names'][:3])
                print(f"  {sign} {q[n]:.2f} {p['y'][n]:.2f} {tokens:5} {b['kind']:10} {names[:60]:60} {b['text'][:80]!r}")


if __name__ == '__main__':
    main()
