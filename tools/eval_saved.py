#!/usr/bin/env python3
"""Scores what corpusclean makes of pages that were saved without their markup, beside the pages as they are.

usage: eval_saved.py SAVED_DIR [--bin target/release/corpusclean] [--eval ../shared/eval/extract] [SET ...]

SAVED_DIR holds what tools/saved_pages.py wrote. The other forms of a page are left out.
"""
import argparse
import json
import os
import subprocess

import fit_content as fit


def records(text):
    return {r['id']: r for r in (json.loads(line) for line in text.split('\n') if line)}


def cleaned(program, source):
    """What the program makes of JSONL, by id, with nothing but extraction done."""
    command = [program, '--headings', 'plain', '--passes', 'default,-U', '-']
    out = subprocess.run(command, input=source.encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout.decode()
    return records(out)


def arguments(description, folder):
    """What an evaluation is asked with: the folder of its texts, sets, the program, and where the gold is."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(folder)
    parser.add_argument('sets', nargs='*')
    parser.add_argument('--bin', default='target/release/corpusclean')
    parser.add_argument('--eval', default='../shared/eval/extract')
    return parser.parse_args()


def main():
    args = arguments(__doc__, 'saved')
    ev = fit.load_eval(os.path.join(args.eval, 'evaluate.py'))
    print(f"{'set':20}{'pages':>6}{'as saved':>10}{'F1':>8}{'P':>8}{'R':>8}{'title':>8}{'date':>8}{'author':>8}")
    for s in args.sets or fit.SETS + fit.LABELLED:
        with open(os.path.join(args.eval, s, 'gold.jsonl'), encoding='utf8') as file:
            gold = [json.loads(line) for line in file]
        with open(os.path.join(args.saved, f'{s}.jsonl'), encoding='utf8') as file:
            saved = ''.join(line for line in file if fit.VARIANT not in json.loads(line)['id'])
        raw, pred = records(saved), cleaned(args.bin, saved)
        gold = [g for g in gold if g['id'] in raw]

        def summary(of):
            rows = [ev.page_scores(g, of.get(g['id'], {}), ev.TOK, False) for g in gold]
            return ev.summary(ev.columns(rows), range(len(rows)))

        before, after = summary(raw), summary(pred)
        show = lambda of, *keys: next((f'{of[k]:8.3f}' for k in keys if k in of), f"{'-':>8}")
        print(f"{s:20}{len(gold):6}  {show(before, 'F1', 'segF1')}{show(after, 'F1', 'segF1')}" + ''.join(show(after, k) for k in ('P', 'R', 'title', 'date', 'author')), flush=True)


if __name__ == '__main__':
    main()
