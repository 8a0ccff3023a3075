//! Our trees beside those that html5ever's own tokenizer and scraper make of the same pages.

use scraper::{Html, Node};

use super::{Attr, Edge, Tree};

/// Attributes of both, by name.
const ATTRIBUTES: &[(&str, Attr)] =
    &[("class", Attr::Class), ("href", Attr::Href), ("id", Attr::Id), ("style", Attr::Style), ("type", Attr::Type)];

fn ours(tree: &Tree) -> String {
    let mut out = String::new();
    for edge in tree.edges(0) {
        match edge {
            Edge::Open(n) => {
                if let Some(text) = tree.text(n) {
                    out.push_str(&format!("{text:?}"));
                } else if let Some(name) = tree.name(n) {
                    out.push_str(&format!("<{name}"));
                    for (key, attr) in ATTRIBUTES {
                        out.extend(tree.attr(n, *attr).map(|v| format!(" {key}={v:?}")));
                    }
                    out.push('>');
                }
            }
            Edge::Close(n) => out.extend(tree.name(n).map(|name| format!("</{name}>"))),
        }
    }
    out
}

fn theirs(html: &Html) -> String {
    let mut out = String::new();
    for edge in html.tree.root().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(n) => match n.value() {
                Node::Text(text) => out.push_str(&format!("{:?}", &text[..])),
                Node::Element(e) => {
                    out.push_str(&format!("<{}", e.name()));
                    for (key, _) in ATTRIBUTES {
                        out.extend(e.attr(key).map(|v| format!(" {key}={v:?}")));
                    }
                    out.push('>');
                }
                _ => {}
            },
            ego_tree::iter::Edge::Close(n) => out.extend(n.value().as_element().map(|e| format!("</{}>", e.name()))),
        }
    }
    out
}

/// Pieces of markup, whole and broken, of which pages are made.
const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<p class=a id='b'>",
    "<div>",
    "</div>",
    "text",
    " ",
    "\n",
    "\r\n",
    "\r",
    "中文",
    "&amp;",
    "&nbsp",
    "&#x41;",
    "&#0;",
    "&notit;",
    "&copy=",
    "&",
    "&#",
    "\0",
    "<",
    "</",
    "</>",
    "< a",
    "<a href=?a=1&copy=2&amp;b>",
    "<a href=\"x\ny\">",
    "</a >",
    "<b>",
    "</b>",
    "<i class=x>",
    "</i>",
    "<font color=red>",
    "<font size=2>",
    "</font>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</table>",
    "<caption>",
    "<input type=hidden>",
    "<input type=text/>",
    "<!-- x -->",
    "<!-->",
    "<!--->",
    "<!-- --!>",
    "<!-",
    "<!doctype html>",
    "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 3.2 Final//EN\">",
    "<!DOCTYPE x SYSTEM 'y' z>",
    "<!DOCTYPE>",
    "<?xml version='1'?>",
    "<![CDATA[ x ]]>",
    "<svg>",
    "<svg><text>",
    "</text>",
    "</svg>",
    "<math><mi>",
    "</math>",
    "<template>",
    "</template>",
    "<title>",
    "</title>",
    "</TITLE\n>",
    "<textarea>",
    "</textarea>",
    "<script>",
    "</script>",
    "<script><!--",
    "<script><!-- <script>",
    "-->",
    "<style>",
    "</style>",
    "<select>",
    "<option>",
    "</select>",
    "<li>",
    "<ul>",
    "</ul>",
    "<h1>",
    "</h2>",
    "<br/>",
    "</br>",
    "<img / src>",
    "<a =b class=c CLASS=d>",
    "<p id=a\"b>",
    "<p id=\"a\"class='b'>",
    "<p id=>",
    "<p\0q>",
    "<X-Yz>",
    "</body>",
    "</html>",
    "<body class=z>",
    "<html id=h>",
    "<frameset>",
    "<noscript>",
    "</noscript>",
    "<pre>\n\n",
    "<blockquote>",
    "<p id='open",
    "<p id=\"",
    "<plaintext>",
    "<iframe>",
    "</iframe>",
    "<nobr>",
    "<button>",
    "</button>",
    "<form>",
    "</form>",
    "<dd>",
    "<dt>",
    "<code id=1>",
    "</code>",
];

#[test]
fn pages_of_any_pieces_give_the_trees_of_html5ever() {
    let mut state: u64 = 7;
    let mut next = |most: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % most
    };
    let mut pages: Vec<String> = PIECES.iter().map(|p| (*p).to_owned()).collect();
    pages.extend((0..4000).map(|_| (0..2 + next(14)).map(|_| PIECES[next(PIECES.len())]).collect()));
    for page in pages {
        assert_eq!(ours(&Tree::of_document(&page)), theirs(&Html::parse_document(&page)), "{page:?}");
        assert_eq!(ours(&Tree::of_fragment(&page)), theirs(&Html::parse_fragment(&page)), "{page:?}");
    }
}
