//! Words and names of programming languages.

/// Words that begin a statement which ends with a semicolon.
pub(super) const STATEMENTS: &[&str] = &[
    "return",
    "break",
    "continue",
    "int",
    "char",
    "float",
    "double",
    "long",
    "short",
    "void",
    "bool",
    "boolean",
    "string",
    "String",
    "auto",
    "var",
    "let",
    "const",
    "unsigned",
    "signed",
    "struct",
    "using",
    "import",
    "package",
    "use",
    "goto",
    "delete",
    "throw",
    "yield",
    "static",
    "extern",
    "typedef",
    "public",
    "namespace",
    "module",
    "private",
    "final",
    "byte",
    "end",
    "pass",
    "enum",
];

/// Bytes of the longest of the two lists below.
pub(super) const LONGEST: usize = 12;

/// Lines that are one word of a language.
pub(super) const ALONE: &[&str] = &[
    "end",
    "fi",
    "done",
    "esac",
    "endif",
    "else",
    "do",
    "then",
    "begin",
    "pass",
    "break",
    "continue",
    "return",
    "next",
    "loop",
    "wend",
    "try",
    "finally",
    "end if",
    "end for",
    "end while",
    "end function",
    "End If",
    "End Sub",
    "Next",
    "Loop",
    "EOF",
    "exit",
    "in",
    "where",
    "private",
    "public",
    "private:",
    "public:",
    "protected:",
    "default:",
    "BEGIN",
    "COMMIT;",
];

/// Words that begin a statement, or a command.
pub(super) const VERBS: &[&str] = &[
    "return", "raise", "yield", "del", "assert", "print", "echo", "puts", "require", "include", "throw", "await",
    "global", "nonlocal", "export", "local", "set", "unset", "source", "alias", "sudo", "cd", "mkdir", "pip", "npm",
    "git", "docker", "apt-get", "apt", "yum", "brew", "cargo", "go", "curl", "wget", "make", "cmake", "chmod", "cp",
    "mv", "rm", "ls", "cat", "grep", "sed", "awk", "printf", "case", "when", "unless", "until", "elsif", "elif", "if",
    "while", "for", "foreach", "my", "our", "let", "var", "const", "else", "except", "lambda", "python", "python3",
    "node", "java", "gcc", "kubectl",
];

/// Words of SQL, as they are written to be seen.
pub(super) const SQL: &[&str] = &[
    "SELECT", "INSERT", "INTO", "UPDATE", "DELETE", "CREATE", "TABLE", "ALTER", "DROP", "FROM", "WHERE", "JOIN",
    "LEFT", "INNER", "GROUP", "ORDER", "BY", "VALUES", "SET", "LIMIT", "HAVING", "UNION", "ON", "AND", "INDEX", "VIEW",
    "GRANT", "AS", "FUNCTION", "RETURNS", "LANGUAGE", "OPERATOR", "REPLACE", "TYPE", "SCHEMA", "PRIMARY", "DATABASE",
    "USE",
];

/// Words that open a form of Lisp.
pub(super) const LISP: &[&str] =
    &["setq", "setf", "let", "let*", "lambda", "require", "provide", "progn", "cond", "ns"];

/// Words that declare the name behind them.
pub(super) const DECLARES: &[&str] = &[
    "let",
    "const",
    "var",
    "local",
    "my",
    "our",
    "export",
    "int",
    "char",
    "float",
    "double",
    "long",
    "bool",
    "boolean",
    "string",
    "String",
    "auto",
    "unsigned",
    "static",
    "final",
    "public",
    "private",
    "protected",
    "readonly",
    "val",
    "set",
    "type",
    "size_t",
    "uint8_t",
    "short",
    "byte",
    "define",
];

/// The name that `text` begins with.
pub(super) fn first(text: &str) -> &str {
    let end = text.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
    text.get(..end).unwrap_or_default()
}

/// Whether `text` is a name, with the names of what holds it before it: `a`, `a.b`, `a::b`, `a->b`.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '$'))
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b':' | b'$' | b'>' | b'-' | b'!'))
        && !text.ends_with(['.', ':', '-', '>'])
}

/// Whether `text` can be assigned to: a name, with an index perhaps.
pub(super) fn is_target(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '$' | '@' | '*' | '.' | '-'))
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.:$[]\"'->@*,{}".contains(&b))
        && text.bytes().any(|b| b.is_ascii_alphabetic())
        && !text.ends_with('.')
}

/// Whether `text` can stand before a name that is declared.
pub(super) fn is_type(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.:<>[]*&,$()?".contains(&b))
}

/// Whether `name` is an element of HTML.
pub(super) fn is_html(name: &str) -> bool {
    const NAMES: &[&str] = &[
        "a",
        "abbr",
        "address",
        "article",
        "aside",
        "audio",
        "b",
        "big",
        "blockquote",
        "body",
        "br",
        "button",
        "center",
        "cite",
        "code",
        "col",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "fieldset",
        "figcaption",
        "figure",
        "font",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "i",
        "iframe",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "legend",
        "li",
        "link",
        "main",
        "mark",
        "meta",
        "nav",
        "noscript",
        "object",
        "ol",
        "option",
        "p",
        "picture",
        "pre",
        "q",
        "s",
        "samp",
        "script",
        "section",
        "select",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "style",
        "sub",
        "summary",
        "sup",
        "svg",
        "table",
        "tbody",
        "td",
        "template",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "tt",
        "u",
        "ul",
        "var",
        "video",
    ];
    NAMES.iter().any(|n| n.len() == name.len() && n.eq_ignore_ascii_case(name))
}
