#!/usr/bin/env python3
"""Scores what corpusclean makes of texts with a few lines of their page around them.

usage: eval_margins.py PIECES_DIR [--bin target/release/corpusclean] [--eval ../shared/eval/extract] [SET ...]

PIECES_DIR holds what tools/margin_pages.py wrote. "left" is the share of the page's lines that are still in the text, "lost" that of the text's lines
that are not, and "clean" that of the pieces of which neither holds. Titles are those of the gold that are a line of the piece. Lines of the text that name its date,
its writers and its captions are taken from it on purpose and count as lost where the gold has them.
"""
import collections
import json
import os
import re

import eval_saved
import fit_content as fit


def fold(text):
    return re.sub(r'\W+', '', (text or '').lower())


def score(piece, record, gold, share):
    """Counts of one piece."""
    text, title, wanted = fold(record.get('text')), fold(record.get('title')), fold(gold.get('title'))
    lines = {fold(line) for line in (record.get('text') or '').split('\n')}
    count = collections.Counter(pieces=1)
    for line, y in zip(piece, share):
        key = fold(line)
        # A short line may be a word of another.
        inside = key in text if len(key) > 12 else key in lines
        if not key or key == wanted:
            continue
        if y > 0.5:
            count['text'] += 1
            count['lost'] += not inside and key not in title
        elif y < 0.2:
            count['page'] += 1
            count['left'] += inside
    count['clean'] = not count['lost'] and not count['left']
    if wanted and any(fold(line) == wanted for line in piece):
        count['titles'] = 1
        count['right'] = title == wanted
    return count


def main():
    args = eval_saved.arguments(__doc__, 'pieces')
    ev = fit.load_eval(os.path.join(args.eval, 'evaluate.py'))
    print(f"{'set':20}{'pieces':>8}{'page':>8}{'left':>7}{'text':>8}{'lost':>7}{'clean':>7}{'titles':>8}{'right':>7}")
    for s in args.sets or fit.SETS:
        with open(os.path.join(args.eval, s, 'gold.jsonl'), encoding='utf8') as file:
            gold = {row['id']: row for row in map(json.loads, file)}
        with open(os.path.join(args.pieces, f'{s}.jsonl'), encoding='utf8') as file:
            source = file.read()
        if not source:
            continue
        records = eval_saved.cleaned(args.bin, source)
        total = collections.Counter()
        for row in map(json.loads, filter(None, source.split('\n'))):
            piece = [line for line in row['text'].split('\n') if line.strip()]
            page = gold[row['id'].split(fit.VARIANT)[0]]
            share = [y or 0 for _, y in fit.label_page(ev, [{'text': line} for line in piece], page)]
            total.update(score(piece, records.get(row['id'], {}), page, share))
        part = lambda a, b: f'{total[a] / total[b]:7.3f}' if total[b] else f"{'-':>7}"
        print(f"{s:20}{total['pieces']:8}{total['page']:8}{part('left', 'page')}{total['text']:8}{part('lost', 'text')}{part('clean', 'pieces')}"
              f"{total['titles']:8}{part('right', 'titles')}", flush=True)


if __name__ == '__main__':
    main()
