#!/usr/bin/env python3
"""Makes of whole pages what crawlers leave that cut most of a page: the text with a few of the lines above and below it, as text and as
Markdown. The models of src/passes/structure/margins learn from it (tools/fit_margins.py).

  margin_pages.py GOLD_DIR OUT_DIR [--fixtures fixtures] [--authored FILE ...] [--labelled DIR ...]

GOLD_DIR is ../shared/eval/extract. For each set OUT_DIR gets SET.jsonl with {id, text}; the id of a piece is the page's with a mark and a
number behind it. authored.jsonl gets texts of which nothing may be cut: those of fixtures/whole and of FILE, JSONL of documents that people wrote as text or Markdown, half of the sources (../shared/eval/bench, READMEs and
changelogs of packages). labelled.jsonl gets the documents of each DIR (tools/labelled.py) and fixtures/documents as their snapshots have them, labelled.gold.jsonl what people said of them. Needs lxml, numpy, rapidfuzz.
"""
import argparse, glob, itertools, json, os, random, subprocess

import fit_content as fit
import labelled
import saved_pages

# Greatest numbers of lines above and below the text, a piece each: crawlers leave few more often than many.
MOST = (2, 4, 4, 8, 12, 30)
# Parts of the text alone, which begin and end with whatever line stands there: a heading, an item, a caption.
PARTS = 3


def pieces(ev, text, gold, draw):
    """Pieces of a page around its text. Only of a page whose text is one stretch is known what stands around it."""
    lines = text.split('\n')
    share = [y or 0 for _, y in fit.label_page(ev, [{'text': line} for line in lines], gold)]
    inside = [n for n, y in enumerate(share) if y > 0.5]
    if len(inside) < 3:
        return
    above = [n for n in range(inside[0]) if lines[n]]
    below = [n for n in range(inside[-1] + 1, len(lines)) if lines[n]]
    yield '\n'.join(line for line, y in zip(lines, share) if y > 0.5 or not line)
    for most in MOST:
        a, b = draw.randrange(most + 1), draw.randrange(most + 1)
        start = above[-a] if 0 < a <= len(above) else inside[0]
        stop = below[b - 1] + 1 if 0 < b <= len(below) else inside[-1] + 1
        yield '\n'.join(lines[start:stop])
    for _ in range(PARTS):
        a, b = sorted(draw.sample(inside, 2))
        yield '\n'.join(line for line, y in zip(lines[a:b + 1], share[a:b + 1]) if y > 0.5 or not line)


# Sources of documents that hold the menus of their site.
WITH_MENUS = ('mdn-archived',)


def authored(files, fixtures):
    """Name and text of documents that are text and nothing else."""
    for path in sorted(glob.glob(os.path.join(fixtures, 'whole', '*.txt'))):
        # `=== zh001` stands above each.
        for part in open(path, encoding='utf8').read().split('=== ')[1:]:
            name, text = part.split('\n', 1)
            yield f'{fit.WHOLE}/{name}', text
    for row in (json.loads(line) for path in files for line in open(path, encoding='utf8')):
        if not row['id'].startswith(WITH_MENUS) and saved_pages.is_learned_from(row['id']):
            yield row['id'], row['text']


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('gold'); ap.add_argument('out'); ap.add_argument('--authored', nargs='*', default=[])
    ap.add_argument('--fixtures', default='fixtures'); ap.add_argument('--labelled', nargs='*', default=[])
    args = ap.parse_args()
    ev = fit.load_eval(os.path.join(args.gold, 'evaluate.py'))
    os.makedirs(args.out, exist_ok=True)
    with open(os.path.join(args.out, f'{fit.AUTHORED}.jsonl'), 'w', encoding='utf8') as out:
        for name, text in authored(args.authored, args.fixtures):
            out.write(json.dumps({'id': name, 'text': text}, ensure_ascii=False) + '\n')
    with open(os.path.join(args.out, f'{fit.READ}.jsonl'), 'w', encoding='utf8') as out, open(os.path.join(args.out, f'{fit.READ}.gold.jsonl'), 'w', encoding='utf8') as said:
        table = labelled.simplified()
        for name, text, gold in itertools.chain(labelled.documents(args.labelled, table), labelled.fixtures(os.path.dirname(args.fixtures) or '.')):
            said.write(json.dumps(gold | {'id': name}, ensure_ascii=False) + '\n')
            for number, form in enumerate(labelled.forms(name, text, labelled.Gold(gold, table))):
                out.write(json.dumps({'id': f'{name}{fit.VARIANT}{number}', 'text': form}, ensure_ascii=False) + '\n')
    for s in fit.SETS:
        gold = {r['id']: r for r in map(json.loads, open(os.path.join(args.gold, s, 'gold.jsonl'), encoding='utf8'))}
        pages = subprocess.run(['zstd', '-dcq', os.path.join(args.gold, s, 'pages.jsonl.zst')], stdout=subprocess.PIPE, check=True).stdout
        count = 0
        with open(os.path.join(args.out, f'{s}.jsonl'), 'w', encoding='utf8') as out:
            for row in map(json.loads, filter(None, pages.decode().split('\n'))):
                if not gold.get(row['id'], {}).get('text'):
                    continue
                number = 0
                for markdown in (False, True):
                    text = saved_pages.text_of(row['html'], markdown)
                    for piece in pieces(ev, text or '', gold[row['id']], random.Random(row['id'])):
                        out.write(json.dumps({'id': f'{row["id"]}{fit.VARIANT}{number}', 'text': piece}, ensure_ascii=False) + '\n')
                        number += 1
                count += number
        print(s, count, flush=True)


if __name__ == '__main__':
    main()
