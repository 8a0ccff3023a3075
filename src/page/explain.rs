//! The pages of the passes, put into the page of the run.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::passes;
use crate::report::Report;

/// A pass explained.
pub(super) struct Explanation {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    pub(super) stage: &'static str,
    pub(super) summary: String,
    /// HTML.
    pub(super) page: String,
}

/// The passes that ran.
pub(super) fn all(report: &Report) -> Vec<Explanation> {
    let ran: Vec<&str> = report.settings.get("passes").map(|p| p.split(',').collect()).unwrap_or_default();
    let known = passes::all().filter(|(_, s)| ran.contains(&s.code) || report.edits.contains_key(s.code));
    known
        .map(|(_, s)| Explanation {
            code: s.code,
            name: s.name,
            stage: s.stage.as_str(),
            summary: inline(s.summary),
            page: markdown(s.doc, HeadingLevel::H4),
        })
        .collect()
}

/// Markdown without its paragraph around.
fn inline(text: &str) -> String {
    let page = markdown(text, HeadingLevel::H4);
    let page = page.trim();
    page.strip_prefix("<p>").and_then(|p| p.strip_suffix("</p>")).unwrap_or(page).to_owned()
}

/// Markdown to HTML, all headings of one level; markup in it is text, since our pages have none.
fn markdown(text: &str, level: HeadingLevel) -> String {
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::Heading { id, classes, attrs, .. }) => {
            Event::Start(Tag::Heading { level, id, classes, attrs })
        }
        Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Heading(level)),
        other => other,
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_html_under_the_headings_of_the_page() {
        let page = markdown("# A\n\n`<b>` & <script>x</script>\n\n## B\n", HeadingLevel::H4);
        assert!(page.contains("<h4>A</h4>") && page.contains("<h4>B</h4>"), "{page}");
        assert!(page.contains("<code>&lt;b&gt;</code>") && !page.contains("<script"), "{page}");
        assert_eq!(inline("To `a`."), "To <code>a</code>.");
    }
}
