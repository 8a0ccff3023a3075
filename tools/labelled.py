"""Documents of which people said what is text and what is not: `NAME.txt` (or .md, .html) with `NAME.json` beside it, in the form of ../shared/seeds."""
import glob, json, os, random

from fit_titles import fold

# Characters of a line from which on it is of the text if it stands anywhere in it, and how many in a row are compared of one that was changed.
ANYWHERE, GRAM = 6, 5
# Share of such runs that a line of the text has in it.
SHARE = 0.8
# Lines of the page that a document may have to be taken in several forms, and shares of them left out.
MOST, LEFT_OUT = 80, (0.3, 0.5, 0.6)


def simplified(path='data/opencc/TSCharacters.txt'):
    """A table that makes text of either script comparable, character by character."""
    rows = (line.rstrip('\n').split('\t') for line in open(path, encoding='utf8') if not line.startswith('#'))
    return str.maketrans({row[0]: row[1].split(' ')[0] for row in rows if len(row) > 1 and len(row[0]) == 1})


class Gold:
    """What people said of a document."""

    def __init__(self, gold, table):
        self.key = lambda text: fold((text or '').translate(table))
        parts = gold['blocks'] + (gold.get('headings') or []) + (gold.get('captions') or [])
        self.lines = {self.key(line) for part in parts for line in part.split('\n')}
        self.text = '\n'.join(sorted(self.lines)) + '\n' + self.key(''.join(gold['blocks']))
        self.title = self.key(gold.get('title'))
        self.grams = {self.text[n:n + GRAM] for n in range(len(self.text))}

    def has(self, line):
        """Whether a line is of the text."""
        key = self.key(line)
        if key in self.lines or len(key) >= ANYWHERE and key in self.text:
            return True
        grams = [key[n:n + GRAM] for n in range(len(key) - GRAM + 1)]
        return len(key) > 2 * ANYWHERE and sum(gram in self.grams for gram in grams) >= SHARE * len(grams)

    def is_title(self, line):
        return bool(self.title) and self.key(line) == self.title


def documents(folders, table):
    """Name, text and gold of each."""
    for path in sorted(path for folder in folders for path in glob.glob(os.path.join(folder, '*.json'))):
        raw = [p for p in sorted(glob.glob(path[:-5] + '[._]*')) if p.endswith(('.txt', '.md', '.html'))]
        try:
            text = open(raw[0], encoding='utf8').read()
        except (IndexError, UnicodeDecodeError):
            continue
        yield '/'.join(raw[0].split(os.sep)[-2:]), text, json.load(open(path, encoding='utf8'))


def fixtures(root):
    """The same of fixtures/documents: what the snapshots say is in the record."""
    for path in sorted(glob.glob(os.path.join(root, 'snapshots', 'document@*.snap'))):
        head, record = open(path, encoding='utf8').read().split('\n---\n', 1)
        source = os.path.join(root, next(line.split(': ', 1)[1] for line in head.split('\n') if line.startswith('input_file: ')))
        try:
            text, record = open(source, encoding='utf8').read(), json.loads(record)
        except (UnicodeDecodeError, ValueError):
            continue
        if source.endswith(('.txt', '.md', '.html')):
            headings = [section['heading'] for section in record['sections'] if section['heading']]
            yield source, text, {'title': record['title'], 'blocks': record['text'].split('\n'), 'headings': headings, 'captions': record['captions']}


def forms(name, text, gold):
    """The document, and what other crawlers would have left of the page around its text."""
    yield text
    lines = text.split('\n')
    inside = [n for n, line in enumerate(lines) if line.strip() and gold.has(line)]
    page = [n for n, line in enumerate(lines) if line.strip() and not gold.has(line) and not gold.is_title(line)]
    if not inside or not page or len(page) > MOST or name.endswith('.html'):
        return
    draw = random.Random(name)
    some = [{n for n in page if draw.random() < share} for share in LEFT_OUT]
    for left_out in some + [{n for n in page if n < inside[0]}, {n for n in page if n > inside[0]}]:
        if left_out:
            yield '\n'.join(line for n, line in enumerate(lines) if n not in left_out)
