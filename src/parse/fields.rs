//! The fields of a front matter as JSON, for the record's `meta`.

use serde_json::Value;
use yaml_rust2::Yaml;

/// A node of YAML, whose depth has been checked.
pub(super) fn of_yaml(node: &Yaml) -> Value {
    match node {
        Yaml::Boolean(b) => (*b).into(),
        Yaml::Integer(n) => (*n).into(),
        // As it is written: `1.10` is a version.
        Yaml::Real(s) | Yaml::String(s) => s.as_str().into(),
        Yaml::Array(items) => items.iter().map(of_yaml).collect(),
        Yaml::Hash(map) => map.iter().filter_map(|(key, value)| Some((scalar(key)?, of_yaml(value)))).collect(),
        Yaml::Alias(_) | Yaml::Null | Yaml::BadValue => Value::Null,
    }
}

/// A value of TOML; its parser bounds the depth.
pub(super) fn of_toml(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(s) => s.as_str().into(),
        toml::Value::Integer(n) => (*n).into(),
        toml::Value::Boolean(b) => (*b).into(),
        toml::Value::Float(_) | toml::Value::Datetime(_) => value.to_string().into(),
        toml::Value::Array(items) => items.iter().map(of_toml).collect(),
        toml::Value::Table(table) => table.iter().map(|(name, value)| (name.clone(), of_toml(value))).collect(),
    }
}

/// A scalar as it is written.
pub(super) fn scalar(value: &Yaml) -> Option<String> {
    match value {
        Yaml::String(s) | Yaml::Real(s) => Some(s.clone()),
        Yaml::Integer(n) => Some(n.to_string()),
        _ => None,
    }
}
