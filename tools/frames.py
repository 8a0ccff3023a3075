#!/usr/bin/env python3
"""Puts articles into frames: what real pages say around an article, as people remember it, for the models of the lines around a text to learn from.

  frames.py BODIES.json SHORT.json OUT_DIR FRAMES.txt ... [--bodies 4]

FRAMES.txt has frames that begin with `%% LANGUAGE and what it is of`, and lines of one letter and what it stands for: `F` a line of the page, `M` one with
metadata, `T` the title of the article (`T … {title} …` where it is decorated; `{title}` in other lines is the title, too), `B 2 opening` two of its
paragraphs, behind words that open the first, `C` a caption, and `= gaps no` where no blank lines part them. BODIES.json and SHORT.json have by
language lists of articles with `title` and `blocks`: those of the second have short lines, headings and lists at their ends, so that a short line is
not taken for one of the page. Every other document has one of these, whole. Writes frames.jsonl and frames.gold.jsonl for
tools/fit_margins.py, every document in up to three forms (`labelled.forms`).
"""
import argparse, itertools, json, os, random, re

import fit_content as fit
import labelled

FORMS = 3


def frames(path):
    """Name, language, whether blank lines part the lines, and the lines with their letters."""
    found = []
    for line in map(str.rstrip, open(path, encoding='utf8')):
        if line.startswith('%%'):
            name = f'{os.path.basename(path)[:-4]}/{len(found) + 1:03}'
            found.append((name, (line[2:].split() or ['?'])[0].split('-')[0], [True], []))
        elif found and line.startswith('= gaps'):
            found[-1][2][0] = not line.endswith('no')
        elif found and re.match(r'[FTMBC](\s|$)', line):
            found[-1][3].append((line[0], line[1:].strip()))
    return [f for f in found if {'T', 'B'} <= {letter for letter, _ in f[3]}]


def filled(rows, article, language, whole):
    """The lines of a page with an article in them, its paragraphs, and its captions."""
    lines, text, captions, left = [], [], [], list(article['blocks'])
    places = sum(letter == 'B' for letter, _ in rows)
    for letter, said in rows:
        said = said.replace('{title}', article['title'])
        if letter == 'B':
            count, opening = re.match(r'(\d*)\s*(.*)', said).groups()
            count = -(-len(left) // places) if whole else int(count or 3)
            places -= 1
            part, left = left[:count], left[count:]
            if part and opening:
                part[0] = opening + ('' if language in ('zh', 'ja') else ' ') + part[0]
            lines += part
            text += part
        else:
            lines.append(said or article['title'] if letter == 'T' else said)
            captions += [said] if letter == 'C' else []
    return lines, text, captions


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('articles'); ap.add_argument('short'); ap.add_argument('out'); ap.add_argument('frames', nargs='+')
    ap.add_argument('--bodies', type=int, default=4)
    args = ap.parse_args()
    articles, short = (json.load(open(path, encoding='utf8')) for path in (args.articles, args.short))
    table, written = labelled.simplified(), 0
    with open(f'{args.out}/frames.jsonl', 'w', encoding='utf8') as texts, open(f'{args.out}/frames.gold.jsonl', 'w', encoding='utf8') as golds:
        for name, language, gaps, rows in itertools.chain(*map(frames, args.frames)):
            draw = random.Random(name)
            for n in range(args.bodies if articles.get(language) else 0):
                whole = n % 2 == 1
                article = draw.choice(short.get(language) or articles[language] if whole else articles[language])
                lines, blocks, captions = filled(rows, article, language, whole)
                gold = {'id': f'{name}{"abcdefgh"[n % 8]}', 'title': article['title'], 'blocks': blocks, 'captions': captions}
                golds.write(json.dumps(gold, ensure_ascii=False) + '\n')
                text = ('\n\n' if gaps[0] else '\n').join(lines) + '\n'
                for k, form in enumerate(itertools.islice(labelled.forms(gold['id'], text, labelled.Gold(gold, table)), FORMS)):
                    texts.write(json.dumps({'id': f'{gold["id"]}{fit.VARIANT}{k}', 'text': form}, ensure_ascii=False) + '\n')
                    written += 1
    print(written, 'documents')


if __name__ == '__main__':
    main()
