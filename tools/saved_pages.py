#!/usr/bin/env python3
"""Makes of whole pages what crawlers save that drop the markup: what the model of src/parse/saved.rs learns from.

  saved_pages.py GOLD_DIR OUT_DIR [--authored FILE ...]

GOLD_DIR is ../shared/eval/extract. For each set OUT_DIR gets SET.jsonl with {id, text}: every page as a browser copies it (a line
a block), as Markdown, and pieces of the former: its text alone, and with a few of the lines above and below it, as crawlers
leave that cut most of a page. The id of these is the page's with a mark and a name behind it (see VARIANT in fit_content.py).
Of FILE, JSONL of documents that people wrote as text or Markdown (../shared/eval/bench), half of the sources go to authored.jsonl: nothing
of these may be cut. The other half is for looking whether that holds.
Needs lxml, numpy, rapidfuzz.
"""
import argparse, hashlib, json, os, random, re, subprocess

from lxml import html

import fit_content as fit

BLOCK = set('address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 '
            'header hgroup hr html legend li main menu nav ol option p pre section summary table tbody td tfoot th thead tr ul'.split())
# These stand between blank lines.
APART = set('p h1 h2 h3 h4 h5 h6 blockquote pre ul ol table article section header footer'.split())
# What a browser does not show.
UNSEEN = set('script style noscript template head svg iframe object embed textarea select option button canvas'.split())


def text_of(source, markdown):
    """The page as text, or None if there is nothing to read."""
    try:
        tree = html.document_fromstring(source.encode(), parser=html.HTMLParser(encoding='utf-8', huge_tree=True))
    except Exception:
        return None
    lines, open_line = [], []

    def end(blank=False):
        line = re.sub(r'\s+', ' ', ''.join(open_line)).strip()
        open_line.clear()
        if line.strip('#- '):
            lines.append(line)
        if blank and lines and lines[-1]:
            lines.append('')

    body = tree.find('body')
    todo = [(body if body is not None else tree, False)]
    first = todo[0][0]
    while todo:
        element, done = todo.pop()
        tag = element.tag if isinstance(element.tag, str) else None
        link = markdown and tag == 'a' and element.get('href') and ''.join(element.itertext()).strip()
        if done:
            if link:
                open_line.append(f']({element.get("href")})')
            if tag in ('td', 'th'):
                open_line.append(' ')
            elif tag in BLOCK:
                end(tag in APART)
        elif tag is None or tag in UNSEEN or re.search(r'display\s*:\s*none', element.get('style') or ''):
            done = True
        else:
            if tag == 'br':
                end()
            elif tag in BLOCK and tag not in ('td', 'th'):
                end(tag in APART)
            if markdown and re.fullmatch('h[1-6]', tag):
                open_line.append('#' * int(tag[1]) + ' ')
            if markdown and tag == 'li':
                open_line.append('- ')
            if link:
                open_line.append('[')
            open_line.append(element.text or '')
            todo.append((element, True))
            todo += [(child, False) for child in reversed(element)]
            continue
        if done and element is not first:
            open_line.append(element.tail or '')
    end()
    return '\n'.join(lines).strip() + '\n'


def pieces(ev, text, gold, draw):
    """Parts of a page around its text: name and text of each."""
    lines = text.split('\n')
    blocks = [{'text': line} for line in lines]
    share = [y or 0 for _, y in fit.label_page(ev, blocks, gold)]
    inside = [n for n, y in enumerate(share) if y > 0.5]
    if len(inside) < 3:
        return
    yield 'alone', '\n'.join(line for line, y in zip(lines, share) if y > 0.5 or not line)
    # Only of a page whose text is one stretch is known what stands around it.
    seen = lambda a, b: [n for n in range(a, b) if lines[n]]
    for name, most in (('near', 4), ('around', 12)):
        above, below = seen(0, inside[0]), seen(inside[-1] + 1, len(lines))
        a, b = draw.randrange(most + 1), draw.randrange(most + 1)
        start = above[-a] if 0 < a <= len(above) else inside[0]
        stop = below[b - 1] + 1 if 0 < b <= len(below) else inside[-1] + 1
        yield name, '\n'.join(lines[start:stop])


def is_learned_from(name):
    """Whether a document is of the half that is learned from, by the source that the first part of its id names."""
    return int(hashlib.md5(name.split(':')[0].encode()).hexdigest(), 16) % 2 == 1


def authored(files, out):
    """Half of the documents."""
    with open(out, 'w', encoding='utf8') as out:
        for row in (json.loads(line) for path in files for line in open(path, encoding='utf8')):
            if is_learned_from(row['id']):
                out.write(json.dumps({'id': row['id'], 'text': row['text']}, ensure_ascii=False) + '\n')


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('gold'); ap.add_argument('out'); ap.add_argument('--authored', nargs='*', default=[])
    args = ap.parse_args()
    gold_dir, out_dir = args.gold, args.out
    ev = fit.load_eval(os.path.join(gold_dir, 'evaluate.py'))
    os.makedirs(out_dir, exist_ok=True)
    authored(args.authored, os.path.join(out_dir, f'{fit.AUTHORED}.jsonl'))
    for s in fit.SETS + fit.LABELLED:
        gold = {}
        for line in open(os.path.join(gold_dir, s, 'gold.jsonl'), encoding='utf8'):
            row = json.loads(line)
            gold[row['id']] = row
        pages = subprocess.run(['zstd', '-dcq', os.path.join(gold_dir, s, 'pages.jsonl.zst')], stdout=subprocess.PIPE, check=True).stdout
        count = 0
        with open(os.path.join(out_dir, f'{s}.jsonl'), 'w', encoding='utf8') as out:
            def put(page, name, text):
                out.write(json.dumps({'id': page + (fit.VARIANT + name if name else ''), 'text': text}, ensure_ascii=False) + '\n')
            for line in pages.decode().split('\n'):
                if not line:
                    continue
                row = json.loads(line)
                plain = text_of(row['html'], False)
                if not plain or not plain.strip():
                    continue
                put(row['id'], '', plain)
                put(row['id'], 'markdown', text_of(row['html'], True))
                if gold.get(row['id'], {}).get('text'):
                    for name, text in pieces(ev, plain, gold[row['id']], random.Random(row['id'])):
                        put(row['id'], name, text)
                count += 1
        print(s, count, flush=True)


if __name__ == '__main__':
    main()
